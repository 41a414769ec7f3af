import type { UnixMs } from '../../shared/time.js';
import type { Candle } from '../candle.js';

/** A closed candle as numbers: indicators are opinions, not money, so IEEE doubles are enough and fast. */
export interface CandleNumbers {
  readonly openTime: UnixMs;
  readonly open: number;
  readonly high: number;
  readonly low: number;
  readonly close: number;
  readonly volume: number;
}

/**
 * One incremental indicator. `update` takes closed candles in order, each once; `value` is null during warm-up.
 * A value once read never changes: nothing here looks back at a candle a second time.
 */
export interface Indicator<Value = number> {
  update(candle: CandleNumbers): void;
  value(): Value | null;
}

export const numbersOf = (candle: Candle): CandleNumbers => ({
  openTime: candle.openTime,
  open: Number(candle.open),
  high: Number(candle.high),
  low: Number(candle.low),
  close: Number(candle.close),
  volume: Number(candle.volume),
});
