import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadCandleSet } from '../../../../src/infrastructure/market-data/candle-files/load-candle-set.js';
import { FileMarketData } from '../../../../src/infrastructure/market-data/candle-files/file-market-data.js';
import type { MarketStep } from '../../../../src/application/ports/market-data.port.js';

const MINUTE = 60_000;
const T0 = Date.UTC(2023, 3, 1);
let folder: string;

const write = (name: string, minutes: readonly number[], length = MINUTE): string => {
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify(minutes.map((m) => [T0 + m * length, m + 1, m + 1, m + 1, m + 1, 5])));
  return path;
};
const shape = (steps: Iterable<MarketStep>) =>
  [...steps].map((s) => [
    (s.closeTime - T0) / MINUTE,
    ...s.candles.map((c) => `${c.instrumentId} ${c.close}/${c.volume}`),
  ]);

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'candle-set-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe('candle files on one clock', () => {
  const files = () => ({ 'XRP/USDT': write('x', [1, 2, 5]), 'BTC/USDT': write('b', [0, 1, 3, 4]) });

  it('F-P9 gives a candle of every instrument that has begun and not ended, gaps carried with volume 0', () => {
    const set = loadCandleSet(files());
    expect(set).toMatchObject({ baseTimeframe: '1m', instruments: ['BTC/USDT', 'XRP/USDT'], tradingFrom: T0 });
    expect(shape(set.steps())).toEqual([
      [1, 'BTC/USDT 1/5'],
      [2, 'BTC/USDT 2/5', 'XRP/USDT 2/5'],
      [3, 'BTC/USDT 2/0', 'XRP/USDT 3/5'],
      [4, 'BTC/USDT 4/5', 'XRP/USDT 3/0'],
      [5, 'BTC/USDT 5/5', 'XRP/USDT 3/0'],
      [6, 'XRP/USDT 6/5'],
    ]);
    expect(set.reports.map((r) => [r.candles, r.filled])).toEqual([
      [5, 1],
      [5, 2],
    ]);
  });

  it('splits into history and trading at any instant, with neither hole nor overlap', () => {
    const set = loadCandleSet(files());
    const market = new FileMarketData(set);
    expect(market.label).toBe('RECORDED MARKET, BTC/USDT XRP/USDT 1m from 2023-04-01');
    const whole = shape(set.steps());
    for (let at = T0 - MINUTE; at <= T0 + 8 * MINUTE; at += MINUTE / 2) {
      expect([...shape(market.warmup(at)), ...shape(market.steps(at))]).toEqual(whole);
    }
  });

  it('cuts to from, to and warmupFrom', () => {
    const range = { warmupFrom: T0 + 2 * MINUTE, from: T0 + 3 * MINUTE, to: T0 + 5 * MINUTE };
    const set = loadCandleSet(files(), range);
    const market = new FileMarketData(set);
    expect(shape(market.warmup(set.tradingFrom)).map(([m]) => m)).toEqual([3]);
    expect(shape(market.steps(set.tradingFrom)).map(([m]) => m)).toEqual([4, 5]);
  });

  it('refuses mixed intervals, an empty set, and a range without candles', () => {
    const hours = write('h', [0, 1, 2], 60 * MINUTE);
    expect(() => loadCandleSet({ ...files(), 'XRP/BTC': hours })).toThrow(/candles of 1h; expected 1m, as in/);
    expect(() => loadCandleSet({})).toThrow(/no files/);
    expect(() => loadCandleSet(files(), { from: T0 + 60 * MINUTE })).toThrow(/no candle lies in the range/);
  });
});
