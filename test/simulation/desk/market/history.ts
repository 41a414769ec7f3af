import { TIMEFRAME_MS, type Candle, type Timeframe } from '../../../../src/domain/market/candle.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import type { UnixMs } from '../../../../src/domain/shared/time.js';
import type { Chance } from '../plan/chance.js';
import { plainText, priceText } from './minutes.js';

export interface HistoryDraw {
  readonly instrumentId: InstrumentId;
  readonly timeframe: Timeframe;
  readonly endsAt: UnixMs;
  readonly count: number;
  /** Where the last candle closes. */
  readonly last: number;
  readonly tick: string;
  /** Deviation of one candle's move. */
  readonly restless: number;
}

/** Candles that end at an instant and a price, drawn backwards. */
export const drawHistory = (chance: Chance, draw: HistoryDraw): readonly Candle[] => {
  const { instrumentId, timeframe, endsAt, count, last, tick, restless } = draw;
  const length = TIMEFRAME_MS[timeframe];
  const candles: Candle[] = [];
  let close = last;
  for (let n = 1; n <= count; n++) {
    const open = close / Math.exp(restless * chance.bell());
    const high = Math.max(open, close) * (1 + restless * chance.uniform());
    const low = Math.min(open, close) * (1 - Math.min(0.5, restless * chance.uniform()));
    const price = (value: number) => priceText(value, Number(tick));
    candles.push({
      instrumentId,
      timeframe,
      openTime: endsAt - n * length,
      open: price(open),
      high: price(high),
      low: price(low),
      close: price(close),
      volume: plainText(chance.scaled(20_000, 5_000_000) / last, 4),
    });
    close = open;
  }
  return candles.reverse();
};
