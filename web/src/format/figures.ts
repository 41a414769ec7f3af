/** The one place where figures become text for people: the instrument's own decimals, groups of three, signs. */
import { divide, isDecimal, multiply, round, signOf } from './decimal.js';

/** Shown for what is not there; a screen reader says "none" by the label beside it. */
export const NOTHING = '–';
const GROUP = '\u202f';
const MINUS = '\u2212';

interface Digits {
  readonly price: number;
  readonly quantity: number;
}

/** Decimals of prices (the tick) and quantities, by instrument. */
const DIGITS: Readonly<Record<string, Digits>> = {
  'BTC/USDT': { price: 1, quantity: 8 },
  'XRP/USDT': { price: 5, quantity: 4 },
  'XRP/BTC': { price: 8, quantity: 4 },
};
const CURRENCY_DIGITS: Readonly<Record<string, number>> = { USDT: 2, BTC: 8, XRP: 4 };

const digitsOf = (instrumentId: string): Digits => DIGITS[instrumentId] ?? { price: 8, quantity: 8 };

export const priceDigits = (instrumentId: string): number => digitsOf(instrumentId).price;

export const baseOf = (instrumentId: string): string => instrumentId.split('/')[0] ?? instrumentId;
export const quoteOf = (instrumentId: string): string => instrumentId.split('/')[1] ?? '';

/** Groups the whole part by threes with a narrow space and writes a true minus. Text that is no number stays. */
export const grouped = (value: string): string => {
  if (!isDecimal(value)) return value;
  const [whole = '', fraction] = value.replace(/^[+-]/, '').split('.');
  const groups = whole.replace(/\B(?=(\d{3})+$)/g, GROUP);
  return `${value.startsWith('-') ? MINUS : ''}${groups}${fraction === undefined ? '' : `.${fraction}`}`;
};

const fixed = (value: string | undefined, places: number): string => {
  if (value === undefined) return NOTHING;
  const rounded = round(value, places);
  // "-0.00" would claim a loss that the digits do not show.
  return grouped(signOf(rounded) === 0 ? rounded.replace('-', '') : rounded);
};

const withSign = (value: string | undefined, places: number): string => {
  const shown = fixed(value, places);
  return value !== undefined && signOf(round(value, places)) > 0 ? `+${shown}` : shown;
};

/** USDT, two decimals. */
export const money = (value: string | undefined): string => fixed(value, 2);
/** What a model costs, USD: cents would hide all of it. */
export const cost = (value: string | undefined): string => fixed(value, 4);
/** USDT with its sign: for everything that was won or lost. */
export const signedMoney = (value: string | undefined): string => withSign(value, 2);
export const price = (value: string | undefined, instrumentId: string): string =>
  fixed(value, digitsOf(instrumentId).price);
export const quantity = (value: string | undefined, instrumentId: string): string =>
  fixed(value, digitsOf(instrumentId).quantity);
export const amount = (value: string | undefined, currency: string): string =>
  fixed(value, CURRENCY_DIGITS[currency] ?? 8);
/** A number that counts in percent already ("1.25" is 1.25 %). */
export const percent = (value: string | undefined): string => (value === undefined ? NOTHING : `${fixed(value, 2)} %`);
export const signedPercent = (value: string | undefined): string =>
  value === undefined ? NOTHING : `${withSign(value, 2)} %`;
/** Confidence 0..1, cut and not rounded: 0.5999 must not look as if it had reached a floor of 0.6. */
export const confidence = (value: string | undefined): string =>
  value === undefined ? NOTHING : fixed(value.replace(/(\.\d{3})\d+$/, '$1'), 3);
export const multipleOfR = (value: string | undefined): string =>
  value === undefined ? NOTHING : `${withSign(value, 2)} R`;

/** part / whole in percent, four decimals; undefined where whole is zero or missing. */
export const percentOf = (part: string | undefined, whole: string | undefined): string | undefined => {
  const hundredfold = part === undefined ? undefined : multiply(part, '100');
  return hundredfold === undefined || whole === undefined ? undefined : divide(hundredfold, whole, 4);
};

/** For drawing only: a pixel needs no more digits than a float has. */
export const forDrawing = (value: string): number => Number(value);
