import type { CandleArchive } from '../../src/application/ports/candle-archive.port.js';
import type { Candle, Timeframe } from '../../src/domain/market/candle.js';
import { INSTRUMENT_IDS } from '../../src/domain/market/instrument.js';

/** All candles of a timeframe that an archive has. */
export const collectCandles = async (archive: CandleArchive, timeframe: Timeframe): Promise<readonly Candle[]> => {
  const candles: Candle[] = [];
  for (const instrumentId of INSTRUMENT_IDS) {
    for await (const candle of archive.read({ instrumentId, timeframe })) candles.push(candle);
  }
  return candles;
};
