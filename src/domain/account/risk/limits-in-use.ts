import { text, type Dec, type DecimalString } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';
import type { AccountState } from '../account.state.js';
import type { Mids } from '../equity/valuation.js';
import { standingOf } from './context.js';

/** A limit and how much of it is used, in the same unit. `used` and `limit` are absent while equity is missing. */
export interface LimitInUse {
  readonly limit?: DecimalString;
  readonly used?: DecimalString;
}

/** For screens. USDT: exposure, net assets (signed), margin, loss and drawdown (negative = gained); positions count. */
export interface LimitsInUse {
  readonly at: UnixMs;
  readonly equity?: DecimalString;
  readonly exposure: LimitInUse;
  readonly netBtc: LimitInUse;
  readonly netXrp: LimitInUse;
  readonly marginUsed: LimitInUse;
  readonly openPositions: { readonly limit: number; readonly used?: number };
  readonly dailyLoss: LimitInUse;
  readonly drawdown: LimitInUse;
  /** What the trading book may still lock; absent while equity is missing. */
  readonly freeFunds?: DecimalString;
}

const shown = (value: Dec): DecimalString => text(value.toDecimalPlaces(8));
const inUse = (limit: Dec | undefined, used: Dec | undefined): LimitInUse => ({
  ...(limit && { limit: shown(limit) }),
  ...(used && { used: shown(used) }),
});

/** The same figures that the rules see, from mids that the caller holds to be fresh. */
export const limitsInUse = (state: AccountState, mids: Mids, at: UnixMs): LimitsInUse => {
  const standing = standingOf(state, { of: {}, mids }, at);
  const { equity, usage, limits, daily, drawdown } = standing;
  const share = (fraction: Dec) => equity?.mul(fraction);
  const byAsset = share(limits.maxAssetExposurePct);
  return {
    at,
    ...(equity && { equity: shown(equity) }),
    exposure: inUse(share(limits.maxExposurePct), usage?.exposure),
    netBtc: inUse(byAsset, usage?.assets.BTC.open),
    netXrp: inUse(byAsset, usage?.assets.XRP.open),
    marginUsed: inUse(share(limits.maxMarginUsedPct), usage?.marginUsed),
    openPositions: { limit: state.policy.maxOpenPositions, ...(usage && { used: usage.instruments.size }) },
    dailyLoss: inUse(daily?.base.mul(limits.dailyLossPct), daily?.loss),
    drawdown: inUse(drawdown?.base.mul(limits.drawdownPct), drawdown?.loss),
    ...(usage && { freeFunds: shown(usage.freeFunds) }),
  };
};
