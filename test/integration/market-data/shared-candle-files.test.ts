import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import type { Timeframe } from '../../../src/domain/market/candle.js';
import type { InstrumentId } from '../../../src/domain/market/instrument.js';
import { loadCandleSet } from '../../../src/infrastructure/market-data/candle-files/load-candle-set.js';
import {
  readCandleFile,
  type CandleFileReport,
} from '../../../src/infrastructure/market-data/candle-files/read-candle-file.js';

const SHARED = process.env['TRIBUNE_SHARED'] ?? resolve(process.cwd(), '../shared');
const OHLCV = join(SHARED, 'data/ohlcv');
const present = existsSync(OHLCV);
const withData = present ? describe : describe.skip;

/** file, instrument, interval, layout, rows, and the remarks of the folder's README as counts (0 where nothing is said). */
const FILES: readonly [string, InstrumentId, Timeframe, string, number, Partial<CandleFileReport>][] = [
  [
    'kraken/XBTUSD_60_until_2021-03.csv',
    'BTC/USDT',
    '1h',
    'csv without header, 7 columns',
    54_744,
    { gaps: 3_252, missing: 10_851 },
  ],
  ['kraken/templar_BTCUSD_daily.csv', 'BTC/USDT', '1d', 'csv with header', 3_727, { gaps: 11, missing: 12 }],
  ['kraken/XRP_USDT-1d.json', 'XRP/USDT', '1d', 'json rows', 51, {}],
  [
    'binance/XRPUSDT_1h_until_2021-03.csv',
    'XRP/USDT',
    '1h',
    'csv with header',
    25_428,
    { gaps: 20, missing: 76, zeroVolume: 2 },
  ],
  [
    'binance/XRP_BTC-1h_2020-02_2021-02.json',
    'XRP/BTC',
    '1h',
    'json rows',
    8_772,
    { gaps: 7, missing: 12, zeroVolume: 2 },
  ],
  [
    'binance/XRP_BTC-15m_2020-02_2021-02.json',
    'XRP/BTC',
    '15m',
    'json rows',
    34_983,
    { gaps: 7, missing: 60, zeroVolume: 8 },
  ],
  ['binance/BTC_USDT-1m_2023.json', 'BTC/USDT', '1m', 'json rows', 66_087, { gaps: 1, missing: 80, zeroVolume: 72 }],
  ['binance/XRP_USDT-1m_2023.json', 'XRP/USDT', '1m', 'json rows', 43_199, {}],
  ['binance/BTCUSDT_1m_2024.csv', 'BTC/USDT', '1m', 'csv with header', 50_000, {}],
  [
    'binance/BTC_USDT-5m_2019-11_2020-03.json',
    'BTC/USDT',
    '5m',
    'json rows',
    33_960,
    { duplicates: 1, gaps: 4, missing: 131 },
  ],
  [
    'binance/XRP_BTC-1m_2019.json',
    'XRP/BTC',
    '1m',
    'json rows',
    44_398,
    { duplicates: 263, gaps: 3, missing: 263, zeroVolume: 5 },
  ],
  ['binance/freqtrade_XRP_ETH-1m.json', 'XRP/BTC', '1m', 'json rows', 3_560, { zeroVolume: 1_091 }],
  [
    'other/Bitstamp_BTCUSD_1h.csv',
    'BTC/USDT',
    '1h',
    'csv with header under a banner',
    15_258,
    { newestFirst: true, gaps: 1, missing: 1_209 },
  ],
];
const NOTHING = {
  newestFirst: false,
  duplicates: 0,
  conflicting: 0,
  disordered: 0,
  unfinishedDropped: 0,
  zeroVolume: 0,
  gaps: 0,
  missing: 0,
};

if (!present) console.warn(`skipped: no candle files at ${OHLCV} (set TRIBUNE_SHARED)`);

withData('F-P9 every recorded candle file is read, and its known faults are counted', () => {
  it.each(FILES)('%s', (name, id, interval, layout, rows, remarks) => {
    const file = join(OHLCV, name);
    const { candles, report } = readCandleFile(file, id, { fillGaps: true });
    const filled = remarks.missing ?? 0;
    const unique = rows - (remarks.duplicates ?? 0);
    expect(report).toEqual({
      file,
      layout,
      interval,
      rows,
      ...NOTHING,
      ...remarks,
      outsideRange: 0,
      filled,
      candles: unique + filled,
    });
    expect(candles).toHaveLength(report.candles);
  });

  it('an 81-minute outage is carried flat: 80 candles at the last close', () => {
    const { candles } = readCandleFile(join(OHLCV, 'binance/BTC_USDT-1m_2023.json'), 'BTC/USDT', { fillGaps: true });
    const at = candles.findIndex(
      (c, i) => i > 0 && c.volume === '0' && candles.slice(i, i + 80).every((d) => d.volume === '0'),
    );
    const outage = candles.slice(at, at + 80);
    const before = candles[at - 1]!;
    expect(outage.every((c) => c.close === before.close && c.high === c.low)).toBe(true);
    expect(outage[79]!.openTime - before.openTime).toBe(80 * 60_000);
  });

  it('newest first with AM/PM times begins at its last line', () => {
    const { candles } = readCandleFile(join(OHLCV, 'other/Bitstamp_BTCUSD_1h.csv'), 'BTC/USDT');
    expect(candles[0]).toMatchObject({
      openTime: Date.UTC(2017, 6, 1, 11),
      open: '2506.5',
      close: '2500',
      volume: '208.52',
    });
    expect(candles.at(-1)).toMatchObject({ openTime: Date.UTC(2019, 4, 18, 13), close: '7318.17' });
  });

  it('an unfinished last row is dropped where the venue marks it (Kraken OHLC answer)', () => {
    const { report } = readCandleFile(join(SHARED, 'data/kraken_api/nautilus/http_ohlc.json'), 'BTC/USDT');
    // 216 zero-trade minutes in all: the unfinished one is among them.
    expect(report).toMatchObject({ layout: 'Kraken OHLC answer', rows: 721, unfinishedDropped: 1, zeroVolume: 215 });
  });

  it('the joint hourly year is one clock: each hour once, each instrument in each hour from its beginning', () => {
    const [from, to] = [Date.UTC(2020, 1, 1), Date.UTC(2021, 1, 1)];
    const set = loadCandleSet(
      {
        'BTC/USDT': join(OHLCV, 'kraken/XBTUSD_60_until_2021-03.csv'),
        'XRP/USDT': join(OHLCV, 'binance/XRPUSDT_1h_until_2021-03.csv'),
        'XRP/BTC': join(OHLCV, 'binance/XRP_BTC-1h_2020-02_2021-02.json'),
      },
      { from, to, warmupFrom: from - 250 * 86_400_000 },
    );
    const steps = [...set.steps(from)];
    expect(steps).toHaveLength(366 * 24);
    expect(steps.every((step, i) => step.closeTime === from + (i + 1) * 3_600_000)).toBe(true);
    const begins = (Date.UTC(2020, 1, 22) - from) / 3_600_000;
    expect(steps.every((step, i) => step.candles.length === (i < begins ? 2 : 3))).toBe(true);
    expect([...set.steps(-Infinity, from)]).toHaveLength(250 * 24);
  });

  it('refuses hours with minutes', () => {
    const files = { 'BTC/USDT': join(OHLCV, FILES[0]![0]), 'XRP/USDT': join(OHLCV, 'binance/XRP_USDT-1m_2023.json') };
    expect(() => loadCandleSet(files)).toThrow(/candles of 1m; expected 1h/);
  });
});
