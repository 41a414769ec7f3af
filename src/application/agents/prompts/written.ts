/** How numbers and times are written for a model: with a unit, in few digits, and never a word that is no number. */
import { parseDecimal, text } from '../../../domain/shared/decimal.js';
import { DAY, HOUR, MINUTE, SECOND, utcDateOf, type UnixMs } from '../../../domain/shared/time.js';

const SIGNIFICANT_DIGITS = 10;

/** No price, quantity or indicator of the desk is outside of it, and its digits would fill the page. */
const LARGEST = '1e15';
const SMALLEST = '1e-15';

/** `unknown` for anything but a decimal of a sensible size. */
export const number = (value: unknown, digits = SIGNIFICANT_DIGITS): string => {
  const parsed = parseDecimal(value);
  if (parsed === undefined || parsed.abs().gte(LARGEST)) return 'unknown';
  return parsed.abs().lt(SMALLEST) ? '0' : text(parsed.toSignificantDigits(digits));
};

/** A fraction as per cent with a sign, for example `+1.25 %`. */
export const percentChange = (fraction: unknown): string => {
  const parsed = parseDecimal(fraction);
  if (parsed === undefined || parsed.abs().gte(LARGEST)) return 'unknown';
  const percent = parsed.mul(100).toDecimalPlaces(2);
  return `${percent.isNegative() ? '' : '+'}${text(percent)} %`;
};

const withRest = (ms: number, larger: readonly [number, string], smaller: readonly [number, string]): string => {
  const rest = Math.floor((ms % larger[0]) / smaller[0]);
  return `${Math.floor(ms / larger[0])} ${larger[1]}${rest === 0 ? '' : ` ${rest} ${smaller[1]}`}`;
};

/** `4 s`, `12 min`, `3 h 20 min`, `2 d 5 h`; rounded down. */
export const duration = (ms: number): string => {
  if (ms < MINUTE) return `${Math.floor(ms / SECOND)} s`;
  if (ms < HOUR) return `${Math.floor(ms / MINUTE)} min`;
  return ms < DAY ? withRest(ms, [HOUR, 'h'], [MINUTE, 'min']) : withRest(ms, [DAY, 'd'], [HOUR, 'h']);
};

export const age = (ms: number): string => `${duration(ms)} ago`;

const two = (value: number): string => String(value).padStart(2, '0');

/** `2026-01-05 12:00 UTC` */
export const instant = (at: UnixMs): string =>
  `${utcDateOf(at)} ${two(Math.floor((at % DAY) / HOUR))}:${two(Math.floor((at % HOUR) / MINUTE))} UTC`;
