import { TIMEFRAME_MS, closeTimeOf, type Candle } from './candle.js';
import type { UnixMs } from '../shared/time.js';

/**
 * Why a base candle was not taken: the same open time again (the first stays), older than the newest one, open time off
 * the grid of its interval, not closed yet, or numbers that no market can show.
 */
export const CANDLE_REFUSALS = ['duplicate', 'disordered', 'misaligned', 'unfinished', 'malformed'] as const;
export type CandleRefusal = (typeof CANDLE_REFUSALS)[number];

/** How many base candles were taken, made up for empty intervals, and refused by reason. */
export type IntakeCounts = Readonly<Record<'accepted' | 'carried' | CandleRefusal, number>>;

export const NO_INTAKE: IntakeCounts = {
  accepted: 0,
  carried: 0,
  duplicate: 0,
  disordered: 0,
  misaligned: 0,
  unfinished: 0,
  malformed: 0,
};

const isMarket = (candle: Candle): boolean => {
  const [open, high, low, close, volume] = [candle.open, candle.high, candle.low, candle.close, candle.volume].map(
    Number,
  ) as [number, number, number, number, number];
  // A NaN fails every comparison, so it fails this too.
  const ordered = low > 0 && low <= open && low <= close && open <= high && close <= high && high < Infinity;
  return ordered && volume >= 0 && volume < Infinity;
};

/** Checks a base candle against the newest one and the time; undefined when it may be taken. */
export const refusalOf = (candle: Candle, newest: Candle | undefined, at: UnixMs): CandleRefusal | undefined => {
  if (!isMarket(candle)) return 'malformed';
  if (candle.openTime % TIMEFRAME_MS[candle.timeframe] !== 0) return 'misaligned';
  if (newest !== undefined && candle.openTime === newest.openTime) return 'duplicate';
  if (newest !== undefined && candle.openTime < newest.openTime) return 'disordered';
  // The last row that a venue hands out is still growing; what it says now it will not say at its end.
  return closeTimeOf(candle) > at ? 'unfinished' : undefined;
};

/** The candle of an interval in which nothing was traded: the close goes on, the volume is nothing. */
export const carriedCandle = (previous: Candle, openTime: UnixMs): Candle => ({
  ...previous,
  openTime,
  open: previous.close,
  high: previous.close,
  low: previous.close,
  volume: '0',
});
