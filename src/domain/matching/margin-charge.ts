import type { InstrumentId } from '../market/instrument.js';
import { dec, text, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { emit, type Draft } from './draft.js';
import { marginFeesDue } from './margin-fee.js';

export interface ChargeMoment {
  readonly at: UnixMs;
  /** USDT per unit of the instrument's quote currency. */
  readonly rate: DecimalString;
  readonly step: UnixMs | null;
}

/** Takes the margin fees of the periods that have ended, on the position as it stands. */
export const chargeMarginFees = (draft: Draft, instrumentId: InstrumentId, { at, rate, step }: ChargeMoment): void => {
  const position = draft.state.positions[instrumentId];
  if (position === undefined) return;
  const { openedAt, cost } = position;
  const due = marginFeesDue(openedAt, position.chargedTo, at, cost, rate, draft.settings);
  if (due.periods === 0) return;
  emit(draft, {
    type: 'PaperBalanceMoved',
    data: {
      reason: 'margin-fee',
      instrumentId,
      periods: due.periods,
      chargedTo: due.chargedTo,
      notional: cost,
      rate,
      moves: [{ currency: 'USDT', amount: text(dec(due.fee).neg()) }],
      venueAt: at,
      step,
    },
  });
};
