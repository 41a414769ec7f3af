/** Every figure here was worked out by hand from the votes and the closes of the story. */
import type { LegOpinions } from '../../../src/projections/opinions/opinion.row.js';
import { medianOf } from '../../../src/projections/opinions/median.js';
import { opinionsProjection } from '../../../src/projections/opinions/opinions.projection.js';
import { scoreOpinions, type PriceAt } from '../../../src/projections/opinions/score-opinions.js';
import type { ScoreView } from '../../../src/projections/views.js';
import { HOUR } from '../../../src/domain/shared/time.js';
import { recorded } from '../../support/desk-log.js';
import { rowsAfter } from '../../support/folded.js';
import { CLOSES, modelStory, T0 } from '../../support/model-story.js';

const facts = recorded(modelStory);
const legs = rowsAfter(opinionsProjection, 'legs', facts) as unknown as readonly LegOpinions[];
const calls = rowsAfter(opinionsProjection, 'calls', facts) as never;
const priceAt: PriceAt = (id, at) => (id === 'BTC/USDT' ? CLOSES[(at - T0) / HOUR] : undefined);
const board = scoreOpinions(legs, calls, priceAt);

const scoreOf = (who: string, of: readonly ScoreView[] = board): ScoreView | undefined =>
  of.find((row) => row.who === who && row.instrumentId === 'BTC/USDT');
/** known, hits, misses, Brier score, average return. */
const horizonsOf = (who: string) =>
  scoreOf(who)?.horizons.map(({ known, hits, misses, brier, averageReturnPct }) => [
    known,
    hits,
    misses,
    brier,
    averageReturnPct,
  ]);

test('a direction is right by the sign of the move; one that did not come about is neither', () => {
  // Long at 60 000 with 0.7: 60 600, 59 400, 61 200; and long again an hour later: 60 000, then nothing is known.
  expect(horizonsOf('rules')).toEqual([
    [2, 1, 0, '0.09', '0.5'],
    [1, 0, 1, '0.49', '-1'],
    [1, 1, 0, '0.09', '2'],
  ]);
  expect(scoreOf('rules')).toMatchObject({ opinions: 2, calls: 2, overruled: 1, cost: '0' });
});

test('who was overruled is scored all the same, in the direction that it called', () => {
  expect(horizonsOf('wild')).toEqual([
    [1, 0, 1, '0.81', '-1'],
    [1, 1, 0, '0.01', '1'],
    [1, 0, 1, '0.81', '-2'],
  ]);
  expect(scoreOf('wild')).toMatchObject({
    role: 'member',
    model: 'wild-1',
    opinions: 2,
    calls: 1,
    overruled: 1,
    late: 0,
    silent: 0,
    cost: '0.0008',
    latencyMs: 1_000,
  });
});

test('a late word is scored by what it said', () => {
  expect(horizonsOf('slow')).toEqual([
    [1, 1, 0, '0.16', '1'],
    [1, 0, 1, '0.36', '-1'],
    [1, 1, 0, '0.16', '2'],
  ]);
  expect(scoreOf('slow')).toMatchObject({ opinions: 2, calls: 1, late: 1, overruled: 0, cost: '0.0004' });
});

test('who said nothing has cost and latency, and no score for it', () => {
  expect(scoreOf('steady')).toMatchObject({ opinions: 1, calls: 1, silent: 1, cost: '0.0011', latencyMs: 16_000 });
  expect(horizonsOf('steady')?.[0]).toEqual([1, 1, 0, '0.04', '1']);
});

test('advisers as the snapshot froze them, and agents that are never counted', () => {
  expect(scoreOf('technical')).toMatchObject({ role: 'adviser', opinions: 2, calls: 2, overruled: 1 });
  expect(scoreOf('regime')).toMatchObject({ role: 'adviser', opinions: 2, calls: 0, overruled: 0 });
  expect(scoreOf('weather')).toMatchObject({ role: 'outside', calls: 2, overruled: 2 });
  expect(horizonsOf('weather')?.[0]).toEqual([2, 0, 1, '0.36', '-0.5']);
});

test('one call for two instruments is paid by both, once', () => {
  const sentiment = board.filter(({ who }) => who === 'sentiment');
  expect(sentiment.map(({ instrumentId, cost, model }) => [instrumentId, cost, model])).toEqual([
    ['BTC/USDT', '0.0003', 'steady-1'],
    ['XRP/USDT', '0.0003', 'steady-1'],
  ]);
});

test('without a price at the snapshot nothing is scored, and everything is counted', () => {
  const blind = legs.map(({ base: _, ...leg }) => leg);
  expect(scoreOf('rules', scoreOpinions(blind, [], priceAt))).toMatchObject({
    calls: 2,
    horizons: [{ known: 0 }, { known: 0 }, { known: 0 }],
  });
});

test.each([
  [[], undefined],
  [[7], 7],
  [[30, 1, 2], 2],
  [[4, 1, 2, 30], 3],
])('the median of %j is %s', (values, expected) => expect(medianOf(values)).toBe(expected));
