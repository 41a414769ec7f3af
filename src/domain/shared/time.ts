/** Time is integer unix milliseconds UTC everywhere; it enters by the clock port. */
export type UnixMs = number;

export const SECOND = 1_000;
export const MINUTE = 60_000;
export const HOUR = 3_600_000;
export const DAY = 86_400_000;
export const WEEK = 7 * DAY;

/** 1970-01-01 was a Thursday: Monday-based weeks begin four days later. */
const FIRST_MONDAY = 4 * DAY;

export const startOfDay = (at: UnixMs): UnixMs => Math.floor(at / DAY) * DAY;
export const startOfWeek = (at: UnixMs): UnixMs => Math.floor((at - FIRST_MONDAY) / WEEK) * WEEK + FIRST_MONDAY;

/** Days of the calendar's cycle of 400 years. */
const ERA = 146_097;

/**
 * `YYYY-MM-DD` of the UTC day, by the proleptic Gregorian calendar counted from 1 March, so that a leap day is a year's
 * last (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
 */
export const utcDateOf = (at: UnixMs): string => {
  const days = Math.floor(at / DAY) + 719_468;
  const era = Math.floor(days / ERA);
  const dayOfEra = days - era * ERA;
  const yearOfEra = Math.floor(
    (dayOfEra - Math.floor(dayOfEra / 1_460) + Math.floor(dayOfEra / 36_524) - Math.floor(dayOfEra / 146_096)) / 365,
  );
  const dayOfYear = dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100));
  const fromMarch = Math.floor((5 * dayOfYear + 2) / 153);
  const day = dayOfYear - Math.floor((153 * fromMarch + 2) / 5) + 1;
  const month = fromMarch < 10 ? fromMarch + 3 : fromMarch - 9;
  const year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
  const two = (n: number): string => String(n).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
};
