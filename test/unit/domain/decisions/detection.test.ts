/** What is detected before the conclusion, and what the conclusion does with it. */
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import type { DecisionCommand } from '../../../../src/domain/decisions/decision.commands.js';
import { decisionDecider } from '../../../../src/domain/decisions/decision.decider.js';
import type { DecisionFact } from '../../../../src/domain/decisions/decision.events.js';
import { openConflicts } from '../../../../src/domain/decisions/open-conflicts.js';
import { RULING_DEADLINE_MS } from '../../../../src/domain/decisions/patience.js';
import {
  T0,
  adviser,
  castByModel,
  castVotes,
  concludeCycle,
  detectConflicts,
  endOf,
  hold,
  ofType,
  openCycle,
  openLong,
  snapshot,
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

describe('the detection', () => {
  test('counts every leg, detects what a model may settle, and says until when', () => {
    const legs = [both, snapshot('XRP/USDT')];
    const votes = [openLong(), hold({ instrumentId: 'XRP/USDT' })];
    const { facts } = run(openCycle(legs, { arbiters: ARBITERS }), castVotes(votes), detectConflicts());
    expect(facts.slice(3).map(({ type, data }) => [type, 'kind' in data && data.kind])).toEqual([
      ['ConsensusMeasured', false],
      ['ConflictDetected', 'adviser-opposition'],
      ['ConflictDetected', 'regime'],
      ['ConsensusMeasured', false],
    ]);
    expect(ofType(facts, 'ConflictDetected').map(({ dueAt }) => dueAt)).toEqual([
      DETECTED + RULING_DEADLINE_MS,
      DETECTED + RULING_DEADLINE_MS,
    ]);
  });

  const { atr1h: _, ...withoutAtr } = choppy;
  test.each([
    ['nobody may be asked', choppy, openLong(), [], T0 + 1_500],
    ['there is no conflict', snapshot(), openLong(), ARBITERS, T0 + 1_500],
    ['nothing is opened', choppy, hold(), ARBITERS, T0 + 1_500],
    ['the advisers are against it', snapshot('BTC/USDT', { regime: 'choppy', advisers: [] }), openLong(), ARBITERS, T0],
    ['no stop can be set', withoutAtr, openLong(), ARBITERS, T0 + 1_500],
    ['the snapshot is too old', choppy, openLong(), ARBITERS, T0 + 120_001],
  ])('is none where %s', (_name, leg, vote, arbiters, at) => {
    after(run(openCycle([leg], { arbiters }), castVotes([vote])).facts, detectConflicts(at)).thenNothing();
  });

  test('a vote that comes after the count is late, and says what it would have been', () => {
    const cycle = openCycle([choppy], { arbiters: ARBITERS, panel: ['rules', 'a', 'b'] });
    const { facts } = run(cycle, castVotes([openLong()]), castByModel([openLong()], 'a'), detectConflicts());
    expect(after(facts, castByModel([hold()], 'b')).facts).toMatchObject([
      { type: 'ModelConsulted' },
      { type: 'VoteDiscarded', data: { reason: 'LATE', said: { action: 'hold', confidence: '0.5' } } },
    ]);
  });

  test('what is asked: the trade as it would be proposed, and what the rules would do', () => {
    const { facts, state } = detected(both);
    expect(openConflicts(state, DEFAULT_POLICY)).toMatchObject([
      { instrumentId: 'BTC/USDT', kind: 'adviser-opposition', direction: 'long', confidence: '0.77' },
      { kind: 'regime', regime: 'choppy', rawConfidence: '0.7', byRules: 'nothing is opened in choppy' },
    ]);
    const [first] = openConflicts(state, DEFAULT_POLICY);
    // 2 x ATR14(1h) of 480.288024 over an entry of 60 000, never rounded up to more than the leg's own.
    expect(first?.stopPct).toBe('0.016009');
    expect(openConflicts(given(decisionDecider, facts.slice(0, 2)).state(), DEFAULT_POLICY)).toEqual([]);
  });
});

describe('F-C6 a crash between detection and conclusion', () => {
  test('is harmless: what is on record is not said again, and every conflict ends once', () => {
    const { facts } = detected(both);
    const ended = after(facts, concludeCycle(T0 + 60_000));
    ended.thenTypes('ConflictResolved', 'ConflictResolved', 'CycleAbandoned');
    expect(ofType(ended.facts, 'ConflictResolved').map(({ latencyMs }) => latencyMs)).toEqual([58_500, 58_500]);
  });
  test('that lasted too long ends the leg as too old, with all of its conflicts', () => {
    const ended = after(detected(both).facts, concludeCycle(T0 + 120_001));
    expect(ended.facts.map(({ data }) => 'kind' in data && data.kind)).toEqual([
      'stale-or-duplicate',
      'stale-or-duplicate',
      'adviser-opposition',
      'regime',
      false,
    ]);
    expect(endOf(ended.facts)).toBe('CONFLICT_STALE');
  });
});

describe('trading against rebalancing', () => {
  const rebalance = { planId: 'plan-1', side: 'sell' } as const;
  const conclude = (leg: ReturnType<typeof snapshot>, vote = openLong()) =>
    run(openCycle([leg]), castVotes([vote]), concludeCycle()).facts;
  const kinds = (facts: readonly DecisionFact[]) => ofType(facts, 'ConflictResolved').map(({ detail }) => detail);
  const position = { side: 'long', quantity: '1', entry: '60000' } as const;

  test('the trade goes on and the rebalance is deferred', () => {
    const facts = conclude(snapshot('BTC/USDT', { rebalance }));
    expect(ofType(facts, 'ConflictResolved')).toMatchObject([
      { kind: 'trading-against-rebalancing', resolver: 'rules', outcome: 'proceed' },
    ]);
    expect(endOf(facts)).toBe('TradeProposed');
  });
  test('the same for a position that stays open, not for one that is closed, nor for a trade that falls', () => {
    expect(kinds(conclude(snapshot('BTC/USDT', { rebalance, position }), hold()))).toEqual([
      'the rebalance is deferred',
    ]);
    expect(kinds(conclude(snapshot('BTC/USDT', { rebalance, position }), hold({ action: 'close' })))).toEqual([]);
    expect(kinds(conclude(snapshot('BTC/USDT', { rebalance }), hold()))).toEqual([]);
    expect(kinds(conclude(snapshot('BTC/USDT', { rebalance, regime: 'choppy' })))).toEqual([
      'nothing is opened in choppy',
    ]);
  });
});
