/** Sentences of the record carry every digit that was booked; a page shows those that mean something. */
import { round } from './decimal.js';
import { utc } from './time.js';

/** Digits of a price on its finest tick. */
const PLACES = 8;
const CENTS = 2;
const MONEY = /(\d+\.\d{3,})(?= USDT\b| of fees\b)/g;
const LONG = /(\d+)\.(\d{9,})(?!\d)/g;
/** Unix milliseconds of this century. */
const INSTANT = /(?<![\d.-])1\d{12}(?![\d.])/g;
const SECONDS = /\b(\d+)000 ms\b/g;

/** Never to a plain zero: what is smaller than the places keeps its first digits. */
const shortened = (value: string, places: number): string => {
  const zeros = /^0\.(0*)/.exec(value)?.[1]?.length;
  return round(value, zeros === undefined ? places : Math.max(places, zeros + 3));
};

export const readable = (text: string): string =>
  text
    .replaceAll(MONEY, (value) => shortened(value, CENTS))
    .replaceAll(LONG, (value) => shortened(value, PLACES))
    .replaceAll(INSTANT, (value) => utc(Number(value)).replace('.000', ''))
    .replaceAll(SECONDS, '$1 s');
