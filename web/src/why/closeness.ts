/**
 * How near a rule was to its limit, 0..1, for a bar: drawn from the texts of the verdict, which are the record. Nothing
 * is decided on it, so that a float and an unreadable text (no bar) do no harm.
 */
import type { RuleResult } from '../api/shapes.js';

const NUMBER = /[-+]?\d+(?:[\u202f ]\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?/i;
const AT_LEAST = />=?|at least|minimum|not (?:less|nearer|below)/i;

const numberIn = (text: string): number | undefined => {
  const match = NUMBER.exec(text);
  return match ? Number(match[0].replaceAll(/[\u202f ]/g, '')) : undefined;
};

/** A limit that says what it leaves is measured against that. */
const limitNumber = (limit: string): number | undefined => numberIn(/leaves (.*)$/.exec(limit)?.[1] ?? limit);

export const closenessOf = ({ input, limit, result }: RuleResult): number | undefined => {
  if (result === 'skipped') return undefined;
  if (result !== 'pass') return 1;
  const [value, bound] = [numberIn(input), limitNumber(limit)];
  if (value === undefined || bound === undefined) return undefined;
  const [part, whole] = AT_LEAST.test(limit) ? [bound, value] : [value, bound];
  return whole > 0 && part >= 0 ? Math.min(1, part / whole) : undefined;
};
