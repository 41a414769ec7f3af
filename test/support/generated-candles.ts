import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Candle } from '../../src/domain/market/candle.js';
import type { InstrumentId } from '../../src/domain/market/instrument.js';
import { DAY, HOUR, type UnixMs } from '../../src/domain/shared/time.js';
import { syntheticMarket } from '../../src/infrastructure/market-data/synthetic/synthetic-market.js';

export interface GeneratedCandles {
  readonly files: Readonly<Record<'BTC/USDT' | 'XRP/USDT', string>>;
  /** Start of trading: 45 days of history lie before it. */
  readonly from: UnixMs;
  readonly to: UnixMs;
}

const HISTORY_DAYS = 45;
const IDS = ['BTC/USDT', 'XRP/USDT'] as const;

type Bar = Omit<Candle, 'instrumentId' | 'timeframe'>;

const merged = (bar: Bar | undefined, candle: Candle): Bar => {
  const { open, high, low, close, volume } = candle;
  const openTime = Math.floor(candle.openTime / HOUR) * HOUR;
  if (bar?.openTime !== openTime) return { openTime, open, high, low, close, volume };
  return {
    ...bar,
    high: Number(high) > Number(bar.high) ? high : bar.high,
    low: Number(low) < Number(bar.low) ? low : bar.low,
    close,
    volume: (Number(bar.volume) + Number(volume)).toFixed(5),
  };
};

const hourly = (from: UnixMs, to: UnixMs, seed: number): Readonly<Record<string, readonly Bar[]>> => {
  const series: Record<string, Bar[]> = {};
  for (const { closeTime, candles } of syntheticMarket({ seed, startAt: from, instruments: IDS }).from(from)) {
    if (closeTime > to) break;
    for (const candle of candles) {
      const bars = (series[candle.instrumentId] ??= []);
      const bar = merged(bars.at(-1), candle);
      if (bars.at(-1)?.openTime === bar.openTime) bars[bars.length - 1] = bar;
      else bars.push(bar);
    }
  }
  return series;
};

/** Hourly candles of the pretend market in two layouts, with one duplicate row and one hole in the second. */
export const writeGeneratedCandles = (folder: string, tradedDays: number, seed = 5): GeneratedCandles => {
  const start = Date.UTC(2024, 0, 1);
  const from = start + HISTORY_DAYS * DAY;
  const to = from + tradedDays * DAY;
  const series = hourly(start, to, seed);
  const bars = (id: InstrumentId): readonly Bar[] => series[id] ?? [];
  const files = { 'BTC/USDT': join(folder, 'btc.csv'), 'XRP/USDT': join(folder, 'xrp.json') };
  const csv = bars('BTC/USDT').map((b) => [b.openTime / 1_000, b.open, b.high, b.low, b.close, b.volume].join(','));
  writeFileSync(files['BTC/USDT'], `${csv.join('\n')}\n`);
  const rows = bars('XRP/USDT').map((b) => `[${[b.openTime, b.open, b.high, b.low, b.close, b.volume].join(',')}]`);
  const holed = [...rows.slice(0, 5), rows[4], ...rows.slice(6)];
  writeFileSync(files['XRP/USDT'], `[${holed.join(',\n')}]`);
  return { files, from, to };
};
