import { dec, parseDecimal } from '../../shared/decimal.js';
import { HARD_CAPS, type RiskPolicy } from './policy.js';
import { POLICY_KEYS, type KeyRange } from './policy-keys.js';

/** One thing wrong with a policy; `problem` is a sentence that begins with the key. */
export interface PolicyProblem {
  readonly key: string;
  readonly problem: string;
}

const wrongType = (value: unknown, range: KeyRange): string | undefined => {
  switch (range.kind) {
    case 'text':
      return typeof value === 'string' && value.trim() !== '' ? undefined : 'must be a text';
    case 'choice':
      return range.of.some((one) => one === value) ? undefined : `must be one of ${range.of.join(', ')}`;
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false';
    case 'integer': {
      const fits = typeof value === 'number' && Number.isInteger(value) && value >= range.min && value <= range.max;
      return fits ? undefined : `must be a whole number from ${range.min} to ${range.max}`;
    }
    case 'decimal': {
      // A number would already have lost digits on its way here.
      const number = typeof value === 'string' ? parseDecimal(value) : undefined;
      const wanted = `must be a decimal in quotes, ${range.positive ? 'above' : 'from'} 0 up to ${range.max}`;
      if (number === undefined || number.isNegative() || number.gt(range.max)) return wanted;
      return range.positive && number.isZero() ? wanted : undefined;
    }
  }
};

const overCap = (key: keyof RiskPolicy, value: unknown): string | undefined => {
  const cap = HARD_CAPS[key];
  const number = parseDecimal(value);
  if (cap === undefined || number === undefined || number.lte(cap)) return undefined;
  return `is above its hard cap ${cap}, which only code can move`;
};

/** All problems of a policy at once: unknown and missing keys, types, ranges, hard caps. Empty when it may be used. */
export const checkPolicy = (policy: Readonly<Record<string, unknown>>): readonly PolicyProblem[] => {
  const problems: PolicyProblem[] = [];
  const report = (key: string, text: string) => problems.push({ key, problem: `${key} ${text}` });
  for (const key of Object.keys(policy)) {
    if (!Object.hasOwn(POLICY_KEYS, key)) report(key, 'is not a key of the policy');
  }
  for (const [key, range] of Object.entries(POLICY_KEYS) as [keyof RiskPolicy, KeyRange][]) {
    if (!Object.hasOwn(policy, key) || policy[key] === undefined) {
      report(key, 'is missing');
      continue;
    }
    // The cap first: it is the better answer to a number that is out of both.
    const text = overCap(key, policy[key]) ?? wrongType(policy[key], range);
    if (text) report(key, `= ${JSON.stringify(policy[key])} ${text}`);
  }
  if (problems.length > 0) return problems;
  const { minStopPct, maxStopPct } = policy;
  if (dec(String(minStopPct)).gt(String(maxStopPct))) report('minStopPct', 'is above maxStopPct: no stop could pass');
  return problems;
};
