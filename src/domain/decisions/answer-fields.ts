/** How the fields of an answer from outside are read. */
import { parseDecimal, type Dec } from '../shared/decimal.js';

const LONGEST_NUMBER = 60;

export const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Facts hold decimals as text, so anything else is not our schema; a number of absurd length is not a price. */
export const numberOf = (value: unknown): Dec | undefined => {
  const parsed = typeof value === 'string' && value.length <= LONGEST_NUMBER ? parseDecimal(value) : undefined;
  return parsed === undefined || parsed.decimalPlaces() > LONGEST_NUMBER || parsed.abs().gte('1e20')
    ? undefined
    : parsed;
};

/** For people: what stands in a field, cut to a size. */
export const shown = (value: unknown): string => (JSON.stringify(value) ?? 'nothing').slice(0, 60);
