import type { UnixMs } from '../../../domain/shared/time.js';

/** The spellings of time that candle files use. */
export const TIME_FORMS =
  'unix seconds, milliseconds or microseconds, "2021-03-31 23:00:00", ISO 8601, or "2019-05-18 01-PM"';

const WRITTEN =
  /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d{1,2})(?:[:-](\d\d)(?::(\d\d)(?:\.(\d{1,9}))?)?)?)?(?:[- ]?(AM|PM)|(Z| UTC|[+-]\d\d:?\d\d))?$/i;
const STAMP = /^\d+(\.0*)?$/;

/** Seconds, milliseconds and microseconds of the years 1973 to 2286 differ in their number of digits. */
const fromStamp = (text: string): UnixMs | undefined => {
  const value = Number(text);
  const digits = text.includes('.') ? text.indexOf('.') : text.length;
  if (digits === 9 || digits === 10) return value * 1_000;
  if (digits === 12 || digits === 13) return value;
  // Binance's archives have been in microseconds since 2025.
  if ((digits === 15 || digits === 16) && value % 1_000 === 0) return value / 1_000;
  return undefined;
};

/** 12 AM is midnight, 12 PM is noon; undefined outside 1..12. */
const hourOfDay = (hour: number, half: string | undefined): number | undefined => {
  if (half === undefined) return hour <= 23 ? hour : undefined;
  if (hour < 1 || hour > 12) return undefined;
  return (hour % 12) + (half.toUpperCase() === 'PM' ? 12 : 0);
};

const offsetMs = (zone: string | undefined): number => {
  if (zone === undefined || /z|utc/i.test(zone)) return 0;
  const minutes = Number(zone.slice(1, 3)) * 60 + Number(zone.slice(-2));
  return (zone.startsWith('-') ? -minutes : minutes) * 60_000;
};

const fromWriting = (text: string): UnixMs | undefined => {
  const parts = WRITTEN.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hours = '0', minutes = '0', seconds = '0', fraction = '', half, zone] = parts;
  // A date alone is midnight, but a half of the day without an hour is nonsense.
  if (half !== undefined && parts[4] === undefined) return undefined;
  const hour = hourOfDay(Number(hours), half);
  if (hour === undefined || Number(minutes) > 59 || Number(seconds) > 59) return undefined;
  const ms = Number(fraction.slice(0, 3).padEnd(3, '0'));
  const at = Date.UTC(Number(year), Number(month) - 1, Number(day), hour, Number(minutes), Number(seconds), ms);
  // Date.UTC rolls 31 February over into March; such a date does not exist.
  const date = new Date(at);
  if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return undefined;
  return at - offsetMs(zone);
};

/** Unix ms of a time as a file spells it; without a zone it is UTC. Undefined for anything else. */
export const timeOf = (text: string): UnixMs | undefined => (STAMP.test(text) ? fromStamp(text) : fromWriting(text));
