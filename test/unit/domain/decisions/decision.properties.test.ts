import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import type { DecisionCommand } from '../../../../src/domain/decisions/decision.commands.js';
import { decisionDecider } from '../../../../src/domain/decisions/decision.decider.js';
import type {
  AdviserView,
  DecisionFact,
  Direction,
  InstrumentSnapshot,
} from '../../../../src/domain/decisions/decision.events.js';
import type { DecisionState } from '../../../../src/domain/decisions/decision.state.js';
import { DISCARD_REASONS } from '../../../../src/domain/decisions/votes.js';
import { INSTRUMENT_IDS, type InstrumentId } from '../../../../src/domain/market/instrument.js';
import { REGIMES } from '../../../../src/domain/market/regime.js';
import { ARBITERS, generatedCycles, stepsOf, type GeneratedCycle } from '../../../support/answers.js';
import { T0, adviser, concludeCycle, openCycle, snapshot } from '../../../support/decisions.js';
import { given } from '../../../support/given.js';

const MEMBERS = ['rules', 'a', 'b', 'c'];
const percent = fc.integer({ min: 0, max: 100 }).map((n) => (n / 100).toFixed(2));
const price = fc.oneof(
  fc.constantFrom('60000', '59000', '62000', '0.5', '0.49', '0.52', '0.0000083', '0.0000081', '0.0000088'),
  fc.constantFrom('', 'NaN', '-1', '0', '1e300', 'text'),
);
const vote = fc.record({
  instrumentId: fc.constantFrom<InstrumentId>(...INSTRUMENT_IDS),
  action: fc.constantFrom('open_long', 'open_short', 'close', 'hold', 'BUY'),
  confidence: fc.oneof(percent, fc.constantFrom('NaN', '2')),
  entry: price,
  stop: price,
  target: price,
  reasons: fc.constant(['because']),
});
const answer = fc.oneof(
  { weight: 6, arbitrary: fc.array(vote, { maxLength: 4 }).map((votes) => ({ votes })) },
  fc.array(fc.jsonValue(), { maxLength: 3 }).map((votes) => ({ votes })),
  fc.constantFrom(...DISCARD_REASONS).map((reason) => ({ invalid: { reason, detail: 'x' } })),
);
const advisers: fc.Arbitrary<readonly AdviserView[]> = fc
  .subarray(['technical', 'regime', 'sentiment'] as const)
  .chain((agents) =>
    fc.tuple(
      ...agents.map((agent) =>
        fc.tuple(fc.constantFrom<Direction>('long', 'short', 'flat'), percent).map(([d, c]) => adviser(agent, d, c)),
      ),
    ),
  );
const legs: fc.Arbitrary<readonly InstrumentSnapshot[]> = fc
  .shuffledSubarray([...INSTRUMENT_IDS], { minLength: 1 })
  .chain((ids) =>
    fc.tuple(
      ...ids.map((id) =>
        fc
          .record({
            regime: fc.constantFrom(...REGIMES),
            advisers,
            position: fc.option(fc.constant({ side: 'long', quantity: '1', entry: '1' } as const), { nil: undefined }),
            quoted: fc.boolean(),
            atr: fc.boolean(),
          })
          .map(({ regime, advisers, position, quoted, atr }) => {
            const { quote, atr1h, ...rest } = snapshot(id);
            return {
              ...rest,
              regime,
              advisers,
              ...(position && { position }),
              ...(quoted && quote && { quote }),
              ...(atr && atr1h ? { atr1h } : {}),
            };
          }),
      ),
    ),
  );
const ballots = fc.array(
  fc.tuple(fc.constantFrom(...MEMBERS, 'stranger'), answer, fc.integer({ min: 0, max: 60_000 })),
  {
    maxLength: 6,
  },
);
const cast = ([member, said, ms]: [
  string,
  Extract<DecisionCommand, { type: 'CastVotes' }>['answer'],
  number,
]): DecisionCommand => ({
  type: 'CastVotes',
  member,
  answer: said,
  policy: DEFAULT_POLICY,
  at: T0 + ms,
});
const panels = fc.subarray(MEMBERS);

test('a repeat gives [], what was decided can be folded, and every leg ends exactly once', () => {
  fc.assert(
    fc.property(legs, panels, ballots, fc.integer({ min: 0, max: 200_000 }), (instruments, panel, said, age) => {
      // `given` folds what was decided through JSON and sends each command a second time.
      const { facts, state } = given(decisionDecider, []).when(
        openCycle(instruments, { panel, configuredAdvisers: ['technical', 'regime', 'sentiment'] }),
        ...said.map(cast),
        concludeCycle(T0 + age),
      );
      const ends = facts.flatMap((fact) =>
        fact.type === 'TradeProposed' || fact.type === 'CycleAbandoned' ? [fact.data.instrumentId] : [],
      );
      expect(ends).toEqual(INSTRUMENT_IDS.filter((id) => instruments.some(({ instrumentId }) => instrumentId === id)));
      expect(state.status).toBe('concluded');
    }),
    { numRuns: 500 },
  );
});

test('F-D4 neither the order of answers, panel, legs nor of the keys in a map changes the result', () => {
  const answers = fc.tuple(
    ...MEMBERS.map((member) => answer.map((said) => [member, said, 0] as [string, typeof said, number])),
  );
  fc.assert(
    fc.property(legs, answers, fc.func(fc.integer()), (instruments, said, key) => {
      const shuffle = <T>(list: readonly T[]): T[] =>
        list
          .map((item, i) => [key(i), i, item] as const)
          .sort((a, b) => a[0] - b[0] || b[1] - a[1])
          .map(([, , item]) => item);
      const conclusion = (cycle: DecisionCommand, ballots: typeof said): unknown => {
        const voted = given(decisionDecider, []).when(cycle, ...ballots.map(cast)).facts;
        return given(decisionDecider, voted).when(concludeCycle()).facts;
      };
      const turned = instruments.map(
        (leg) => Object.fromEntries(shuffle(Object.entries(leg))) as unknown as InstrumentSnapshot,
      );
      expect(conclusion(openCycle(shuffle(turned), { panel: shuffle(MEMBERS) }), shuffle(said))).toEqual(
        conclusion(openCycle(instruments, { panel: MEMBERS }), said),
      );
    }),
    { numRuns: 300 },
  );
});

/** Each step as a store would keep it, with the two laws of `given` checked on the way. */
const playThrough = (
  cycle: GeneratedCycle,
  order: (steps: ReturnType<typeof stepsOf>) => ReturnType<typeof stepsOf>,
) => {
  const facts: DecisionFact[] = [];
  let { initialState: state }: { initialState: DecisionState } = decisionDecider;
  for (const step of order(stepsOf(cycle))) {
    const then = given(decisionDecider, facts).when(step(state));
    facts.push(...then.facts);
    state = then.state;
  }
  return { facts, state };
};
const count = (facts: readonly DecisionFact[], type: DecisionFact['type']): readonly string[] =>
  facts
    .flatMap((fact) =>
      fact.type === type
        ? [
            `${String('instrumentId' in fact.data && fact.data.instrumentId)} ${String('kind' in fact.data && fact.data.kind)}`,
          ]
        : [],
    )
    .sort();

test('F-C6 with models and arbiters, in whatever order and cut off wherever: each leg and conflict ends exactly once', () => {
  fc.assert(
    fc.property(generatedCycles, fc.infiniteStream(fc.nat(1000)), fc.nat(9), (cycle, keys, cut) => {
      const { facts, state } = playThrough(cycle, ([open, ...rest]) => {
        const conclude = rest.pop();
        const mixed = rest.map((step) => [keys.next().value as number, step] as const).sort((a, b) => a[0] - b[0]);
        return [open, ...mixed.map(([, step]) => step).slice(0, cut), conclude, ...rest].filter(
          (step) => step !== undefined,
        );
      });
      expect(state.status).toBe('concluded');
      const legs = cycle.legs.map(({ instrumentId }) => `${instrumentId} false`).sort();
      expect(count(facts, 'ConsensusMeasured')).toEqual(legs);
      expect(count(facts, 'ConflictResolved')).toEqual(count(facts, 'ConflictDetected'));
      expect(new Set(count(facts, 'ConflictDetected')).size).toBe(count(facts, 'ConflictDetected').length);
      const ends = facts.filter(({ type }) => type === 'TradeProposed' || type === 'CycleAbandoned');
      expect(ends).toHaveLength(cycle.legs.length);
    }),
    { numRuns: 200 },
  );
});

test('F-D12 arbiters that settle nothing leave what the rules make of it, word for word but for who was asked', () => {
  const outcome = (facts: readonly DecisionFact[]) =>
    facts.flatMap((fact): unknown[] =>
      fact.type === 'TradeProposed' ? [fact.data] : fact.type === 'CycleAbandoned' ? [fact.data.code] : [],
    );
  fc.assert(
    fc.property(generatedCycles, (cycle) => {
      const silent = cycle.rulings.map((each) => ({ ...each, answer: { junk: [] } }));
      const asked = playThrough({ ...cycle, arbiters: ARBITERS, rulings: silent }, (steps) => steps);
      const alone = playThrough({ ...cycle, arbiters: [] }, (steps) => steps);
      expect(outcome(asked.facts)).toEqual(outcome(alone.facts));
    }),
    { numRuns: 200 },
  );
});
