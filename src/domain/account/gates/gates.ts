import { freshMids, valueAccount } from '../equity/valuation.js';
import { append, type Commit } from '../commit.js';
import type { CooldownStarted } from '../account.events.js';
import type { Quotes } from '../../market/quote.js';
import { DAY } from '../../shared/time.js';
import { revokePurchases } from '../hodl/revoke-purchases.js';
import { revokeEntries } from './revoke.js';

/** After a cleared drawdown halt the desk trades without leverage for so long. */
export const CASH_ONLY_MS = 7 * DAY;

/** What came with an operator's request, as it stands in the fact. */
interface Asked {
  readonly note?: string;
  readonly requestId?: string;
}

const asked = ({ note, requestId }: Asked): Asked => ({
  ...(note === undefined ? {} : { note }),
  ...(requestId === undefined ? {} : { requestId }),
});

export const pause = (commit: Commit, reason: string, request: Asked = {}): void => {
  if (commit.state.pauses.includes(reason)) return;
  append(commit, { type: 'TradingPaused', data: { reason, ...asked(request) } });
};

export const resume = (commit: Commit, reason: string, request: Asked = {}): void => {
  if (!commit.state.pauses.includes(reason)) return;
  append(commit, { type: 'TradingResumed', data: { reason, ...asked(request) } });
};

export const halt = (commit: Commit, reason: string, request: Asked = {}): void => {
  if (commit.state.halted) return;
  append(commit, { type: 'TradingHalted', data: { at: commit.at, reason, ...asked(request) } });
  revokeEntries(commit, 'halt');
  revokePurchases(commit, 'halt');
};

/**
 * Lifts a halt and anchors the peak anew: measured from the old peak the drawdown breaker would trip again at once.
 * Without prices for all balances the last mark is the anchor.
 */
export const clearHalt = (commit: Commit, reason: string, quotes: Quotes, request: Asked = {}): void => {
  const { halted, breakers, policy, lastMark } = commit.state;
  if (!halted) return;
  const value = valueAccount(commit.state, freshMids(quotes, commit.at, policy.maxPriceAgeMs), commit.at);
  append(commit, { type: 'HaltCleared', data: { reason, ...asked(request) } });
  if (!breakers.drawdown) return;
  append(commit, { type: 'BreakerCleared', data: { breaker: 'drawdown', reason } });
  const equity = value.equity ?? lastMark?.equity;
  const tradingPnl = value.tradingPnl ?? lastMark?.tradingPnl;
  if (equity === undefined || tradingPnl === undefined) return;
  append(commit, {
    type: 'PeakReanchored',
    data: { at: commit.at, equity, tradingPnl, cashOnlyUntil: commit.at + CASH_ONLY_MS },
  });
};

/** The longest cooldown wins: a shorter one that comes later changes nothing. */
export const startCooldown = (commit: Commit, data: CooldownStarted['data']): void => {
  if ((commit.state.cooldowns[data.scope]?.until ?? 0) >= data.until) return;
  append(commit, { type: 'CooldownStarted', data });
};
