import { AUTHORITIES, rankOf, whichStands } from '../../../../src/domain/decisions/authority.js';
import {
  adviserOpposition,
  againstRebalancing,
  choppyRegime,
  crossInstrument,
  isSettleable,
  settleableConflicts,
  staleSnapshot,
  type Candidate,
} from '../../../../src/domain/decisions/conflicts.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import { REGIMES } from '../../../../src/domain/market/regime.js';
import { dec, text } from '../../../../src/domain/shared/decimal.js';
import { T0, adviser } from '../../../support/decisions.js';

describe('adviser opposition', () => {
  test.each([
    ['0.80', '0.61', 'wait', undefined],
    ['0.80', '0.60', 'modify', '0.6'],
    ['0.80', '0.59', 'modify', '0.59'],
    ['0.50', '0.80', 'modify', '0.5'],
  ])('technical long %s, sentiment short %s: %s', (technical, sentiment, outcome, atMost) => {
    const found = adviserOpposition([
      adviser('technical', 'long', technical),
      adviser('sentiment', 'short', sentiment),
    ]);
    expect(found?.outcome).toBe(outcome);
    expect(found?.atMost && text(found.atMost)).toBe(atMost);
    expect(found?.code).toBe(outcome === 'wait' ? 'CONFLICT_ADVISERS' : undefined);
  });

  test.each([
    [[adviser('technical', 'long'), adviser('sentiment', 'flat')]],
    [[adviser('technical', 'short'), adviser('sentiment', 'short')]],
    [[adviser('technical', 'long'), adviser('regime', 'short')]],
    [[adviser('sentiment', 'long')]],
  ])('none in %j', (advisers) => {
    expect(adviserOpposition(advisers)).toBeUndefined();
  });
});

test.each(REGIMES)('an opening in %s', (regime) => {
  expect(choppyRegime(regime)?.outcome).toBe(regime === 'choppy' ? 'abort' : undefined);
});

test.each([
  [119_999, undefined],
  [120_000, undefined],
  [120_001, 'CONFLICT_STALE'],
])('a snapshot of %i ms', (age, code) => {
  expect(staleSnapshot(T0, T0 + age, 120_000)?.code).toBe(code);
});

test('what a model may settle comes in the order of the table', () => {
  const advisers = [adviser('technical', 'long', '0.9'), adviser('sentiment', 'short', '0.5')];
  const kinds = settleableConflicts({ advisers, regime: 'choppy' }).map(({ kind }) => kind);
  expect(kinds).toEqual(['adviser-opposition', 'regime']);
  expect(kinds.every(isSettleable)).toBe(true);
  for (const kind of ['cross-instrument', 'stale-or-duplicate', 'trading-against-rebalancing', 'constructor', 7])
    expect(isSettleable(kind)).toBe(false);
});

test.each([
  ['long', 'sell', true],
  ['short', 'buy', true],
  ['long', 'buy', false],
  ['short', 'sell', false],
] as const)('a %s trade against a rebalance that is to %s: %p', (direction, side, isConflict) => {
  const found = againstRebalancing(direction, { planId: 'plan-1', side });
  expect(found?.resolution).toBe(isConflict ? 'the rebalance is deferred' : undefined);
  expect(againstRebalancing(direction, undefined)).toBeUndefined();
  if (!found) return;
  // The table's answer is the order of the authorities.
  expect(found).toMatchObject({ kind: 'trading-against-rebalancing', outcome: 'proceed' });
  expect(found.code).toBeUndefined();
  expect(rankOf('trading-decision')).toBeLessThan(rankOf('portfolio-rebalance'));
});

describe('cross-instrument', () => {
  const leg = (instrumentId: InstrumentId, direction: 'long' | 'short', confidence: string): Candidate => ({
    instrumentId,
    direction,
    confidence: dec(confidence),
  });
  const outcomes = (...legs: readonly Candidate[]) =>
    Object.fromEntries([...crossInstrument(legs)].map(([id, { outcome }]) => [id, outcome]));

  test('a ring of three keeps the highest confidence', () => {
    expect(
      outcomes(leg('BTC/USDT', 'long', '0.7'), leg('XRP/USDT', 'short', '0.8'), leg('XRP/BTC', 'long', '0.75')),
    ).toEqual({ 'BTC/USDT': 'abort', 'XRP/USDT': 'proceed', 'XRP/BTC': 'abort' });
  });
  test('turned round as well; F-D4 between equals the order of the instruments decides, not of the legs', () => {
    const ring = [leg('XRP/BTC', 'short', '0.7'), leg('XRP/USDT', 'long', '0.7'), leg('BTC/USDT', 'short', '0.7')];
    const expected = { 'BTC/USDT': 'proceed', 'XRP/USDT': 'abort', 'XRP/BTC': 'abort' };
    expect(outcomes(...ring)).toEqual(expected);
    expect(outcomes(...ring.reverse())).toEqual(expected);
  });
  test.each([
    [[leg('BTC/USDT', 'long', '0.7'), leg('XRP/USDT', 'long', '0.8'), leg('XRP/BTC', 'long', '0.75')]],
    [[leg('BTC/USDT', 'short', '0.7'), leg('XRP/USDT', 'short', '0.8'), leg('XRP/BTC', 'long', '0.75')]],
    [[leg('BTC/USDT', 'long', '0.7'), leg('XRP/BTC', 'long', '0.75')]],
    [[]],
  ])('%# does not cancel out', (legs) => {
    expect(outcomes(...legs)).toEqual({});
  });
});

test('authority is data, highest first', () => {
  expect(AUTHORITIES).toEqual([
    'risk-engine',
    'operator',
    'coordinator',
    'trading-decision',
    'portfolio-rebalance',
    'sentiment',
    'technical',
    'regime',
  ]);
});

const pairs = AUTHORITIES.flatMap((present, i) =>
  AUTHORITIES.map((newcomer, j) => [present, newcomer, j < i] as const),
);
test.each(pairs)('%s is there, %s comes: it stands %p', (present, newcomer, isHigher) => {
  const { stands, yields } = whichStands({ by: present, was: 'there' }, { by: newcomer, was: 'new' });
  // Between equals what is being carried out is not overturned.
  expect([stands.was, yields.was]).toEqual(isHigher ? ['new', 'there'] : ['there', 'new']);
});
