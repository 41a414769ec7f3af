import type { Candle, Timeframe } from '../../../../src/domain/market/candle.js';
import { createCandleFeed } from '../../../../src/domain/market/candle-feed.js';
import { createCandleSeries } from '../../../../src/domain/market/candle-series.js';
import { createMarketView } from '../../../../src/domain/market/market-view.js';
import { walkCandles } from '../../../support/random-walk.js';
import { testWithShared } from '../../../support/shared-data.js';

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const LATER = Number.MAX_SAFE_INTEGER;

const minute = (index: number, close: string, more: Partial<Candle> = {}): Candle => ({
  instrumentId: 'BTC/USDT',
  timeframe: '1m',
  openTime: index * MINUTE,
  open: close,
  high: close,
  low: close,
  close,
  volume: '0.1',
  ...more,
});

const closedBy = (timeframe: Timeframe, candles: readonly Candle[]): Candle[] => {
  const series = createCandleSeries(timeframe);
  return candles.flatMap((candle) => series.push(candle) ?? []);
};

test('five minutes become one candle: prices as they were written, volumes summed without a float', () => {
  const minutes = [
    minute(0, '10.50', { high: '11.10', low: '10.00' }),
    minute(1, '10.70'),
    minute(2, '12.00', { volume: '0.2' }),
    minute(3, '9.90', { low: '9.10' }),
    minute(4, '10.20'),
  ];
  expect(closedBy('5m', minutes)).toEqual([
    {
      instrumentId: 'BTC/USDT',
      timeframe: '5m',
      openTime: 0,
      open: '10.50',
      high: '12.00',
      low: '9.10',
      close: '10.20',
      volume: '0.6',
    },
  ]);
});

test('prices compare as numbers, not as text', () => {
  const [candle] = closedBy('5m', [
    minute(0, '9'),
    minute(1, '100'),
    minute(2, '20'),
    minute(3, '20'),
    minute(4, '20'),
  ]);
  expect(candle).toMatchObject({ high: '100', low: '9' });
});

test.each([
  ['15m', 15],
  ['1h', 60],
  ['4h', 240],
  ['1d', 1440],
] as const)('%s closes every %i minutes', (timeframe, n) => {
  const closed = closedBy(timeframe, walkCandles('1m', { seed: 2, count: 2 * n + 1 }));
  expect(closed.map(({ openTime }) => openTime)).toEqual([0, n * MINUTE]);
});

test('an interval whose beginning was not seen is left out whole', () => {
  const minutes = Array.from({ length: 12 }, (_, index) => minute(index + 3, '10'));
  expect(closedBy('5m', minutes).map(({ openTime }) => openTime)).toEqual([5 * MINUTE, 10 * MINUTE]);
});

test('a timeframe equal to the feed is the feed', () => {
  const candles = walkCandles('1h', { seed: 1, count: 3 });
  expect(closedBy('1h', candles)).toEqual(candles);
});

test('F-P9 gaps: an empty interval carries the close with volume 0, in the feed and in all that is made of it', () => {
  const feed = createCandleFeed('1m');
  feed.push(minute(0, '10', { high: '12' }), LATER);
  const { candles } = feed.push(minute(3, '11'), LATER);
  expect(candles.map(({ openTime, close, high, volume }) => [openTime, close, high, volume])).toEqual([
    [MINUTE, '10', '10', '0'],
    [2 * MINUTE, '10', '10', '0'],
    [3 * MINUTE, '11', '11', '0.1'],
  ]);
  expect(feed.counts()).toMatchObject({ accepted: 2, carried: 2 });
});

test('F-P9 a candle with the time of another is refused and counted; the first stays', () => {
  const feed = createCandleFeed('1m');
  feed.push(minute(0, '10'), LATER);
  expect(feed.push(minute(0, '99'), LATER)).toEqual({ status: 'duplicate', candles: [] });
  expect(feed.newest()?.close).toBe('10');
  expect(feed.counts()).toMatchObject({ accepted: 1, duplicate: 1 });
});

test('F-P9 an older candle is refused and counted', () => {
  const feed = createCandleFeed('1m');
  feed.push(minute(5, '10'), LATER);
  expect(feed.push(minute(4, '99'), LATER)).toEqual({ status: 'disordered', candles: [] });
  expect(feed.counts()).toMatchObject({ disordered: 1 });
});

test('F-P9 the unfinished last candle is not used: it counts from the instant of its close on', () => {
  const feed = createCandleFeed('1m');
  expect(feed.push(minute(0, '10'), MINUTE - 1).status).toBe('unfinished');
  expect(feed.newest()).toBeUndefined();
  expect(feed.push(minute(0, '10'), MINUTE).status).toBe('accepted');
});

test('F-P9 seconds taken for milliseconds do not pass: the open time is off the grid', () => {
  const feed = createCandleFeed('1h');
  const hour = { ...minute(0, '10'), timeframe: '1h' as const, openTime: 1_577_836_800 };
  expect(feed.push(hour, LATER).status).toBe('misaligned');
  expect(feed.push({ ...hour, openTime: 1_577_836_800_000 }, LATER).status).toBe('accepted');
});

test.each<[string, Partial<Candle>]>([
  ['no price', { close: '0', low: '0' }],
  ['a word for a price', { high: 'NaN' }],
  ['an empty price', { open: '' }],
  ['a high below the close', { high: '9.99' }],
  ['a low above the open', { low: '10.01' }],
  ['an endless price', { high: 'Infinity' }],
  ['a volume below 0', { volume: '-1' }],
])('F-P9 a candle with %s is refused and counted', (_what, fault) => {
  const feed = createCandleFeed('1m');
  expect(feed.push(minute(0, '10', fault), LATER).status).toBe('malformed');
  expect(feed.counts()).toMatchObject({ accepted: 0, malformed: 1 });
});

test('F-P9 candles close by the clock: at the end of the interval and not a millisecond before', () => {
  const view = createMarketView({ feeds: { 'BTC/USDT': '1m' }, timeframes: ['5m'] });
  view.push(minute(0, '10'), MINUTE);
  expect(view.advanceTo(5 * MINUTE - 1).map(({ timeframe }) => timeframe)).toEqual(['1m', '1m', '1m']);
  const closed = view.advanceTo(5 * MINUTE);
  expect(closed.map(({ timeframe, openTime, volume }) => [timeframe, openTime, volume])).toEqual([
    ['1m', 4 * MINUTE, '0'],
    ['5m', 0, '0.1'],
  ]);
  expect(view.read('BTC/USDT')?.seenThrough).toBe(MINUTE);
});

testWithShared(
  'ohlcv/binance/XRP_BTC-1m_2019.json',
  'F-P9 the 263 double stamps of a real file are counted',
  (content) => {
    const feed = createCandleFeed('1m');
    let taken = 0;
    for (const [openTime = 0, open, high, low, close, volume] of JSON.parse(content) as number[][]) {
      const row = { openTime, open: `${open}`, high: `${high}`, low: `${low}`, close: `${close}`, volume: `${volume}` };
      taken += feed.push({ instrumentId: 'XRP/BTC', timeframe: '1m', ...row }, LATER).candles.length;
    }
    expect(feed.counts()).toMatchObject({ duplicate: 263, disordered: 0, malformed: 0 });
    expect(taken).toBe(feed.counts().accepted + feed.counts().carried);
  },
);

test('what is made of minutes in one step equals what is made in two', () => {
  const minutes = walkCandles('1m', { seed: 12, count: 3 * 240 });
  const quarters = closedBy('15m', minutes);
  expect(closedBy('4h', quarters)).toEqual(closedBy('4h', minutes));
  expect(closedBy('4h', minutes)[2]?.openTime).toBe(8 * HOUR);
});
