/** Votes that come by a call of a model. */
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import type { DecisionCommand } from '../../../../src/domain/decisions/decision.commands.js';
import { decisionDecider } from '../../../../src/domain/decisions/decision.decider.js';
import type { DecisionFact } from '../../../../src/domain/decisions/decision.events.js';
import { membersOutstanding } from '../../../../src/domain/decisions/decision.state.js';
import { DISCARD_REASONS, VOTE_DEADLINE_MS } from '../../../../src/domain/decisions/votes.js';
import { NO_ANSWER_REASONS, type NoAnswerReason } from '../../../../src/domain/models/no-answer.js';
import {
  T0,
  castByModel,
  castVotes,
  concludeCycle,
  consulted,
  hold,
  openCycle,
  openLong,
  openShort,
  snapshot,
  ofType,
} from '../../../support/decisions.js';
import { given } from '../../../support/given.js';

const PANEL = ['rules', 'a', 'b', 'c'];
const opened = given(decisionDecider, []).when(openCycle([snapshot()], { panel: PANEL })).facts;
const after = (facts: readonly DecisionFact[], ...commands: readonly DecisionCommand[]) =>
  given(decisionDecider, facts).when(...commands);
const failed = (member: string, reason: NoAnswerReason, latencyMs = 1_000): DecisionCommand => ({
  type: 'CastVotes',
  member,
  answer: { invalid: { reason, detail: 'no answer' } },
  consulted: consulted(member, { outcome: reason, detail: 'no answer', answer: '', latencyMs }),
  policy: DEFAULT_POLICY,
  at: T0 + latencyMs,
});

test('the call and its votes are one commit, the call first', () => {
  const legs = [snapshot(), snapshot('XRP/USDT')];
  const cycle = openCycle(legs, { panel: PANEL, models: 'the rules propose an opening', arbiters: ['p', 'q', 'p'] });
  const { facts } = after([], cycle);
  expect(facts).toMatchObject([{ data: { models: 'the rules propose an opening', arbiters: ['p', 'q'] } }]);
  const cast = after(facts, castByModel([openLong(), hold({ instrumentId: 'XRP/USDT' })], 'a'));
  cast.thenTypes('ModelConsulted', 'VoteCast', 'VoteCast');
  expect(cast.facts[0]?.data).toEqual(consulted('a'));
  expect(membersOutstanding(cast.state)).toEqual(['rules', 'b', 'c']);
});

test('F-C6 a repeat is found by the member and by the call', () => {
  const { facts } = after(opened, castByModel([openLong()], 'a'));
  const again = after([...opened, ...facts], castByModel([openShort()], 'a', { callId: 'another' }));
  again.thenNothing();
  after([...opened, ...facts], castByModel([hold()], 'b', { callId: 'call-a-vote' })).thenNothing();
});

describe('late is judged by the call, not by the clock that stands still meanwhile', () => {
  test.each([
    [0, VOTE_DEADLINE_MS, 'VoteCast'],
    [0, VOTE_DEADLINE_MS + 1, 'VoteDiscarded'],
    [500, VOTE_DEADLINE_MS - 500, 'VoteCast'],
    [500, VOTE_DEADLINE_MS - 499, 'VoteDiscarded'],
  ])('asked %i ms after the snapshot, answered in %i ms: %s', (askedAfter, latencyMs, type) => {
    const command = castByModel([openLong('0.8')], 'a', { askedAt: T0 + askedAfter, latencyMs });
    const { facts } = after(opened, command).thenTypes('ModelConsulted', type as 'VoteCast');
    if (type === 'VoteDiscarded')
      expect(facts[1]?.data).toMatchObject({ reason: 'LATE', said: { action: 'open_long', confidence: '0.8' } });
  });

  test('a late answer that would have been none says nothing', () => {
    const { facts } = after(opened, castByModel([openLong('2')], 'a', { latencyMs: 40_000 }));
    expect(ofType(facts, 'VoteDiscarded')[0]).not.toHaveProperty('said');
    expect(ofType(facts, 'VoteDiscarded')).toMatchObject([{ reason: 'LATE' }]);
  });

  test('after the conclusion the call is on record, once, with what it would have been', () => {
    const concluded = [...opened, ...after(opened, concludeCycle()).facts];
    const late = after(concluded, castByModel([openShort('0.9')], 'a'));
    late.thenTypes('ModelConsulted', 'VoteDiscarded');
    expect(ofType(late.facts, 'VoteDiscarded')).toMatchObject([
      { reason: 'LATE', said: { action: 'open_short', confidence: '0.9' } },
    ]);
    expect(membersOutstanding(late.state)).toEqual([]);
    // Still held against the prices that the cycle froze.
    const far = after(concluded, castByModel([openShort('0.9', { entry: '99000', stop: '99999' })], 'b'));
    expect(ofType(far.facts, 'VoteDiscarded')[0]).not.toHaveProperty('said');
  });

  test('who has no seat is heard of, with what it would have been', () => {
    const { facts } = after(opened, castByModel([openLong('0.8')], 'stranger'));
    expect(ofType(facts, 'VoteDiscarded')).toMatchObject([{ reason: 'NOT_ON_PANEL', said: { action: 'open_long' } }]);
    const concluded = [...opened, ...after(opened, concludeCycle()).facts];
    const later = after(concluded, castByModel([openLong('0.8')], 'stranger'));
    expect(ofType(later.facts, 'VoteDiscarded')).toMatchObject([{ reason: 'NOT_ON_PANEL' }]);
  });
});

describe('F-D6 why there is no answer is kept as it is, however long it took', () => {
  test.each(NO_ANSWER_REASONS)('%s', (reason) => {
    expect(DISCARD_REASONS).toContain(reason);
    const { facts } = after(opened, failed('a', reason, 45_000)).thenTypes('ModelConsulted', 'VoteDiscarded');
    expect(ofType(facts, 'VoteDiscarded')).toMatchObject([{ member: 'a', reason, detail: 'no answer' }]);
  });
  test('no reason stands twice in the list', () => {
    expect(new Set(DISCARD_REASONS).size).toBe(DISCARD_REASONS.length);
  });
});

describe('a panel of four', () => {
  const end = (...commands: readonly DecisionCommand[]) => {
    const last = after(opened, castVotes([openLong()]), ...commands, concludeCycle()).facts.at(-1);
    return last?.type === 'CycleAbandoned' ? last.data.code : last?.type;
  };
  const liar = castByModel([openLong('1', { entry: '20000', stop: '19000', target: '30000' })], 'c');

  test('F-D7 one liar and one dead: the two that are left are no quorum', () => {
    expect(end(castByModel([openLong()], 'a'), failed('b', 'TIMEOUT'), liar)).toBe('NO_QUORUM');
  });
  test('F-D7 one liar alone: the price of another year is left out, and three decide', () => {
    expect(end(castByModel([openLong()], 'a'), castByModel([openLong()], 'b'), liar)).toBe('TradeProposed');
  });
  test('F-D4 two against two is no majority', () => {
    expect(end(castByModel([openLong()], 'a'), castByModel([hold()], 'b'), castByModel([hold()], 'c'))).toBe(
      'NO_MAJORITY',
    );
  });
  test('F-D5 all models silent is no quorum, though the rules would open', () => {
    expect(end(failed('a', 'TIMEOUT'), failed('b', 'BUDGET'), failed('c', 'OVERLOADED'))).toBe('NO_QUORUM');
    expect(end()).toBe('NO_QUORUM');
  });
});

test('what cannot have happened stops the stream', () => {
  const facts = after(opened, castByModel([openLong()], 'a')).facts;
  const [call] = facts as [DecisionFact];
  const state = given(decisionDecider, [...opened, ...facts]).state();
  expect(() => decisionDecider.evolve(state, call)).toThrow('recorded twice');
  const foreign = { ...castByModel([hold()], 'b'), consulted: consulted('c') } as DecisionCommand;
  expect(() => decisionDecider.decide(foreign, state)).toThrow('by a call of c');
});
