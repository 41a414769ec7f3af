import { ONE, type Dec } from '../../shared/decimal.js';
import { DRAWDOWN_ROWS, STREAK_ROWS } from './losses.js';
import type { RiskContext, Standing } from './context.js';
import type { DenialCode } from './denial-codes.js';
import type { PolicyNumbers } from './policy-keys.js';
import { needsMargin } from './reward.js';

/** Leverages an order may have, and what bounds them, for people. */
export type LeverageRange =
  | { readonly from: number; readonly to: number; readonly why: string }
  | { readonly code: DenialCode; readonly why: string };

/** What losses leave of the leverage: drawdown row, streak row, and cash only after a cleared drawdown halt. */
export const leftByLosses = (standing: Standing): readonly (readonly [string, number])[] => {
  const { drawdown, streak, state, at } = standing;
  const bounds: (readonly [string, number])[] = [];
  const row = drawdown && DRAWDOWN_ROWS.find(({ from }) => drawdown.fraction.gte(from));
  if (row) bounds.push(['drawdown', row.maxLeverage]);
  const streakRow = STREAK_ROWS.find(({ from }) => streak >= from);
  if (streakRow) bounds.push(['losses in a row', streakRow.maxLeverage]);
  const until = state.breakers.cashOnlyUntil;
  if (until !== undefined && at < until) bounds.push(['cash only after a drawdown', 1]);
  return bounds;
};

/** Undefined while the regime or the confidence is unusable. */
export const leverageRange = (ctx: RiskContext): LeverageRange | undefined => {
  const { regime, tiers, instrument, instrumentId, direction, policy, modification } = ctx;
  if (!regime || !tiers || !instrument || !instrumentId || !direction) return undefined;
  const bounds = [
    ['policy', policy.maxLeverage],
    ['regime', regime.maxLeverage],
    ['confidence tier', tiers.leverage.maxLeverage],
    ['venue', instrument.maxLeverage],
    ...leftByLosses(ctx),
    ...(modification?.maxLeverage === undefined ? [] : [['modification', modification.maxLeverage] as const]),
  ] as const;
  for (const [name, bound] of bounds) {
    if (!Number.isInteger(bound) || bound < 1)
      return { code: 'LEVERAGE_INVALID', why: `${name} says ${String(bound)}` };
  }
  const from = needsMargin(instrumentId, direction) ? 2 : 1;
  if (!policy.marginEnabled) {
    return from === 1
      ? { from, to: 1, why: '1x: margin is disabled' }
      : { code: 'MARGIN_DISABLED', why: 'margin is disabled' };
  }
  const [name, to] = bounds.reduce((least, bound) => (bound[1] < least[1] ? bound : least));
  const why = `${to}x by ${name}`;
  if (to >= from) return { from, to, why };
  return { code: direction === 'short' ? 'SHORT_NEEDS_MARGIN' : 'LEVERAGE_TOO_HIGH', why };
};

const locks = new WeakMap<PolicyNumbers, Map<number, Dec>>();

/**
 * USDT that an order locks per USDT of notional: cash with the fee, or the margin with the fees of opening. Computed once
 * per policy and leverage: a verdict asks for it at every leverage it tries.
 */
export const lockedPerUsdt = ({ limits }: RiskContext, leverage: number): Dec => {
  const known = locks.get(limits) ?? new Map<number, Dec>();
  const found = known.get(leverage);
  if (found) return found;
  const { takerFee, marginFee } = limits;
  const locked = leverage === 1 ? ONE.add(takerFee) : ONE.div(leverage).add(takerFee).add(marginFee);
  locks.set(limits, known.set(leverage, locked));
  return locked;
};

/** Notional that the free funds of the trading book carry at this leverage, USDT; negative when they are overdrawn. */
export const fundedAt = (ctx: RiskContext, leverage: number): Dec | undefined =>
  ctx.usage?.freeFunds.div(lockedPerUsdt(ctx, leverage));
