import { minOf, type Dec } from '../../shared/decimal.js';
import type { RiskContext } from './context.js';
import type { DenialCode } from './denial-codes.js';
import { fundedAt, leverageRange } from './leverage.js';
import type { RiskRule } from './rule.js';
import { formulaSize, quantityOf } from './sizing.js';
import type { RuleResult } from './verdict.js';

/** What the rules said of one intent. Sizes in USDT notional, quantity in base. */
export interface Judgement {
  readonly lines: readonly RuleResult[];
  /** All codes, in the order of the rules; empty for an approval. */
  readonly failed: readonly DenialCode[];
  /** The formula's first two terms. */
  readonly wanted?: Dec;
  /** Rules whose remainder cut it. */
  readonly resizedBy: readonly string[];
  readonly quantity?: Dec;
  /** With the leverage chosen and the size as rounded. */
  readonly ctx: RiskContext;
}

/** The size after every limit of the stage; a rule that cannot say leaves it (and is skipped, or has nothing to limit). */
const cutBy = (rules: readonly RiskRule[], stage: RiskRule['stage'], ctx: RiskContext): Dec | undefined => {
  let size = ctx.size;
  for (const rule of rules) {
    if (rule.stage !== stage || !size) continue;
    const left = rule.leaves?.(ctx);
    if (left) size = minOf(size, left);
  }
  return size;
};

const atLeverage = (ctx: RiskContext, leverage: number): RiskContext => ({
  ...ctx,
  leverage,
  onMargin: ctx.onMargin || leverage > 1,
});

/**
 * The least leverage whose free funds carry the size; where another limit of that leverage (margin used, risk with
 * margin fees) would leave less than a lower one leaves, the lower one. So a smaller size never gets a larger trade.
 */
const withLeverage = (
  rules: readonly RiskRule[],
  ctx: RiskContext,
): { readonly ctx: RiskContext; readonly size?: Dec } => {
  const range = leverageRange(ctx);
  if (!ctx.size || !range || 'code' in range) return { ctx, ...(ctx.size && { size: ctx.size }) };
  let best: { ctx: RiskContext; size: Dec } | undefined;
  for (let leverage = range.from; leverage <= range.to; leverage++) {
    const candidate = atLeverage(ctx, leverage);
    const size = cutBy(rules, 'funding', candidate) ?? ctx.size;
    if (best === undefined || size.gt(best.size)) best = { ctx: candidate, size };
    if (fundedAt(candidate, leverage)?.gte(ctx.size)) break;
  }
  return best ?? { ctx };
};

/** Once more on the resized result: what shrinks it again was not computed from the trade that it got. */
const onceMore = (rules: readonly RiskRule[], ctx: RiskContext): readonly RuleResult[] =>
  rules
    .filter((rule) => rule.stage !== undefined)
    .map((rule) => {
      const line = rule.evaluate(ctx);
      return line.result === 'shrink'
        ? { ...line, result: 'fail', code: 'SHRINKS_AGAIN', round: 'once-more' }
        : { ...line, round: 'once-more' };
    });

const failedOf = (lines: readonly RuleResult[]): DenialCode[] => {
  const failed: DenialCode[] = [];
  for (const { result, code } of lines) if (result === 'fail' && code && !failed.includes(code)) failed.push(code);
  // A rule is skipped because another has failed. Should that ever be untrue, what could not be checked is not approved.
  if (failed.length === 0 && lines.some(({ result }) => result === 'skipped')) failed.push('INVALID_NUMBER');
  return failed;
};

/** Asks every rule, also after one has failed, and sizes the trade by what they leave. */
export const judge = (rules: readonly RiskRule[], start: RiskContext): Judgement => {
  const wanted = formulaSize(start);
  const formula: RiskContext = { ...start, ...(wanted && { size: wanted }) };
  const cut = cutBy(rules, 'size', formula);
  const funded = withLeverage(rules, { ...formula, ...(cut && { size: cut }) });
  const settled = funded.ctx;
  const atFormula: RiskContext = { ...settled, ...(wanted && { size: wanted }) };
  const first = rules.map((rule) => rule.evaluate(rule.stage === 'size' ? atFormula : settled));
  const result: RiskContext = { ...settled, ...(funded.size && { size: funded.size }) };
  const quantity = quantityOf(result);
  const final: RiskContext = quantity && result.unitUsdt ? { ...result, size: quantity.mul(result.unitUsdt) } : result;
  const isResized = wanted !== undefined && funded.size?.lt(wanted) === true;
  const lines = isResized && funded.size?.gt(0) ? [...first, ...onceMore(rules, final)] : first;
  return {
    lines,
    failed: failedOf(lines),
    resizedBy: first.filter((line) => line.result === 'shrink').map((line) => line.rule),
    ctx: final,
    ...(wanted && { wanted }),
    ...(quantity && { quantity }),
  };
};
