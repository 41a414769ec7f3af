import type { Candle } from '../../../domain/market/candle.js';
import type { InstrumentId } from '../../../domain/market/instrument.js';
import { prngFrom } from '../../../domain/shared/prng.js';
import { MINUTE, type UnixMs } from '../../../domain/shared/time.js';
import { Chance } from './chance.js';
import { MINUTES_A_DAY } from './minute-path.js';
import { tickText } from './tick-text.js';

/** What a day of one instrument is drawn from. */
export interface DayPath {
  readonly instrumentId: InstrumentId;
  readonly startAt: UnixMs;
  /** Log prices in quote at the 1 441 minute marks. */
  readonly logPrice: Float64Array;
  /** By hour: deviation of a minute, and turnover against the usual. */
  readonly minuteSigma: readonly number[];
  readonly turnover: readonly number[];
  /** Median turnover of a usual minute, in quote. */
  readonly usualTurnover: number;
  readonly pricePlaces: number;
  readonly volumePlaces: number;
}

/** Spread of the logarithm of a minute's turnover. */
const TURNOVER_SIGMA = 0.85;
/** How far beyond open and close a minute reaches, in its deviations: the mean is a third of this. */
const REACH = 1.2;

/** The minute candles of one day, by minute. Each opens where the one before closed, on the tick. */
export const dayCandles = (path: DayPath, seed: number): readonly Candle[] => {
  const { instrumentId, logPrice, pricePlaces, volumePlaces } = path;
  const chance = new Chance(prngFrom(seed, instrumentId, 'candles', path.startAt));
  const ticksPerUnit = 10 ** pricePlaces;
  const lotsPerUnit = 10 ** volumePlaces;
  const candles: Candle[] = [];
  let open = Math.max(1, Math.round(Math.exp(logPrice[0] ?? 0) * ticksPerUnit));
  let openText = tickText(open, pricePlaces);
  for (let i = 0; i < MINUTES_A_DAY; i++) {
    const hour = Math.floor(i / 60);
    const price = Math.exp(logPrice[i + 1] ?? 0);
    const close = Math.max(1, Math.round(price * ticksPerUnit));
    const reach = REACH * (path.minuteSigma[hour] ?? 0) * price * ticksPerUnit;
    const up = chance.uniform();
    const down = chance.uniform();
    const high = Math.round(Math.max(open, close) + up * up * reach);
    const low = Math.max(1, Math.round(Math.min(open, close) - down * down * reach));
    const turnover = path.usualTurnover * (path.turnover[hour] ?? 1) * Math.exp(TURNOVER_SIGMA * chance.normal());
    const lots = Math.max(1, Math.round((turnover / price) * lotsPerUnit));
    const closeText = close === open ? openText : tickText(close, pricePlaces);
    candles.push({
      instrumentId,
      timeframe: '1m',
      openTime: path.startAt + i * MINUTE,
      open: openText,
      high: tickText(high, pricePlaces),
      low: tickText(low, pricePlaces),
      close: closeText,
      volume: tickText(lots, volumePlaces),
    });
    open = close;
    openText = closeText;
  }
  return candles;
};
