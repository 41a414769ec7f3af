import { dec, parseDecimal, text as canonicalText, type DecimalString } from '../../../domain/shared/decimal.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { CandleFileError } from './candle-file-error.js';
import type { RawRow } from './raw-row.js';
import { timeOf, TIME_FORMS } from './row-time.js';

/** A row whose values have been checked; its timeframe is known only when all rows are. */
export interface CheckedRow {
  readonly line: number;
  readonly row?: number;
  readonly openTime: UnixMs;
  readonly open: DecimalString;
  readonly high: DecimalString;
  readonly low: DecimalString;
  readonly close: DecimalString;
  readonly volume: DecimalString;
}

const CANONICAL = /^(?:0|[1-9]\d*)(?:\.\d*[1-9])?$/;
/** Far beyond any price or volume; keeps `1e999` from becoming a thousand digits. */
const LONGEST = 40;
const EARLIEST = Date.UTC(2009, 0, 3);
const LATEST = Date.UTC(2100, 0, 1);

/** Canonical digits of a number's text, never through a float; undefined when it is no finite decimal. */
const digitsOf = (value: string): DecimalString | undefined => {
  if (value.length > LONGEST) return undefined;
  if (CANONICAL.test(value)) return value;
  const parsed = parseDecimal(value);
  if (parsed === undefined) return undefined;
  const digits = canonicalText(parsed);
  return digits.length > LONGEST ? undefined : digits;
};

/** Floats order decimals rightly unless they are equal as floats; only then the digits are compared exactly. */
const below = (a: DecimalString, b: DecimalString): boolean => {
  const x = Number(a);
  const y = Number(b);
  if (x !== y) return x < y;
  return a !== b && dec(a).lt(b);
};

const PRICES = ['open', 'high', 'low', 'close'] as const;

/** Turns text into checked values. Throws CandleFileError with file, line and reason; a wrong row is never skipped. */
export const checkRow = (file: string, raw: RawRow): CheckedRow => {
  const { line, row } = raw;
  const fail = (reason: string, expected: string): never => {
    throw new CandleFileError({ file, line, ...(row === undefined ? {} : { row }), reason, expected });
  };
  const number = (name: 'open' | 'high' | 'low' | 'close' | 'volume'): DecimalString =>
    digitsOf(raw[name]) ??
    fail(`${name} is ${JSON.stringify(raw[name])}`, `a finite decimal of at most ${LONGEST} digits`);

  const openTime = timeOf(raw.time) ?? fail(`time is ${JSON.stringify(raw.time)}`, TIME_FORMS);
  if (openTime < EARLIEST || openTime >= LATEST)
    fail(
      `time ${JSON.stringify(raw.time)} is ${new Date(openTime).toISOString()}`,
      'a time between 2009-01-03 and 2100',
    );
  const candle = {
    open: number('open'),
    high: number('high'),
    low: number('low'),
    close: number('close'),
    volume: number('volume'),
  };
  for (const name of PRICES) {
    if (candle[name] === '0' || candle[name].startsWith('-')) fail(`${name} is ${candle[name]}`, 'a price above zero');
  }
  if (candle.volume.startsWith('-')) fail(`volume is ${candle.volume}`, 'zero or more');
  for (const name of ['open', 'close', 'low'] as const) {
    if (below(candle.high, candle[name]))
      fail(`high ${candle.high} is below ${name} ${candle[name]}`, 'the high to be the highest price of its row');
  }
  for (const name of ['open', 'close'] as const) {
    if (below(candle[name], candle.low))
      fail(`low ${candle.low} is above ${name} ${candle[name]}`, 'the low to be the lowest price of its row');
  }
  return { line, ...(row === undefined ? {} : { row }), openTime, ...candle };
};
