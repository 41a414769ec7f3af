/** Conflicts that a model is asked to settle: from the detection to the conclusion. */
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import type { DecisionCommand } from '../../../../src/domain/decisions/decision.commands.js';
import { decisionDecider } from '../../../../src/domain/decisions/decision.decider.js';
import type { DecisionFact } from '../../../../src/domain/decisions/decision.events.js';
import { awaitsRuling, nextArbiter } from '../../../../src/domain/decisions/decision.state.js';
import { openConflicts } from '../../../../src/domain/decisions/open-conflicts.js';
import { RULING_DEADLINE_MS, RULING_PATIENCE_MS, patienceWith } from '../../../../src/domain/decisions/patience.js';
import {
  T0,
  adviser,
  castVotes,
  concludeCycle,
  detectConflicts,
  openCycle,
  openLong,
  recordRuling,
  ruling,
  snapshot,
  ofType,
  endOf,
} from '../../../support/decisions.js';
import { given } from '../../../support/given.js';

const opposed = [adviser('technical', 'long', '0.8'), adviser('regime', 'long'), adviser('sentiment', 'short', '0.7')];
const choppy = snapshot('BTC/USDT', { regime: 'choppy' });
const both = snapshot('BTC/USDT', { regime: 'choppy', advisers: opposed });
const ARBITERS = ['primary', 'fallback'];
const DETECTED = T0 + 1_500;

const run = (...commands: readonly DecisionCommand[]) => given(decisionDecider, []).when(...commands);
/** A cycle whose rules want a long, up to the detection. */
const detected = (leg = choppy, vote = openLong()) =>
  run(openCycle([leg], { arbiters: ARBITERS }), castVotes([vote]), detectConflicts());
const after = (facts: readonly DecisionFact[], ...commands: readonly DecisionCommand[]) =>
  given(decisionDecider, facts).when(...commands);
const detailOf = (facts: readonly DecisionFact[]): string | undefined => ofType(facts, 'ModelConsulted')[0]?.detail;

describe('a ruling', () => {
  test.each([
    ['proceed', {}, 'TradeProposed'],
    ['wait', {}, 'CONFLICT_REGIME'],
    ['abort', {}, 'CONFLICT_REGIME'],
    ['modify', { sizeFactor: '0.5' }, 'TradeProposed'],
    ['modify', { sizeFactor: '0' }, 'CONFLICT_REGIME'],
  ])('%s %j: %s', (outcome, more, end) => {
    const { facts } = detected();
    const ruled = after(facts, recordRuling([ruling(outcome, more)])).thenTypes('ModelConsulted', 'ConflictResolved');
    const settled = after([...facts, ...ruled.facts], concludeCycle());
    expect(settled.facts.map(({ type }) => type)).toHaveLength(1);
    expect(endOf(settled.facts)).toBe(end);
  });

  test('is recorded with who, how long and what it makes of the trade, and the proposal carries it', () => {
    const { facts } = detected();
    const modification = { sizeFactor: '0.5', maxLeverage: 2, stopPct: '0.012' };
    const ruled = after(facts, recordRuling([ruling('modify', modification)]));
    expect(ofType(ruled.facts, 'ConflictResolved')).toEqual([
      {
        cycleId: 'cycle-1',
        instrumentId: 'BTC/USDT',
        kind: 'regime',
        resolver: 'model',
        outcome: 'modify',
        detail: 'seen',
        by: 'primary',
        modification,
        latencyMs: 1_000,
      },
    ]);
    const [proposed] = ofType(after([...facts, ...ruled.facts], concludeCycle()).facts, 'TradeProposed');
    expect(proposed).toMatchObject({ intent: { modification, confidence: '0.77' } });
  });

  test('on the other conflict of a leg settles only that one; two modifications come to the stricter of each', () => {
    const { facts } = detected(both);
    const opposition = { kind: 'adviser-opposition' };
    const one = after(facts, recordRuling([ruling('modify', { ...opposition, sizeFactor: '0.4', maxLeverage: 4 })]));
    expect(detailOf(one.facts)).toBe('regime of BTC/USDT: nothing said');
    const onlyOne = after([...facts, ...one.facts], concludeCycle());
    expect(endOf(onlyOne.facts)).toBe('CONFLICT_REGIME');
    expect(ofType(onlyOne.facts, 'ConflictResolved')).toEqual([
      expect.objectContaining({
        kind: 'regime',
        resolver: 'rules',
        detail: 'nothing is opened in choppy; primary: regime of BTC/USDT: nothing said',
        latencyMs: 500,
      }),
    ]);
    const second = recordRuling([ruling('modify', { sizeFactor: '0.6', maxLeverage: 3 })], 'fallback');
    const two = after([...facts, ...one.facts], second, concludeCycle());
    expect(ofType(two.facts, 'TradeProposed')).toMatchObject([
      { intent: { modification: { sizeFactor: '0.4', maxLeverage: 3 } } },
    ]);
  });

  test('proceed: the opposition cuts no confidence', () => {
    const far = [adviser('technical', 'long', '0.8'), adviser('regime', 'long'), adviser('sentiment', 'short', '0.5')];
    const { facts } = detected(snapshot('BTC/USDT', { advisers: far }));
    const ruled = after(facts, recordRuling([ruling('proceed', { kind: 'adviser-opposition' })]), concludeCycle());
    expect(ofType(ruled.facts, 'TradeProposed')).toMatchObject([{ intent: { confidence: '0.77' } }]);
    const silent = after(facts, concludeCycle());
    expect(ofType(silent.facts, 'TradeProposed')).toMatchObject([{ intent: { confidence: '0.5' } }]);
  });
});

test('F-D1 a ruling reaches the leg that it names, whatever the order', () => {
  const legs = [choppy, snapshot('XRP/USDT', { regime: 'choppy' })];
  const xrp = { instrumentId: 'XRP/USDT', entry: '0.5', stop: '0.49', target: '0.53' } as const;
  const rulings = [ruling('proceed', { instrumentId: 'XRP/USDT' }), ruling('abort')];
  const cycle = openCycle(legs, { arbiters: ARBITERS });
  const { facts } = run(
    cycle,
    castVotes([openLong(), openLong('0.7', xrp)]),
    detectConflicts(),
    recordRuling(rulings),
    concludeCycle(),
  );
  expect(ofType(facts, 'CycleAbandoned').map(({ instrumentId }) => instrumentId)).toEqual(['BTC/USDT']);
  expect(ofType(facts, 'TradeProposed').map(({ instrumentId }) => instrumentId)).toEqual(['XRP/USDT']);
});

describe('F-D6 what is no ruling settles nothing, is never pulled into the range, and the rules stay', () => {
  const nonsense: readonly (readonly [string, readonly unknown[], string])[] = [
    ['nothing', [], 'nothing said'],
    ['no object', ['proceed'], 'not an object'],
    ['an unknown outcome', [ruling('go')], 'unknown outcome'],
    ['no reason', [ruling('proceed', { reason: undefined })], 'reason'],
    ['a bigger size', [ruling('modify', { sizeFactor: '1.01' })], 'size factor'],
    ['a negative size', [ruling('modify', { sizeFactor: '-0.1' })], 'size factor'],
    ['a size that is no number', [ruling('modify', { sizeFactor: 'NaN' })], 'size factor'],
    ['a size as a JSON number', [ruling('modify', { sizeFactor: 0.5 })], 'size factor'],
    ['more leverage than there is', [ruling('modify', { maxLeverage: 6 })], 'leverage'],
    ['no leverage', [ruling('modify', { maxLeverage: 0 })], 'leverage'],
    ['half a leverage', [ruling('modify', { maxLeverage: 1.5 })], 'leverage'],
    ['a leverage as text', [ruling('modify', { maxLeverage: '2' })], 'leverage'],
    ['a wider stop', [ruling('modify', { stopPct: '0.01601' })], 'stop distance'],
    ['no stop', [ruling('modify', { stopPct: '0' })], 'stop distance'],
    ['one good and one bad change', [ruling('modify', { sizeFactor: '0.5', stopPct: '1' })], 'stop distance'],
    ['no change', [ruling('modify')], 'without saying what'],
    ['a contradiction', [ruling('proceed', { sizeFactor: '0.5' })], 'contradicts itself'],
    ['two rulings', [ruling('proceed'), ruling('abort')], 'more than once'],
    ['another kind', [ruling('proceed', { kind: 'cross-instrument' })], 'nobody asked'],
    ['an unknown kind', [ruling('proceed', { kind: 'size' })], 'nobody asked'],
    ['a foreign instrument', [ruling('proceed'), ruling('proceed', { instrumentId: 'XRP/BTC' })], 'nobody asked'],
  ];
  test.each(nonsense)('%s', (_name, rulings, why) => {
    const { facts } = detected();
    const ruled = after(facts, recordRuling(rulings)).thenTypes('ModelConsulted');
    expect(detailOf(ruled.facts)).toContain(why);
    expect(nextArbiter(ruled.state)).toBe('fallback');
    const settled = after([...facts, ...ruled.facts], concludeCycle());
    expect(endOf(settled.facts)).toBe('CONFLICT_REGIME');
    expect(ofType(settled.facts, 'ConflictResolved')[0]?.detail).toContain(why);
  });

  test.each([
    { sizeFactor: '1' },
    { sizeFactor: '0.0001' },
    { maxLeverage: 5 },
    { maxLeverage: 1 },
    { stopPct: '0.016009' },
    { sizeFactor: '0.5', maxLeverage: null, stopPct: null },
  ])('at the edge of the range it is one: %j', (more) => {
    after(detected().facts, recordRuling([ruling('modify', more)])).thenTypes('ModelConsulted', 'ConflictResolved');
  });

  test('an arbiter that gave no answer is on record with its own reason', () => {
    const { facts } = detected();
    const invalid = { reason: 'TIMEOUT', detail: 'nothing in 6 s' } as const;
    const failed = recordRuling([], 'primary', { outcome: 'TIMEOUT', detail: 'nothing in 6 s', latencyMs: 6_000 });
    const ruled = after(facts, { ...failed, answer: { invalid } } as DecisionCommand).thenTypes('ModelConsulted');
    expect(detailOf(ruled.facts)).toBe('nothing in 6 s');
    expect(awaitsRuling(ruled.state)).toBe(true);
  });
});

describe('F-D17 each arbiter has its own patience, and all of them one deadline', () => {
  const settles = (member: string, askedAfter: number, latencyMs: number): boolean => {
    const command = recordRuling([ruling('proceed')], member, { askedAt: DETECTED + askedAfter, latencyMs });
    return after(detected().facts, command).facts.some(({ type }) => type === 'ConflictResolved');
  };
  test.each([
    ['primary', 0, 6_000, true],
    ['primary', 0, 6_001, false],
    ['fallback', 6_000, 4_000, true],
    ['fallback', 0, 4_001, false],
    ['fallback', 6_001, 4_000, false],
    ['fallback', 9_999, 1, true],
    ['fallback', 10_000, 1, false],
  ] as const)('%s, asked after %i ms, answers in %i ms: %p', (member, askedAfter, latencyMs, counts) => {
    expect(settles(member, askedAfter, latencyMs)).toBe(counts);
  });
  test('the parts come to the whole', () => {
    expect(RULING_PATIENCE_MS[0] + RULING_PATIENCE_MS[1]).toBe(RULING_DEADLINE_MS);
    expect([0, 1, 2].map(patienceWith)).toEqual([6_000, 4_000, 4_000]);
  });
  test('the clock that stands still counts for nothing: the latency does', () => {
    const late = recordRuling([ruling('proceed')], 'primary', { latencyMs: 6_001 });
    const { facts } = after(detected().facts, { ...late, at: DETECTED });
    expect(detailOf(facts)).toContain('too late: 6001 ms');
  });
});

describe('who may rule, and when', () => {
  test('the first arbiter is asked first; after the last one nobody is waited for', () => {
    const first = detected();
    expect([awaitsRuling(first.state), nextArbiter(first.state)]).toEqual([true, 'primary']);
    const second = after(first.facts, recordRuling([]));
    expect(nextArbiter(second.state)).toBe('fallback');
    const third = after([...first.facts, ...second.facts], recordRuling([], 'fallback'));
    expect([awaitsRuling(third.state), openConflicts(third.state, DEFAULT_POLICY).length]).toEqual([false, 1]);
    expect(endOf(after([...first.facts, ...second.facts, ...third.facts], concludeCycle()).facts)).toBe(
      'CONFLICT_REGIME',
    );
  });

  test.each([
    ['a stranger', detected().facts, 'stranger', 'not an arbiter'],
    ['before the detection', detected().facts.slice(0, 2), 'primary', 'nothing to settle'],
    ['after the end', [...detected().facts, ...after(detected().facts, concludeCycle()).facts], 'primary', 'concluded'],
  ] as const)('%s settles nothing, and the call is on record', (_name, facts, member, why) => {
    const ruled = after(facts, recordRuling([ruling('proceed')], member)).thenTypes('ModelConsulted');
    expect(detailOf(ruled.facts)).toContain(why);
  });

  test('a second word of an arbiter is a repeat, whatever it says and by whatever call', () => {
    const { facts } = detected();
    const ruled = after(facts, recordRuling([])).facts;
    after([...facts, ...ruled], recordRuling([ruling('proceed')], 'primary', { callId: 'other' })).thenNothing();
  });
});
