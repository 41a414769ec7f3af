import type { CandleArchive } from '../../../../application/ports/candle-archive.port.js';
import { TIMEFRAME_MS, TIMEFRAMES, type Candle, type Timeframe } from '../../../../domain/market/candle.js';
import type { InstrumentId } from '../../../../domain/market/instrument.js';
import type { DecimalString } from '../../../../domain/shared/decimal.js';
import type { UnixMs } from '../../../../domain/shared/time.js';
import { ClosingPrices, NEAREST_MS } from '../../../../projections/opinions/closing-prices.port.js';

/** Prices that no later candle can change are kept: a board of a month asks for some thousands. */
const MOST_KEPT = 20_000;

/** The archive of closed candles as a list of prices: those of its finest timeframe, which is the feed's own. */
export class ArchivedPrices extends ClosingPrices {
  private readonly kept = new Map<string, DecimalString>();
  private readonly newest = new Map<Timeframe, UnixMs>();

  constructor(private readonly archive: CandleArchive) {
    super();
  }

  async closeAt(instrumentId: InstrumentId, at: UnixMs): Promise<DecimalString | undefined> {
    const key = `${instrumentId} ${at}`;
    const known = this.kept.get(key);
    if (known !== undefined) return known;
    for (const timeframe of TIMEFRAMES) {
      const length = TIMEFRAME_MS[timeframe];
      const lastClose = at - (at % length);
      const newest = await this.newestOf(timeframe, lastClose - length);
      if (newest === undefined) continue;
      // The candle that closes last before the instant may still be on its way.
      if (newest + length < lastClose) return undefined;
      const candle = await this.lastBefore(instrumentId, timeframe, at);
      if (candle && candle.openTime + length === lastClose) this.keep(key, candle.close);
      return candle?.close;
    }
    return undefined;
  }

  /** Open time of the newest candle; only asked for where the one that is known is older than what is wanted. */
  private async newestOf(timeframe: Timeframe, wanted: UnixMs): Promise<UnixMs | undefined> {
    const known = this.newest.get(timeframe);
    if (known !== undefined && known >= wanted) return known;
    const newest = await this.archive.newest(timeframe);
    if (newest !== undefined) this.newest.set(timeframe, newest);
    return newest;
  }

  private async lastBefore(instrumentId: InstrumentId, timeframe: Timeframe, at: UnixMs): Promise<Candle | undefined> {
    const length = TIMEFRAME_MS[timeframe];
    const span = { from: at - NEAREST_MS - length, to: at - length + 1 };
    for await (const candle of this.archive.read({ instrumentId, timeframe, ...span, limit: 1, newestFirst: true })) {
      return candle;
    }
    return undefined;
  }

  private keep(key: string, price: DecimalString): void {
    this.kept.set(key, price);
    if (this.kept.size <= MOST_KEPT) return;
    const oldest = this.kept.keys().next();
    if (!oldest.done) this.kept.delete(oldest.value);
  }
}
