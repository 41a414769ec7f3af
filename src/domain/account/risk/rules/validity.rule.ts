import { parseDecimal } from '../../../shared/decimal.js';
import type { RiskRule } from '../rule.js';
import { verdictOf } from '../rule.js';
import type { RiskContext } from '../context.js';

const isAbsent = (value: unknown): boolean => value === undefined || value === null || value === '';

/**
 * A distance that is absent belongs to the rule that demands it; one that is there must be a number, and not above 1:
 * a distance longer than the price itself is one in another unit (3.92 for 3.92 %).
 */
const isDistanceOrAbsent = (value: unknown): boolean => isAbsent(value) || parseDecimal(value)?.lte(1) === true;

const wrongFields = ({ intent, entry, raw, adjusted, direction }: RiskContext): string[] => {
  const checks: readonly (readonly [string, boolean])[] = [
    ['direction', direction !== undefined],
    ['entry', entry !== undefined],
    ['rawConfidence', raw !== undefined],
    ['confidence', adjusted !== undefined],
    ['stopPct', isDistanceOrAbsent(intent.stopPct)],
    ['targetPct', isDistanceOrAbsent(intent.targetPct)],
    ['assessment', intent.assessment === 1 || intent.assessment === 2],
  ];
  return checks.filter(([, fine]) => !fine).map(([field]) => field);
};

/** Numbers that are none (NaN, Infinity, null, ''), a price of zero or less, a confidence outside 0..1. No limit to set. */
export const validity: RiskRule = {
  name: 'validity',
  codes: ['INVALID_NUMBER'],
  why: 'What is not a number compares false with every limit, so it would pass the checks that ask "is it too much?".',
  policyKeys: [],
  evaluate: (ctx) => {
    const wrong = wrongFields(ctx);
    const input = wrong.length === 0 ? 'all numbers' : `wrong: ${wrong.join(', ')}`;
    return verdictOf('validity', input, 'numbers, in range', wrong.length === 0 ? undefined : 'INVALID_NUMBER');
  },
};
