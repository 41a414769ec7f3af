import { rulesAnswer } from '../../../../src/application/agents/trading-decision.agent.js';
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import { decisionDecider } from '../../../../src/domain/decisions/decision.decider.js';
import type { DecisionCommand } from '../../../../src/domain/decisions/decision.commands.js';
import type { DecisionFact, InstrumentSnapshot, Vote } from '../../../../src/domain/decisions/decision.events.js';
import { VOTE_DEADLINE_MS } from '../../../../src/domain/decisions/votes.js';
import { stableId } from '../../../../src/domain/shared/stable-id.js';
import {
  CYCLE,
  T0,
  adviser,
  castVotes,
  close,
  concludeCycle,
  hold,
  openCycle,
  openLong,
  openShort,
  snapshot,
} from '../../../support/decisions.js';
import { given } from '../../../support/given.js';

const run = (...commands: readonly DecisionCommand[]) => given(decisionDecider, []).when(...commands);
const factsOf = (...commands: readonly DecisionCommand[]): readonly DecisionFact[] => run(...commands).facts;
type DataOf<T extends DecisionFact['type']> = Extract<DecisionFact, { type: T }>['data'];
const ofType = <T extends DecisionFact['type']>(facts: readonly DecisionFact[], type: T): readonly DataOf<T>[] =>
  facts.filter((fact) => fact.type === type).map(({ data }) => data as DataOf<T>);

/** One leg, one vote by rules: how it ends. */
const endOf = (leg: InstrumentSnapshot, vote: unknown, conclude = concludeCycle()) =>
  factsOf(openCycle([leg]), castVotes([vote]), conclude).at(-1);
const codeOf = (leg: InstrumentSnapshot, vote: unknown, conclude = concludeCycle()): string => {
  const end = endOf(leg, vote, conclude);
  return end?.type === 'CycleAbandoned' ? end.data.code : String(end?.type);
};
const long = { side: 'long', quantity: '1', entry: '60000' } as const;

test('the worked example: BTC/USDT at 60 000, bull, 0.85', () => {
  const leg = snapshot('BTC/USDT', { advisers: [adviser('technical', 'long', '0.85'), adviser('regime', 'long')] });
  const votes = rulesAnswer([leg], DEFAULT_POLICY).votes;
  const [proposed] = ofType(factsOf(openCycle([leg]), castVotes(votes), concludeCycle()), 'TradeProposed');
  expect(proposed).toMatchObject({
    kind: 'open',
    intent: {
      intentId: stableId(CYCLE, 'BTC/USDT'),
      assessment: 1,
      direction: 'long',
      rawConfidence: '0.85',
      confidence: '0.935',
      entry: '60036.003',
      stopPct: '0.016',
      targetPct: '0.0392',
      regime: 'trending_bull',
      snapshotAt: T0,
      proposedBy: 'agents',
    },
  });
});

test('all legs end in one commit, in the order of the instruments, whatever order they came in', () => {
  const legs = [snapshot('XRP/BTC'), snapshot('XRP/USDT', { position: long }), snapshot('BTC/USDT')];
  const votes = [hold({ instrumentId: 'XRP/BTC' }), close({ instrumentId: 'XRP/USDT' }), openLong()];
  const { facts, state } = given(decisionDecider, factsOf(openCycle(legs), castVotes(votes))).when(concludeCycle());
  expect(facts.map(({ type, data }) => [type, 'instrumentId' in data && data.instrumentId])).toEqual([
    ['ConsensusMeasured', 'BTC/USDT'],
    ['TradeProposed', 'BTC/USDT'],
    ['ConsensusMeasured', 'XRP/USDT'],
    ['TradeProposed', 'XRP/USDT'],
    ['ConsensusMeasured', 'XRP/BTC'],
    ['CycleAbandoned', 'XRP/BTC'],
  ]);
  expect(state).toMatchObject({ status: 'concluded' });
});

describe('how a leg ends', () => {
  const opposed = [adviser('technical', 'flat'), adviser('regime', 'short')];
  const split = (gap: string) => [
    adviser('technical', 'long', '0.8'),
    adviser('regime', 'long'),
    adviser('sentiment', 'short', gap),
  ];
  const { atr1h: _, ...withoutAtr } = snapshot();
  test.each<[string, InstrumentSnapshot, unknown, string]>([
    ['an opening is proposed', snapshot(), openLong(), 'TradeProposed'],
    ['a close is proposed', snapshot('BTC/USDT', { position: long }), close(), 'TradeProposed'],
    ['there is nothing to close', snapshot(), close(), 'NOTHING_TO_CLOSE'],
    ['hold', snapshot(), hold(), 'HOLD'],
    ['no data to vote on', snapshot(), { instrumentId: 'BTC/USDT', noVote: 'no price' }, 'NO_DATA'],
    ['no ATR for a stop', withoutAtr, openLong(), 'NO_DATA'],
    ['an ATR that is no number', snapshot('BTC/USDT', { atr1h: 'NaN' }), openLong(), 'NO_DATA'],
    ['levels on the wrong side', snapshot(), openLong('0.7', { stop: '61000' }), 'WRONG_SIDE_LEVELS'],
    ['an entry too far', snapshot(), openLong('0.7', { entry: '61201' }), 'ENTRY_TOO_FAR'],
    ['no vote', snapshot(), { ...hold(), action: 'wait' }, 'NO_QUORUM'],
    ['more oppose', snapshot('BTC/USDT', { advisers: opposed }), openLong(), 'OPPOSED'],
    ['advisers oppose closely', snapshot('BTC/USDT', { advisers: split('0.61') }), openLong(), 'CONFLICT_ADVISERS'],
    ['advisers oppose far', snapshot('BTC/USDT', { advisers: split('0.60') }), openLong(), 'TradeProposed'],
    ['choppy', snapshot('BTC/USDT', { regime: 'choppy' }), openLong(), 'CONFLICT_REGIME'],
    ['unknown is for the risk engine', snapshot('BTC/USDT', { regime: 'unknown' }), openLong(), 'TradeProposed'],
  ])('%s', (_name, leg, vote, code) => {
    expect(codeOf(leg, vote)).toBe(code);
  });

  test('several members: no majority; one reason of many is no quorum', () => {
    const panel = openCycle([snapshot()], { panel: ['a', 'b'] });
    const codes = (second: unknown) =>
      ofType(
        factsOf(panel, castVotes([openLong()], 'a'), castVotes([second], 'b'), concludeCycle()),
        'CycleAbandoned',
      ).map(({ code }) => code);
    expect(codes(openShort())).toEqual(['NO_MAJORITY']);
    expect(codes(openLong('0.7', { stop: '61000' }))).toEqual(['NO_QUORUM']);
  });

  test.each([
    [120_000, 'TradeProposed'],
    [120_001, 'CONFLICT_STALE'],
  ])('a conclusion %i ms after the snapshot: %s', (age, code) => {
    expect(codeOf(snapshot(), openLong(), concludeCycle(T0 + age))).toBe(code);
    expect(codeOf(snapshot('BTC/USDT', { position: long }), close(), concludeCycle(T0 + age))).toBe(code);
  });

  test('policy: the age of a snapshot and the least stop are read from it', () => {
    const tight = { ...DEFAULT_POLICY, maxSnapshotAgeMs: 1_000, minStopPct: '0.02' };
    expect(codeOf(snapshot(), openLong(), concludeCycle(T0 + 1_001, tight))).toBe('CONFLICT_STALE');
    expect(endOf(snapshot(), openLong(), concludeCycle(T0, tight))).toMatchObject({
      data: { intent: { stopPct: '0.02' } },
    });
  });

  test('opposition from afar cuts the confidence to the lower adviser, and says so', () => {
    const facts = factsOf(
      openCycle([snapshot('BTC/USDT', { advisers: split('0.55') })]),
      castVotes([openLong()]),
      concludeCycle(),
    );
    expect(ofType(facts, 'ConflictResolved')).toMatchObject([{ kind: 'adviser-opposition', outcome: 'modify' }]);
    expect(ofType(facts, 'TradeProposed')).toMatchObject([{ intent: { rawConfidence: '0.7', confidence: '0.55' } }]);
  });

  test('legs that cancel each other: one is proposed', () => {
    const trends = { advisers: [adviser('technical', 'long'), adviser('regime', 'flat')] };
    const down = { advisers: [adviser('technical', 'short'), adviser('regime', 'flat')] };
    const legs = [snapshot('BTC/USDT', trends), snapshot('XRP/USDT', down), snapshot('XRP/BTC', trends)];
    const votes = [
      openLong('0.7'),
      openShort('0.8', { instrumentId: 'XRP/USDT', entry: '0.5', stop: '0.51', target: '0.47' }),
      openLong('0.75', { instrumentId: 'XRP/BTC', entry: '0.0000083', stop: '0.0000081', target: '0.000009' }),
    ];
    const facts = factsOf(openCycle(legs), castVotes(votes), concludeCycle());
    expect(ofType(facts, 'TradeProposed').map(({ instrumentId }) => instrumentId)).toEqual(['XRP/USDT']);
    expect(ofType(facts, 'CycleAbandoned').map(({ code }) => code)).toEqual([
      'CONFLICT_CROSS_INSTRUMENT',
      'CONFLICT_CROSS_INSTRUMENT',
    ]);
    expect(ofType(facts, 'ConflictDetected')).toHaveLength(3);
    expect(ofType(facts, 'ConflictResolved').map(({ resolver }) => resolver)).toEqual(['rules', 'rules', 'rules']);
  });
});

describe('votes', () => {
  const opened = factsOf(openCycle([snapshot()], { panel: ['rules', 'model'] }));
  const reasonOf = (command: DecisionCommand, facts = opened) => {
    const [fact] = given(decisionDecider, facts).when(command).facts;
    return fact?.type === 'VoteDiscarded' ? fact.data.reason : fact?.type;
  };

  test.each([
    ['model', VOTE_DEADLINE_MS, 'VoteCast'],
    ['model', VOTE_DEADLINE_MS + 1, 'LATE'],
    ['rules', VOTE_DEADLINE_MS + 1, 'VoteCast'],
  ])('%s after %i ms: %s', (member, ms, expected) => {
    expect(reasonOf(castVotes([openLong()], member, T0 + ms))).toBe(expected);
  });

  test('a stranger is heard of, not counted', () => {
    expect(reasonOf(castVotes([openLong()], 'stranger'))).toBe('NOT_ON_PANEL');
  });

  test('an answer that never came is recorded for every leg', () => {
    const { facts } = given(decisionDecider, factsOf(openCycle([snapshot('BTC/USDT'), snapshot('XRP/USDT')]))).when({
      type: 'CastVotes',
      member: 'rules',
      answer: { invalid: { reason: 'INTERRUPTED', detail: 'the desk was restarted' } },
      policy: DEFAULT_POLICY,
      at: T0,
    });
    expect(ofType(facts, 'VoteDiscarded').map(({ instrumentId, reason }) => [instrumentId, reason])).toEqual([
      ['BTC/USDT', 'INTERRUPTED'],
      ['XRP/USDT', 'INTERRUPTED'],
    ]);
  });

  test('a second answer of a member is a repeat, whatever it says', () => {
    const voted = factsOf(openCycle(), castVotes([openLong()]));
    given(decisionDecider, voted)
      .when(castVotes([openShort()], 'rules', T0 + 5))
      .thenNothing();
  });

  test('after the conclusion an answer is late, is recorded once, and changes nothing', () => {
    const concluded = [...opened, ...given(decisionDecider, opened).when(concludeCycle()).facts];
    expect(reasonOf(castVotes([openLong()], 'model'), concluded)).toBe('LATE');
    given(decisionDecider, concluded)
      .when(castVotes([openLong()], 'model'), concludeCycle(T0 + 9))
      .thenTypes('VoteDiscarded');
  });
});

describe('what cannot have happened stops the stream', () => {
  const facts = factsOf(openCycle(), castVotes([hold()]), concludeCycle());
  const foldAll = (all: readonly DecisionFact[]) => () => given(decisionDecider, all).state();
  const [opening, vote, measured, end] = facts as [DecisionFact, DecisionFact, DecisionFact, DecisionFact];
  const foreign = (fact: DecisionFact, data: object) => ({ ...fact, data: { ...fact.data, ...data } }) as DecisionFact;

  test.each([
    ['opened twice', [opening, opening]],
    ['a vote before the opening', [vote]],
    ['two votes of one member', [opening, vote, vote]],
    ['a vote that counts after the end', [...facts, foreign(vote, { member: 'late' })]],
    ['a measure after the end', [...facts, measured]],
    ['another cycle', [opening, foreign(end, { cycleId: 'other' })]],
    ['a leg that is none', [opening, foreign(end, { instrumentId: 'XRP/BTC' })]],
  ])('%s', (_name, all) => {
    expect(foldAll(all)).toThrow();
  });

  test('and so do commands that only a bug can send', () => {
    const none = decisionDecider.initialState;
    expect(() => decisionDecider.decide(castVotes([hold()]), none)).toThrow('never opened');
    expect(() => decisionDecider.decide(concludeCycle(), none)).toThrow('never opened');
    expect(() => decisionDecider.decide(openCycle([]), none)).toThrow('needs an instrument');
    expect(() => decisionDecider.decide(openCycle([snapshot(), snapshot()]), none)).toThrow('two snapshots');
    const open = given(decisionDecider, [opening]).state();
    expect(() => decisionDecider.decide(openCycle([snapshot()], { cycleId: 'other' }), open)).toThrow(
      'in the stream of',
    );
  });
});

test('F-D1 a vote never reaches the leg of another instrument', () => {
  const legs = [snapshot('BTC/USDT'), snapshot('XRP/USDT')];
  const swapped: readonly Vote[] = [hold({ instrumentId: 'XRP/USDT' }), openLong()];
  const facts = factsOf(openCycle(legs), castVotes(swapped), concludeCycle());
  expect(ofType(facts, 'ConsensusMeasured').map(({ instrumentId, winner }) => [instrumentId, winner])).toEqual([
    ['BTC/USDT', 'open_long'],
    ['XRP/USDT', 'hold'],
  ]);
});
