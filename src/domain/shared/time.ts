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
