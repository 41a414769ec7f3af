import { assert } from '../shared/assert.js';
import { ZERO, dec, text, type Dec, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { TIMEFRAME_MS, closeTimeOf, type Candle, type Timeframe } from './candle.js';

/**
 * One timeframe made from the gapless base candles of one instrument. An interval closes with its last base candle; one
 * whose beginning was not seen is left out whole. Prices are the base candles' own strings, volumes are summed exactly.
 */
export interface CandleSeries {
  readonly timeframe: Timeframe;
  /** Takes the next base candle; the closed candle when it was the last of its interval. */
  push(base: Candle): Candle | undefined;
  /** Takes a closed candle of this timeframe as it is (from the archive); base candles before its end are then ignored. */
  warm(candle: Candle): void;
  /** End of the last closed candle; undefined before the first. */
  closedThrough(): UnixMs | undefined;
  /** The last closed candle. */
  last(): Candle | undefined;
}

interface Growing {
  readonly openTime: UnixMs;
  readonly open: DecimalString;
  high: DecimalString;
  highNumber: number;
  low: DecimalString;
  lowNumber: number;
  close: DecimalString;
  volume: Dec;
}

const begin = (base: Candle): Growing => ({
  openTime: base.openTime,
  open: base.open,
  high: base.high,
  highNumber: Number(base.high),
  low: base.low,
  lowNumber: Number(base.low),
  close: base.close,
  volume: base.volume === '0' ? ZERO : dec(base.volume),
});

const grow = (growing: Growing, base: Candle): void => {
  const high = Number(base.high);
  const low = Number(base.low);
  if (high > growing.highNumber) {
    growing.high = base.high;
    growing.highNumber = high;
  }
  if (low < growing.lowNumber) {
    growing.low = base.low;
    growing.lowNumber = low;
  }
  growing.close = base.close;
  if (base.volume !== '0') growing.volume = growing.volume.add(base.volume);
};

const finish = (growing: Growing, base: Candle, timeframe: Timeframe): Candle => ({
  instrumentId: base.instrumentId,
  timeframe,
  openTime: growing.openTime,
  open: growing.open,
  high: growing.high,
  low: growing.low,
  close: growing.close,
  volume: text(growing.volume),
});

/** Base candles must be in order and without holes (see `createCandleFeed`), and their interval must divide this one. */
export const createCandleSeries = (timeframe: Timeframe): CandleSeries => {
  const length = TIMEFRAME_MS[timeframe];
  let growing: Growing | undefined;
  let last: Candle | undefined;
  const closedThrough = () => (last === undefined ? undefined : closeTimeOf(last));
  return {
    timeframe,
    push: (base) => {
      const closed = closedThrough();
      if (closed !== undefined && base.openTime < closed) return undefined;
      if (growing !== undefined) grow(growing, base);
      else if (base.openTime % length === 0) growing = begin(base);
      if (growing === undefined || closeTimeOf(base) < growing.openTime + length) return undefined;
      last = finish(growing, base, timeframe);
      growing = undefined;
      return last;
    },
    warm: (candle) => {
      assert(candle.timeframe === timeframe, `a ${candle.timeframe} candle cannot warm ${timeframe}`);
      assert(growing === undefined, `${timeframe} is warmed before base candles come, not between`);
      last = candle;
    },
    closedThrough,
    last: () => last,
  };
};
