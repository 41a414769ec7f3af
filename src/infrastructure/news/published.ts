import { DAY, utcDateOf, type UnixMs } from '../../domain/shared/time.js';

const DATE = /^\d{4}-\d{2}-\d{2}$/;
const ISO = /^\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?\s*(Z|[+-]\d{2}:?\d{2})$/i;
/** As in mail and RSS: `Mon, 05 Jan 2026 11:40:00 GMT`. */
const RFC_822 =
  /^([A-Za-z]{3},\s*)?\d{1,2} [A-Za-z]{3,9} \d{4} \d{2}:\d{2}(:\d{2})?\s+(GMT|UTC|UT|Z|[ECMP][SD]T|[+-]\d{4})$/;

const parsed = (text: string): UnixMs | undefined => {
  const at = Date.parse(text);
  return Number.isNaN(at) ? undefined : at;
};

/** 31 February is not 3 March. */
const isDay = (date: string): boolean => {
  const at = parsed(date);
  return at !== undefined && utcDateOf(at) === date;
};

/**
 * Unix ms; undefined for anything else, times without a zone included: nobody knows when they were. A date without a
 * time counts as the end of its day: read any earlier, it might be news of the future.
 */
export const publishedAt = (text: string): UnixMs | undefined => {
  const trimmed = text.trim();
  const date = trimmed.slice(0, 10);
  if (DATE.test(trimmed)) return isDay(date) ? Date.parse(date) + DAY : undefined;
  if (ISO.test(trimmed)) return isDay(date) ? parsed(`${date}T${trimmed.slice(11).replace(/\s+/, '')}`) : undefined;
  return RFC_822.test(trimmed) ? parsed(trimmed.replace(/\b(UT|Z)$/, 'UTC')) : undefined;
};
