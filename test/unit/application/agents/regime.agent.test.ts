import { regimeAgent } from '../../../../src/application/agents/regime.agent.js';
import type { Regime } from '../../../../src/domain/market/regime.js';
import type { InstrumentReading } from '../../../../src/domain/market/market-view.js';
import { features } from '../../../support/features.js';

const HOUR = 3_600_000;
const NOW = 2 * HOUR;

const reading = (regimes: readonly Regime[], changes: Partial<InstrumentReading> = {}): InstrumentReading => ({
  instrumentId: 'BTC/USDT',
  base: '1m',
  features: { '1h': features({ openTime: HOUR, adx: 50, close: 110 }) },
  finerThanFeed: [],
  seenThrough: NOW,
  regimeReadings: regimes.map((regime, index) => ({ openTime: index * HOUR, regime })),
  ...changes,
});

test('two equal readings change the regime and its direction, in words', () => {
  const draft = regimeAgent(reading(['trending_bull', 'trending_bull']), 'ranging', NOW);
  expect(draft).toMatchObject({ direction: 'long', confidence: 0.95 });
  expect(draft.reasons).toEqual([
    'changes from ranging to trending_bull',
    'last closed 1h candles: trending_bull, then trending_bull',
    '1h: close above EMA 200, ADX 50, choppiness 50, ATR 1.00 x its mean',
  ]);
  expect(draft.readings).toHaveLength(2);
});

test('one new reading is not enough', () => {
  const draft = regimeAgent(reading(['trending_bear', 'trending_bull']), 'trending_bear', NOW);
  expect(draft.direction).toBe('short');
  expect(draft.reasons[0]).toBe('stays trending_bear');
});

test('a market that has been silent for more than two hours is unknown, whatever its last candles said', () => {
  const quiet = reading(['trending_bull', 'trending_bull'], { seenThrough: NOW - 2 * HOUR });
  expect(regimeAgent(quiet, 'trending_bull', NOW).direction).toBe('long');
  const stale = regimeAgent(quiet, 'trending_bull', NOW + 1);
  expect(stale).toMatchObject({ direction: 'flat', readings: [] });
  expect(stale.reasons[0]).toBe('changes from trending_bull to unknown');
});

test('without a 1h candle the answer is unknown, and says why', () => {
  const draft = regimeAgent(reading([], { features: {}, base: '4h' }), 'unknown', NOW);
  expect(draft.direction).toBe('flat');
  expect(draft.reasons).toContain('1h: left out, finer than the feed (4h)');
});

test.each<[Regime, number, number]>([
  ['trending_bull', 25, 0.6],
  ['trending_bull', 37.5, 0.775],
  ['trending_bull', 80, 0.95],
])('%s with ADX %d is held with confidence %d', (regime, adx, confidence) => {
  const one = reading([regime, regime], { features: { '1h': features({ adx }) } });
  expect(regimeAgent(one, regime, NOW).confidence).toBeCloseTo(confidence, 10);
});
