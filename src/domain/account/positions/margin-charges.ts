import { lastRateOf, type Quotes } from '../../market/quote.js';
import { marginFeesDue } from '../../matching/margin-fee.js';
import { dec, text, type DecimalString } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';
import type { FeeCharged } from '../account.events.js';
import type { Dust, PositionState } from '../account.state.js';
import { append, type Commit } from '../commit.js';

const feeCharged = (
  position: Dust,
  kind: FeeCharged['data']['kind'],
  feeUsdt: DecimalString,
  rate: DecimalString,
  chargedTo: UnixMs,
): FeeCharged => ({
  type: 'FeeCharged',
  data: {
    positionId: position.positionId,
    book: position.book,
    instrumentId: position.instrumentId,
    kind,
    chargedTo,
    fee: text(dec(feeUsdt).div(rate)),
    rate,
    feeUsdt,
    changes: [{ book: position.book, currency: 'USDT', amount: text(dec(feeUsdt).neg()) }],
  },
});

/** Charges every full period that ended by `at`, at the same moments as the venue does: before a fill, after a step. */
export const chargePeriods = (commit: Commit, position: Dust, at: UnixMs, rate: DecimalString): void => {
  if (position.leverage === 1) return;
  const { policy } = commit.state;
  const due = marginFeesDue(position.marginSince, position.marginFeesChargedTo, at, position.cost, rate, policy);
  if (due.periods > 0) append(commit, feeCharged(position, 'margin-period', due.fee, rate, due.chargedTo));
};

export const chargeOpening = (
  commit: Commit,
  position: PositionState,
  feeUsdt: DecimalString,
  rate: DecimalString,
): void => {
  append(commit, feeCharged(position, 'margin-opening', feeUsdt, rate, position.marginFeesChargedTo));
};

/** After a market step. Without a rate the charge waits: periods are counted from the opening, so none is skipped. */
export const chargeAllPeriods = (commit: Commit, quotes: Quotes): void => {
  for (const position of [...Object.values(commit.state.positions), ...Object.values(commit.state.dust)]) {
    const rate = lastRateOf(quotes, position.instrumentId);
    if (rate !== undefined) chargePeriods(commit, position, commit.at, rate);
  }
};
