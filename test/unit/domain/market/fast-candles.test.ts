import { closeTimeOf, TIMEFRAME_MS, type Candle } from '../../../../src/domain/market/candle.js';
import { createFastCandles, FAST_HISTORY_MS, type FastCandles } from '../../../../src/domain/market/fast-candles.js';
import { walkCandles } from '../../../support/random-walk.js';

const FIVE = TIMEFRAME_MS['5m'];
const fast = (base: Candle['timeframe'] = '5m'): FastCandles => {
  const created = createFastCandles(base);
  if (!created) throw new Error(`none for ${base}`);
  return created;
};
const feed = (into: FastCandles, candles: readonly Candle[]): FastCandles => {
  for (const candle of candles) into.push(candle, closeTimeOf(candle));
  return into;
};

const candle = (n: number, high: string, low: string, close = '100'): Candle => ({
  instrumentId: 'BTC/USDT',
  timeframe: '5m',
  openTime: n * FIVE,
  open: close,
  high,
  low,
  close,
  volume: '1',
});
/** Fifteen candles of a range of 2 around 100. */
const quiet = Array.from({ length: 15 }, (_, n) => candle(n, '101', '99'));

test('true range and way from the close before, beside the ATR14 of the candles before it', () => {
  // A gap: from 100 up to 104, back to 103; the range of the candle itself is 1.
  const { newest } = feed(fast(), [...quiet, candle(15, '104', '103', '103')]);
  expect(newest()).toEqual({ closedAt: 16 * FIVE, trueRange: '4', previousAtr: '2', movePct: '0.04' });
});

test('a fall is a way too, whichever side is farther', () => {
  expect(feed(fast(), [...quiet, candle(15, '101', '97', '101')]).newest()).toMatchObject({
    trueRange: '4',
    movePct: '0.03',
  });
});

test('nothing before fourteen candles are there to compare with', () => {
  expect(feed(fast(), quiet.slice(0, 14)).newest()).toBeUndefined();
  expect(feed(fast(), quiet).newest()).toMatchObject({ previousAtr: '2' });
});

test('minutes make the same candles; what is coarser makes none', () => {
  const minutes = walkCandles('1m', { seed: 4, count: 400 });
  const fives = Array.from({ length: 80 }, (_, n): Candle => {
    const five = minutes.slice(n * 5, n * 5 + 5);
    const by = (pick: 'high' | 'low') => five.map((each) => each[pick]).sort((a, b) => Number(a) - Number(b));
    const [first, last] = [five[0] as Candle, five[4] as Candle];
    return { ...last, timeframe: '5m', openTime: first.openTime, high: by('high')[4] ?? '', low: by('low')[0] ?? '' };
  });
  expect(feed(fast('1m'), minutes).newest()).toEqual(feed(fast(), fives).newest());
  expect(createFastCandles('15m')).toBeUndefined();
});

test('F-P10 a restart with no more than the history asked for gives exactly the same', () => {
  const minutes = walkCandles('1m', { seed: 9, count: 1_500 });
  for (const stop of [1_000, 1_001, 1_002, 1_003, 1_004]) {
    const until = stop * 60_000;
    const seen = minutes.filter((each) => closeTimeOf(each) <= until);
    const steady = feed(fast('1m'), seen);
    const restarted = feed(
      fast('1m'),
      seen.filter((each) => closeTimeOf(each) > until - FAST_HISTORY_MS),
    );
    expect(restarted.newest()).toEqual(steady.newest());
    const rest = minutes.slice(stop, stop + 20);
    expect(feed(restarted, rest).newest()).toEqual(feed(steady, rest).newest());
  }
});
