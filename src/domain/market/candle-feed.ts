import { assert } from '../shared/assert.js';
import type { UnixMs } from '../shared/time.js';
import { TIMEFRAME_MS, type Candle, type Timeframe } from './candle.js';
import { NO_INTAKE, carriedCandle, refusalOf, type CandleRefusal, type IntakeCounts } from './candle-intake.js';

/** What became of a base candle, and the base candles (carried ones first) that are now known in order. */
export interface FeedResult {
  readonly status: 'accepted' | CandleRefusal;
  readonly candles: readonly Candle[];
}

/** The base candles of one instrument, made gapless: in order, each interval once. */
export interface CandleFeed {
  readonly base: Timeframe;
  push(candle: Candle, at: UnixMs): FeedResult;
  /** Ends every interval that is over at `at`: those without a candle get the carried close. */
  advanceTo(at: UnixMs): readonly Candle[];
  /** Says what the market was before the first candle: holes from there on are carried. */
  startAfter(previous: Candle): void;
  newest(): Candle | undefined;
  /** Close time of the newest candle that the market itself gave; carried ones do not count. */
  seenThrough(): UnixMs | undefined;
  counts(): IntakeCounts;
}

export const createCandleFeed = (base: Timeframe): CandleFeed => {
  const length = TIMEFRAME_MS[base];
  let newest: Candle | undefined;
  let seenThrough: UnixMs | undefined;
  const counts: Record<keyof IntakeCounts, number> = { ...NO_INTAKE };

  const carryUntil = (end: UnixMs): Candle[] => {
    const carried: Candle[] = [];
    while (newest !== undefined && newest.openTime + 2 * length <= end) {
      newest = carriedCandle(newest, newest.openTime + length);
      carried.push(newest);
    }
    counts.carried += carried.length;
    return carried;
  };

  return {
    base,
    push: (candle, at) => {
      assert(candle.timeframe === base, `this feed takes ${base} candles, not ${candle.timeframe}`);
      const refusal = refusalOf(candle, newest, at);
      if (refusal !== undefined) {
        counts[refusal] += 1;
        return { status: refusal, candles: [] };
      }
      const candles = carryUntil(candle.openTime);
      newest = candle;
      seenThrough = candle.openTime + length;
      counts.accepted += 1;
      return { status: 'accepted', candles: [...candles, candle] };
    },
    advanceTo: carryUntil,
    startAfter: (previous) => {
      assert(newest === undefined, 'a feed that has begun cannot be started again');
      newest = previous;
    },
    newest: () => newest,
    seenThrough: () => seenThrough,
    counts: () => ({ ...counts }),
  };
};
