import fc from 'fast-check';
import { closeTimeOf, type Candle, type Timeframe } from '../../../../src/domain/market/candle.js';
import { createMarketView, type MarketView } from '../../../../src/domain/market/market-view.js';
import { classifyRegime } from '../../../../src/domain/market/regimes.js';
import { walkCandles } from '../../../support/random-walk.js';

const TIMEFRAMES: readonly Timeframe[] = ['15m', '1h', '4h'];
const feeds = { 'BTC/USDT': '5m' } as const;

const feed = (view: MarketView, candles: readonly Candle[]): Candle[] =>
  candles.flatMap((candle) => [...view.push(candle, closeTimeOf(candle)).closed]);

/** Everything that can be read, as text: equal text is equal to the last digit. */
const picture = (view: MarketView): string =>
  JSON.stringify([
    TIMEFRAMES.map((timeframe) => [view.features('BTC/USDT', timeframe), view.lastCandle('BTC/USDT', timeframe)]),
    view.read('BTC/USDT'),
  ]);

/** Some five-minute candles are taken out: a market with holes. */
const holed = (seed: number, count: number): Candle[] =>
  walkCandles('5m', { seed, count, drift: 0.05 }).filter((_, index) => (index * 7 + seed) % 11 !== 3);

test('F-P10 a restart from the archive gives exactly the numbers of the run that never stopped', () => {
  const cases = fc.record({ seed: fc.integer({ min: 1, max: 1e6 }), stop: fc.integer({ min: 60, max: 2500 }) });
  fc.assert(
    fc.property(cases, ({ seed, stop }) => {
      const candles = holed(seed, 2700);
      const steady = createMarketView({ feeds });
      const archive = feed(steady, candles.slice(0, stop));

      const restarted = createMarketView({ feeds });
      archive.filter(({ timeframe }) => timeframe !== '5m').forEach((candle) => restarted.warm(candle));
      const from = restarted.neededFrom('BTC/USDT') ?? 0;
      const base = archive.filter(({ timeframe, openTime }) => timeframe === '5m' && openTime >= from);
      // Four hours of base candles at most, however long the desk has lived.
      expect(base.length).toBeLessThanOrEqual(48);
      feed(restarted, base);
      expect(picture(restarted)).toBe(picture(steady));

      const rest = candles.slice(stop);
      expect(feed(restarted, rest)).toEqual(feed(steady, rest));
      expect(picture(restarted)).toBe(picture(steady));
    }),
    { numRuns: 8, seed: 11 },
  );
});

test('F-P10 an archive with a hole is carried over, as the market was', () => {
  const hours = walkCandles('1h', { seed: 3, count: 300 });
  const whole = createMarketView({ feeds: { 'BTC/USDT': '1h' }, timeframes: ['1h'] });
  feed(
    whole,
    hours.filter((_, index) => index % 50 !== 20),
  );
  const warmed = createMarketView({ feeds: { 'BTC/USDT': '1h' }, timeframes: ['1h'] });
  hours.filter((_, index) => index % 50 !== 20).forEach((candle) => warmed.warm(candle));
  expect(warmed.features('BTC/USDT', '1h')).toEqual(whole.features('BTC/USDT', '1h'));
});

test('an archived candle that is already known changes nothing', () => {
  const view = createMarketView({ feeds: { 'BTC/USDT': '1h' }, timeframes: ['1h'] });
  const hours = walkCandles('1h', { seed: 3, count: 5 });
  [...hours, ...hours].forEach((candle) => view.warm(candle));
  expect(view.features('BTC/USDT', '1h')?.count).toBe(5);
});

test('a hole right after a restart is carried from the archived close', () => {
  const view = createMarketView({ feeds: { 'BTC/USDT': '5m' }, timeframes: ['1h'] });
  const [hour] = walkCandles('1h', { seed: 3, count: 1 });
  if (hour === undefined) throw new Error('no candle');
  view.warm(hour);
  const late = walkCandles('5m', { seed: 9, count: 1, from: closeTimeOf(hour) + 10 * 60_000 });
  const closed = feed(view, late);
  expect(closed.map(({ open, volume }) => [open, volume]).slice(0, 2)).toEqual([
    [hour.close, '0'],
    [hour.close, '0'],
  ]);
});

test('a timeframe finer than the feed is left out and named', () => {
  const view = createMarketView({ feeds: { 'BTC/USDT': '1h' } });
  feed(view, walkCandles('1h', { seed: 1, count: 8 }));
  const reading = view.read('BTC/USDT');
  expect(reading?.finerThanFeed).toEqual(['15m']);
  expect(Object.keys(reading?.features ?? {})).toEqual(['1h', '4h']);
});

test('at the same close the shorter timeframe comes first, and the base candle once', () => {
  const view = createMarketView({ feeds: { 'BTC/USDT': '1h' }, timeframes: ['4h', '1h'] });
  const closed = feed(view, walkCandles('1h', { seed: 1, count: 4 }));
  expect(closed.map(({ timeframe }) => timeframe)).toEqual(['1h', '1h', '1h', '1h', '4h']);
});

test('F-D1 instruments do not see each other', () => {
  const both = createMarketView({ feeds: { 'BTC/USDT': '1h', 'XRP/USDT': '1h' }, timeframes: ['1h'] });
  const alone = createMarketView({ feeds: { 'BTC/USDT': '1h' }, timeframes: ['1h'] });
  const bitcoin = walkCandles('1h', { seed: 1, count: 220 });
  const ripple = walkCandles('1h', { seed: 2, count: 220, instrumentId: 'XRP/USDT' });
  bitcoin.forEach((candle, index) => feed(both, [candle, ...ripple.slice(index, index + 1)]));
  feed(alone, bitcoin);
  expect(both.features('BTC/USDT', '1h')).toEqual(alone.features('BTC/USDT', '1h'));
  expect(both.features('XRP/USDT', '1h')).not.toEqual(alone.features('BTC/USDT', '1h'));
});

test('an instrument without a feed cannot be fed by mistake', () => {
  const view = createMarketView({ feeds: { 'XRP/USDT': '1h' } });
  expect(() => feed(view, walkCandles('1h', { seed: 1, count: 1 }))).toThrow('BTC/USDT is not watched');
  expect(view.read('BTC/USDT')).toBeUndefined();
});

test('the last two 1h readings are kept, older first', () => {
  const view = createMarketView({ feeds: { 'BTC/USDT': '1h' }, timeframes: ['1h'] });
  const hours = walkCandles('1h', { seed: 6, count: 260, drift: 0.2 });
  const expected = hours.map((candle) => {
    feed(view, [candle]);
    return { openTime: candle.openTime, regime: classifyRegime(view.features('BTC/USDT', '1h')) };
  });
  expect(view.read('BTC/USDT')?.regimeReadings).toEqual(expected.slice(-2));
  expect(expected.at(-1)?.regime).not.toBe('unknown');
});
