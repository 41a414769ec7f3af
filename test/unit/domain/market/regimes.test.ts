import { REGIMES, type Regime } from '../../../../src/domain/market/regime.js';
import {
  REGIME_LIMITS,
  REGIME_RULES,
  classifyRegime,
  isRegimeStale,
  nextRegime,
} from '../../../../src/domain/market/regimes.js';
import type { Features } from '../../../../src/domain/market/indicators/features.js';
import { features } from '../../../support/features.js';

const HOUR = 3_600_000;

test.each<[string, Partial<Features>, Regime]>([
  ['ATR below 1.5 x its mean', { atr: 1.49 }, 'ranging'],
  ['ATR at 1.5 x its mean', { atr: 1.5 }, 'ranging'],
  ['ATR above 1.5 x its mean', { atr: 1.51 }, 'volatile'],
  ['choppiness at 61.8', { choppiness: 61.8, adx: 19.9 }, 'ranging'],
  ['choppiness above 61.8 and ADX below 20', { choppiness: 61.9, adx: 19.9 }, 'choppy'],
  ['choppiness above 61.8 and ADX at 20', { choppiness: 61.9, adx: 20 }, 'ranging'],
  ['ADX below 25 above EMA 200', { adx: 24.9, close: 101 }, 'ranging'],
  ['ADX at 25 above EMA 200', { adx: 25, close: 100.01 }, 'trending_bull'],
  ['ADX at 25 below EMA 200', { adx: 25, close: 99.99 }, 'trending_bear'],
  ['ADX at 25 on EMA 200', { adx: 25, close: 100 }, 'ranging'],
  ['ATR at 0.67 x its mean', { atr: 0.67 }, 'ranging'],
  ['ATR below 0.67 x its mean', { atr: 0.669 }, 'quiet'],
  ['volatile before choppy', { atr: 1.6, choppiness: 70, adx: 10 }, 'volatile'],
  ['volatile before a trend', { atr: 1.6, adx: 40, close: 110 }, 'volatile'],
  ['choppy before quiet', { atr: 0.5, choppiness: 70, adx: 10 }, 'choppy'],
  ['a trend before quiet', { atr: 0.5, adx: 30, close: 90 }, 'trending_bear'],
  ['no ATR mean yet', { atrMean: null }, 'unknown'],
  ['no EMA 200 yet', { ema200: null }, 'unknown'],
  ['no ADX yet', { adx: null }, 'unknown'],
  ['no choppiness yet', { choppiness: null }, 'unknown'],
  ['no ATR yet', { atr: null }, 'unknown'],
  ['a candle of another timeframe', { timeframe: '4h' }, 'unknown'],
])('%s', (_what, changes, expected) => {
  expect(classifyRegime(features(changes))).toBe(expected);
});

test('no candle is unknown', () => {
  expect(classifyRegime(undefined)).toBe('unknown');
});

test.each<[keyof typeof REGIME_LIMITS, Partial<Features>]>([
  ['volatileAtrRatio', { atr: 1.51 }],
  ['quietAtrRatio', { atr: 0.6 }],
  ['choppiness', { choppiness: 61.9, adx: 19 }],
  ['choppyAdx', { choppiness: 61.9, adx: 19 }],
  ['trendAdx', { adx: 26, close: 101 }],
])('F-R18 the limit %s is read', (key, changes) => {
  const other = { ...REGIME_LIMITS, [key]: ['quietAtrRatio', 'choppyAdx'].includes(key) ? 0.1 : 99 };
  expect(classifyRegime(features(changes), other)).not.toBe(classifyRegime(features(changes)));
});

test('the table is that of the rules', () => {
  const rows = REGIMES.map((regime) => {
    const { sizeFactor, maxLeverage, stopAtr, minConfidence } = REGIME_RULES[regime];
    return [regime, sizeFactor, maxLeverage, stopAtr, minConfidence];
  });
  expect(rows).toEqual([
    ['unknown', '0', 1, null, null],
    ['volatile', '0.4', 2, '2.0', '0.65'],
    ['choppy', '0.25', 1, '2.0', '0.75'],
    ['trending_bull', '1.0', 5, '2.0', '0.60'],
    ['trending_bear', '0.8', 3, '2.0', '0.60'],
    ['quiet', '0.5', 3, '1.5', '0.60'],
    ['ranging', '0.6', 2, '2.5', '0.60'],
  ]);
});

const readings = (...regimes: Regime[]) => regimes.map((regime, index) => ({ openTime: index * HOUR, regime }));

test.each<[string, Regime, Regime[], Regime]>([
  ['one new reading changes nothing', 'ranging', ['ranging', 'quiet'], 'ranging'],
  ['two equal ones change it', 'ranging', ['quiet', 'quiet'], 'quiet'],
  ['two different ones change nothing', 'ranging', ['quiet', 'volatile'], 'ranging'],
  ['at the start the last two are read', 'unknown', ['trending_bull', 'trending_bull'], 'trending_bull'],
  ['at the start two different ones are unknown', 'unknown', ['trending_bull', 'ranging'], 'unknown'],
  ['a single reading is not enough', 'unknown', ['ranging'], 'unknown'],
  ['no reading is unknown', 'ranging', [], 'unknown'],
  ['an unknown reading counts at once', 'ranging', ['ranging', 'unknown'], 'unknown'],
  ['only the last two count', 'ranging', ['quiet', 'quiet', 'ranging'], 'ranging'],
])('%s', (_what, current, said, expected) => {
  expect(nextRegime(current, readings(...said))).toBe(expected);
});

test('two equal readings with a candle missing between are not successive', () => {
  const apart = [
    { openTime: 0, regime: 'quiet' as const },
    { openTime: 2 * HOUR, regime: 'quiet' as const },
  ];
  expect(nextRegime('ranging', apart)).toBe('ranging');
});

test('the picture is stale when the market has been silent for more than two hours', () => {
  expect(isRegimeStale(0, 2 * HOUR)).toBe(false);
  expect(isRegimeStale(0, 2 * HOUR + 1)).toBe(true);
  expect(isRegimeStale(undefined, 0)).toBe(true);
});
