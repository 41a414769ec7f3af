/**
 * How near a rule was to its limit, 0..1, for a bar: drawn from the texts of the verdict, which are the record. Nothing
 * is decided on it, so that a float and an unreadable text (no bar) do no harm.
 */
import type { RuleResult } from '../api/shapes.js';

const NUMBER = /[-+]?\d+(?:[\u202f ]\d{3})*(?:\.\d+)?(?:e[-+]?\d+)?/gi;
const RANGE = /^(\d+(?:\.\d+)?)\.\.(\d+(?:\.\d+)?)/;
/** Rules whose limit is a floor; all others are ceilings. */
const FLOORS: ReadonlySet<string> = new Set(['reward', 'confidence', 'minimum-size']);

const numbersIn = (text: string): readonly number[] =>
  (text.match(NUMBER) ?? []).map((match) => Number(match.replaceAll(/[\u202f ]/g, '')));

const shareOf = (part: number, whole: number): number | undefined =>
  whole > 0 && part >= 0 ? Math.min(1, part / whole) : undefined;

/** The nearest of several floors ("gross 1.5, net 1.2"). */
const nearestFloor = (values: readonly number[], floors: readonly number[]): number | undefined => {
  const shares = values.flatMap((value, i) => shareOf(floors[i] ?? 0, value) ?? []);
  return shares.length > 0 && floors.length > 0 ? Math.max(...shares) : undefined;
};

export const closenessOf = ({ rule, input, limit, result }: RuleResult): number | undefined => {
  if (result === 'skipped') return undefined;
  if (result !== 'pass') return 1;
  const values = numbersIn(input);
  const [value] = values;
  if (value === undefined) return undefined;
  const [, low, high] = RANGE.exec(limit) ?? [];
  if (low !== undefined) return Math.max(shareOf(Number(low), value) ?? 0, shareOf(value, Number(high)) ?? 0);
  if (FLOORS.has(rule)) return nearestFloor(values, numbersIn(limit));
  // A limit that says what it leaves is measured against that.
  const [bound] = numbersIn(/leaves (.*)$/.exec(limit)?.[1] ?? limit);
  return bound === undefined ? undefined : shareOf(value, bound);
};
