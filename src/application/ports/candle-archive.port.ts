import type { Candle, Timeframe } from '../../domain/market/candle.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { UnixMs } from '../../domain/shared/time.js';

export interface CandleQuery {
  readonly instrumentId: InstrumentId;
  readonly timeframe: Timeframe;
  /** Inclusive open time. */
  readonly from?: UnixMs;
  /** Exclusive open time. */
  readonly to?: UnixMs;
  readonly limit?: number;
  /** Newest first, and `limit` then counts from the newest. */
  readonly newestFirst?: boolean;
}

/** Closed candles, append-only: what audits, charts and restarts know of the market. */
export abstract class CandleArchive {
  /** A candle that is already there is left as it is. */
  abstract append(candles: readonly Candle[]): Promise<void>;
  abstract read(query: CandleQuery): AsyncIterable<Candle>;
  /** Open time of the newest candle of the timeframe over all instruments; undefined when empty. */
  abstract newest(timeframe: Timeframe): Promise<UnixMs | undefined>;
}
