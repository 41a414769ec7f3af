import type { Candle, Timeframe } from '../../domain/market/candle.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** All base candles that closed at one instant. */
export interface MarketStep {
  /** Unix ms UTC; every candle of the step closed here. */
  readonly closeTime: UnixMs;
  /** At most one per instrument, in the order of INSTRUMENT_IDS; never empty. */
  readonly candles: readonly Candle[];
}

/**
 * A source of base candles. It knows no pace: whoever drives it waits by the clock.
 *
 * For any instant t, `warmup(t)` followed by `steps(t)` is one unbroken run: warm-up holds what closed at or before t,
 * steps hold what closed after it.
 */
export abstract class MarketData {
  /** What a person is told about the source, for example `PRETEND MARKET, seed 7`. */
  abstract readonly label: string;
  abstract readonly baseTimeframe: Timeframe;
  abstract readonly instruments: readonly InstrumentId[];

  /** History that warms the indicators and makes no facts: steps with closeTime <= `before`, oldest first. */
  abstract warmup(before: UnixMs): Iterable<MarketStep>;

  /** Steps with closeTime > `after`, oldest first; it ends only where the source ends. */
  abstract steps(after: UnixMs): AsyncIterable<MarketStep> | Iterable<MarketStep>;
}
