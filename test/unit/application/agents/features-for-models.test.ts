import { featuresForModels, SHOWN_FEATURES } from '../../../../src/application/agents/features-for-models.js';
import type { Timeframe } from '../../../../src/domain/market/candle.js';
import type { Features } from '../../../../src/domain/market/indicators/features.js';
import { features } from '../../../support/features.js';

const reading = (all: Partial<Record<Timeframe, Features>>, base: Timeframe = '1m') => ({
  instrumentId: 'BTC/USDT' as const,
  base,
  features: all,
  finerThanFeed: [],
  seenThrough: 0,
  regimeReadings: [],
});

test('six significant digits of every number that is worth showing', () => {
  const shown = featuresForModels(reading({ '1h': features({ close: 60_123.456, roc: -0.001_234_567_8, ema9: 7 }) }));
  expect(shown['1h']).toMatchObject({ close: 60_123.5, roc: -0.001_234_57, adx: 22, squeeze: 0 });
  expect(Object.keys(shown['1h'] ?? {})).toEqual(SHOWN_FEATURES.map(([name]) => name));
});

test('what is unknown is left out, never 0', () => {
  const shown = featuresForModels(reading({ '1h': features({ vwap: null, rsi: Number.NaN, atr: Infinity }) }));
  expect(shown['1h']).toMatchObject({ close: 100 });
  expect(Object.keys(shown['1h'] ?? {})).not.toEqual(expect.arrayContaining(['vwap']));
  for (const name of ['vwap', 'rsi', 'atr']) expect(shown['1h']).not.toHaveProperty(name);
});

test('a timeframe that is not warm, or finer than the feed, is not shown', () => {
  const all = {
    '15m': features({ timeframe: '15m' }),
    '1h': features(),
    '4h': features({ timeframe: '4h', count: 199 }),
  };
  expect(Object.keys(featuresForModels(reading(all)))).toEqual(['15m', '1h']);
  expect(Object.keys(featuresForModels(reading(all, '1h')))).toEqual(['1h']);
});
