import { CandleArchive, type CandleQuery } from '../../../application/ports/candle-archive.port.js';
import type { Candle, Timeframe } from '../../../domain/market/candle.js';
import type { InstrumentId } from '../../../domain/market/instrument.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { canonicalCandle } from '../canonical-candle.js';

export class MemoryCandleArchive extends CandleArchive {
  private readonly series = new Map<Timeframe, Map<InstrumentId, Candle[]>>();

  async append(candles: readonly Candle[]): Promise<void> {
    for (const candle of candles) this.add(candle);
  }

  async *read(query: CandleQuery): AsyncIterable<Candle> {
    const { from = 0, to = Infinity, limit = Infinity } = query;
    const series = this.series.get(query.timeframe)?.get(query.instrumentId) ?? [];
    const found = series.slice(placeOf(series, from), placeOf(series, to));
    yield* query.newestFirst ? found.reverse().slice(0, limit) : found.slice(0, limit);
  }

  async newest(timeframe: Timeframe): Promise<UnixMs | undefined> {
    const times = [...(this.series.get(timeframe)?.values() ?? [])].map((series) => series.at(-1)?.openTime ?? 0);
    return times.length === 0 ? undefined : Math.max(...times);
  }

  private add(candle: Candle): void {
    const { timeframe, instrumentId, openTime } = candle;
    const ofTimeframe = this.series.get(timeframe) ?? new Map<InstrumentId, Candle[]>();
    this.series.set(timeframe, ofTimeframe);
    const series = ofTimeframe.get(instrumentId) ?? [];
    ofTimeframe.set(instrumentId, series);
    // Candles come in order nearly always: only the late ones are searched a place for.
    const place = openTime > (series.at(-1)?.openTime ?? -1) ? series.length : placeOf(series, openTime);
    if (series[place]?.openTime !== openTime) series.splice(place, 0, canonicalCandle(candle));
  }
}

/** Index of the first candle that opens at or after `time`. */
const placeOf = (series: readonly Candle[], time: UnixMs): number => {
  let low = 0;
  let high = series.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((series[middle] as Candle).openTime < time) low = middle + 1;
    else high = middle;
  }
  return low;
};
