import type { Instrument } from '../../../domain/market/instrument.js';

/** Where each value of a candle stands in a row, 0-based. */
export interface Columns {
  readonly time: number;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
  /** Present where the file names its symbol on every row. */
  readonly symbol?: number;
}

/** Unix stamps before written dates: a file that has both gives the same instant twice, and numbers cannot be misread. */
const TIME_NAMES = ['unix', 'unix timestamp', 'timestamp', 'time', 'opentime', 'open time', 'date', 'datetime'];
const FIRST_SIX: Columns = { time: 0, open: 1, high: 2, low: 3, close: 4, volume: 5 };

/** Rows without names: 6 columns, 7 with the number of trades (Kraken's bulk files), 12 as Binance's klines. */
export const columnsByWidth = (width: number): Columns | undefined =>
  width === 6 || width === 7 || width === 12 ? FIRST_SIX : undefined;

/** Kraken's OHLC answer: time, open, high, low, close, vwap, volume, trades. */
export const KRAKEN_ANSWER: Columns = { ...FIRST_SIX, volume: 6 };
export const KRAKEN_ANSWER_WIDTH = 8;

/** Volume has to be in base units, so a column that names another currency ("Volume USD") is never taken for it. */
const volumeColumn = (names: readonly string[], instrument: Instrument): number => {
  const plain = names.indexOf('volume');
  if (plain >= 0) return plain;
  const bases = [instrument.base.toLowerCase(), instrument.base === 'BTC' ? 'xbt' : 'base'];
  return names.findIndex((name) => bases.some((base) => name === `volume ${base}`));
};

/** The columns that a header names, in any order; undefined when one of time, open, high, low, close or volume is missing. */
export const columnsByName = (header: readonly string[], instrument: Instrument): Columns | undefined => {
  const names = header.map((name) => name.trim().toLowerCase().replace(/_/g, ' '));
  const time = names.indexOf(TIME_NAMES.find((name) => names.includes(name)) ?? '');
  const [open, high, low, close] = ['open', 'high', 'low', 'close'].map((name) => names.indexOf(name)) as [
    number,
    number,
    number,
    number,
  ];
  const volume = volumeColumn(names, instrument);
  if (Math.min(time, open, high, low, close, volume) < 0) return undefined;
  const symbol = names.indexOf('symbol');
  return { time, open, high, low, close, volume, ...(symbol >= 0 ? { symbol } : {}) };
};

/** Does a line look like a header at all? Then a missing column is worth a message of its own. */
export const namesPrices = (header: readonly string[]): boolean => {
  const names = header.map((name) => name.trim().toLowerCase());
  return names.includes('open') || names.includes('close');
};
