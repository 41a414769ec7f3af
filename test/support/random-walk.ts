import { TIMEFRAME_MS, type Candle, type Timeframe } from '../../src/domain/market/candle.js';
import type { CandleNumbers } from '../../src/domain/market/indicators/indicator.js';
import type { InstrumentId } from '../../src/domain/market/instrument.js';

/** A small linear congruential generator: the same seed, the same market. */
export const chance = (seed: number): (() => number) => {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
};

export interface WalkOptions {
  readonly seed: number;
  readonly count: number;
  /** Added to each step, in units of the step. */
  readonly drift?: number;
  readonly stepMs?: number;
  readonly start?: number;
}

/** Candles that hang together: each opens at the last close. Prices have two decimals. */
export const walk = ({ seed, count, drift = 0, stepMs = 3_600_000, start = 1000 }: WalkOptions): CandleNumbers[] => {
  const next = chance(seed);
  const cents = (value: number) => Math.max(1, Math.round(value * 100)) / 100;
  let close = start;
  return Array.from({ length: count }, (_, index) => {
    const open = close;
    close = cents(open + (next() - 0.5 + drift) * 4);
    const high = cents(Math.max(open, close) + next() * 2);
    const low = cents(Math.min(open, close) - next() * 2);
    return { openTime: index * stepMs, open, high, low, close, volume: Math.round(next() * 1e5) / 1e3 };
  });
};

export const asCandle = (
  numbers: CandleNumbers,
  timeframe: Timeframe,
  instrumentId: InstrumentId = 'BTC/USDT',
): Candle => ({
  instrumentId,
  timeframe,
  openTime: numbers.openTime,
  open: String(numbers.open),
  high: String(numbers.high),
  low: String(numbers.low),
  close: String(numbers.close),
  volume: String(numbers.volume),
});

/** A walk as candles of one timeframe, from `from` on. */
export const walkCandles = (
  timeframe: Timeframe,
  options: Omit<WalkOptions, 'stepMs'> & { readonly from?: number; readonly instrumentId?: InstrumentId },
): Candle[] =>
  walk({ ...options, stepMs: TIMEFRAME_MS[timeframe] }).map((numbers) =>
    asCandle({ ...numbers, openTime: numbers.openTime + (options.from ?? 0) }, timeframe, options.instrumentId),
  );
