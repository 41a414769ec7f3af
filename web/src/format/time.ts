/** Times in the viewer's zone; the same instant in UTC stands behind every one of them. */
const part = (options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat =>
  new Intl.DateTimeFormat('en-GB', { hourCycle: 'h23', ...options });

const CLOCK = part({ hour: '2-digit', minute: '2-digit', second: '2-digit' });
const MINUTES = part({ hour: '2-digit', minute: '2-digit' });
const DAY = part({ day: 'numeric', month: 'short' });
const YEAR = part({ day: 'numeric', month: 'short', year: 'numeric' });

const SECOND_MS = 1_000;
const MINUTE_MS = 60 * SECOND_MS;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** 06:24:08 */
export const clock = (at: number): string => CLOCK.format(at);
/** 24 Nov 06:24 */
export const dayMinute = (at: number): string => `${DAY.format(at)} ${MINUTES.format(at)}`;
/** 24 Nov 06:24:08 */
export const dayClock = (at: number): string => `${DAY.format(at)} ${CLOCK.format(at)}`;
/** 06:24 */
export const minute = (at: number): string => MINUTES.format(at);
/** 24 Nov */
export const day = (at: number): string => DAY.format(at);
/** 24 Nov 2026 */
export const dayYear = (at: number): string => YEAR.format(at);
/** 2026-11-24 06:24:08.000 UTC */
export const utc = (at: number): string => `${new Date(at).toISOString().replace('T', ' ').replace('Z', '')} UTC`;

/** The two largest units of a span: "2 d 4 h", "3 h 12 min", "45 s"; never negative. */
export const span = (ms: number): string => {
  const left = Math.max(0, ms);
  if (left >= DAY_MS) return `${Math.floor(left / DAY_MS)} d ${Math.floor((left % DAY_MS) / HOUR_MS)} h`;
  if (left >= HOUR_MS) return `${Math.floor(left / HOUR_MS)} h ${Math.floor((left % HOUR_MS) / MINUTE_MS)} min`;
  if (left >= MINUTE_MS) return `${Math.floor(left / MINUTE_MS)} min`;
  return `${Math.floor(left / SECOND_MS)} s`;
};

/** How long something took: "900 ms", "2.5 s", "12 min". */
export const took = (ms: number): string =>
  ms < SECOND_MS ? `${ms} ms` : ms < MINUTE_MS ? `${(ms / SECOND_MS).toFixed(1)} s` : span(ms);

/** A whole number of hours: "24 h". */
export const hours = (ms: number): string => `${ms / HOUR_MS} h`;
