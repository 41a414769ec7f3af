import type { RiskPolicy } from '../account/risk/policy.js';
import { checkPolicy } from '../account/risk/policy-check.js';
import { POLICY_KEYS } from '../account/risk/policy-keys.js';
import type { OrderProblem } from './opening-intent.js';

/** What the account keeps by itself: its own count, and the share that its deposits were divided by. */
const KEPT: readonly (keyof RiskPolicy)[] = ['version', 'allocationShare'];

/** Whole numbers and yes or no as the policy has them, where a form or a shell could only say them as text. */
export const limitsAsTyped = (typed: Readonly<Record<string, unknown>>): Readonly<Partial<RiskPolicy>> =>
  Object.fromEntries(
    Object.entries(typed).map(([key, value]) => {
      const kind = Object.hasOwn(POLICY_KEYS, key) ? POLICY_KEYS[key as keyof RiskPolicy].kind : 'text';
      if (typeof value !== 'string') return [key, value];
      if (kind === 'integer' && /^\d{1,15}$/.test(value)) return [key, Number(value)];
      return [key, kind === 'boolean' && /^(true|false)$/.test(value) ? value === 'true' : value];
    }),
  );

export const limitsWith = (present: RiskPolicy, wanted: Readonly<Partial<RiskPolicy>>): RiskPolicy => ({
  ...present,
  ...wanted,
});

/** The first thing wrong with limits that are wanted: an unknown key, a type, a range, a hard cap. */
export const whyNotLimits = (present: RiskPolicy, wanted: Readonly<Partial<RiskPolicy>>): OrderProblem | undefined => {
  if (Object.keys(wanted).length === 0) {
    return { field: 'limits', detail: 'Name at least one limit, as {"maxOpenPositions": 2}.' };
  }
  const kept = KEPT.find((key) => Object.hasOwn(wanted, key));
  if (kept !== undefined) return { field: `limits.${kept}`, detail: `${kept} is kept by the account itself.` };
  const [first] = checkPolicy({ ...limitsWith(present, wanted) });
  return first && { field: `limits.${first.key}`, detail: `${first.problem}.` };
};
