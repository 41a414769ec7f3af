import type { InstrumentId } from '../../domain/market/instrument.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** How far before an instant a candle may close and still say what the price was then, ms. */
export const NEAREST_MS = 5 * 60_000;

/** What the market did, as the archive of closed candles knows it. */
export abstract class ClosingPrices {
  /**
   * Close of the finest candle that closes at the instant, or last before it and at most {@link NEAREST_MS} before;
   * undefined while the market has not come so far, and where it has a gap.
   */
  abstract closeAt(instrumentId: InstrumentId, at: UnixMs): Promise<DecimalString | undefined>;
}
