import type { Dec } from '../../shared/decimal.js';
import type { RiskContext } from './context.js';
import type { DenialCode } from './denial-codes.js';
import type { RiskPolicy } from './policy.js';
import type { RuleResult } from './verdict.js';

/**
 * One limit of the desk. `evaluate` never throws and always answers; where its input cannot be computed the answer is
 * `skipped`, and then the rule that owns the input has failed.
 */
export interface RiskRule {
  /** File name without `.rule.ts`. */
  readonly name: string;
  /** What it can deny with; the closed list is `denial-codes.ts`. */
  readonly codes: readonly [DenialCode, ...DenialCode[]];
  /** The reason, one sentence. */
  readonly why: string;
  /** Where its numbers stand: defaults in `DEFAULT_POLICY`, hard caps in `HARD_CAPS`. */
  readonly policyKeys: readonly (keyof RiskPolicy)[];
  /**
   * Rules about the size are asked again on a resized trade. `size`: before the leverage is chosen; `funding`: depends
   * on it. Absent: the size does not matter.
   */
  readonly stage?: 'size' | 'funding';
  /** Notional that this limit leaves, USDT; zero or less denies, less than the size shrinks it. */
  leaves?(ctx: RiskContext): Dec | undefined;
  evaluate(ctx: RiskContext): RuleResult;
}

/** A decimal for people: at most eight places, an exponent only where the digits would fill a line. */
export const show = (value: Dec): string => (value.decimalPlaces() > 8 ? value.toDecimalPlaces(8) : value).toString();

export const skipped = (rule: string, limit: string): RuleResult => ({
  rule,
  input: 'not computable',
  limit,
  result: 'skipped',
});

/** Pass or fail with the code. */
export const verdictOf = (rule: string, input: string, limit: string, code: DenialCode | undefined): RuleResult =>
  code === undefined ? { rule, input, limit, result: 'pass' } : { rule, input, limit, result: 'fail', code };

/** A limit on the notional: passes up to what is left, shrinks the trade to it, fails when nothing is. */
export const limitRule = (spec: {
  readonly name: string;
  readonly code: DenialCode;
  readonly why: string;
  readonly policyKeys: readonly (keyof RiskPolicy)[];
  readonly stage: 'size' | 'funding';
  readonly leaves: (ctx: RiskContext) => Dec | undefined;
  /** What the limit is, for people; what it leaves is put behind it. */
  readonly limit: (ctx: RiskContext) => string;
}): RiskRule => {
  const { name, code, leaves, limit } = spec;
  return {
    name,
    codes: [code],
    why: spec.why,
    policyKeys: spec.policyKeys,
    stage: spec.stage,
    leaves,
    evaluate: (ctx) => {
      const left = leaves(ctx);
      if (left === undefined || ctx.size === undefined) return skipped(name, limit(ctx));
      const line = { rule: name, input: `${show(ctx.size)} USDT`, limit: `${limit(ctx)}, leaves ${show(left)} USDT` };
      if (left.lte(0)) return { ...line, result: 'fail', code };
      return ctx.size.lte(left) ? { ...line, result: 'pass' } : { ...line, result: 'shrink' };
    },
  };
};
