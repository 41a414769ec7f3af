/** Whole decision cycles with answers of every kind: good, malformed, greedy, late; for tests that hold for all of them. */
import fc from 'fast-check';
import { DEFAULT_POLICY } from '../../src/domain/account/risk/policy.js';
import type { DecisionCommand } from '../../src/domain/decisions/decision.commands.js';
import type { Direction, InstrumentSnapshot } from '../../src/domain/decisions/decision.events.js';
import type { DecisionState } from '../../src/domain/decisions/decision.state.js';
import { openConflicts } from '../../src/domain/decisions/open-conflicts.js';
import { DISCARD_REASONS, type InvalidAnswer } from '../../src/domain/decisions/votes.js';
import { INSTRUMENT_IDS, type InstrumentId } from '../../src/domain/market/instrument.js';
import { T0, adviser, concludeCycle, consulted, detectConflicts, openCycle, snapshot } from './decisions.js';

export const MEMBERS = ['rules', 'a', 'b', 'c'];
export const ARBITERS = ['primary', 'fallback'];

/** Near the middle of the markets of `snapshot`. */
const MIDS: Readonly<Record<InstrumentId, number>> = { 'BTC/USDT': 60_000, 'XRP/USDT': 0.5, 'XRP/BTC': 0.0000083 };
const ODD = ['', 'NaN', '-1', '0', '1e300', 'Infinity', '0x10', null, 0.5, {}, [], true] as const;

const odd = fc.constantFrom<unknown>(...ODD);
const orOdd = <T>(fine: fc.Arbitrary<T>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 60, arbitrary: fine }, { weight: 1, arbitrary: odd });
const between = (from: number, to: number) => fc.integer({ min: from, max: to }).map((n) => n / 10_000);

/** What a greedy answer adds: none of it is part of a vote. */
const greed = fc.constantFrom<Readonly<Record<string, unknown>>>(
  {},
  { size: '1000000', quantity: '50', notional: '9e9' },
  { leverage: 50, maxLeverage: 50, modification: { sizeFactor: '10' } },
  { side: 'sell', direction: 'short', intent: { leverage: 9 }, approved: true },
);

const price = (id: InstrumentId, factor: number): string => (MIDS[id] * factor).toFixed(12);

/** A vote with levels that mostly fit: on their sides, and near the market. */
const plausible = (id: InstrumentId, action: string) =>
  fc
    .record({
      confidence: orOdd(between(5_500, 10_000).map(String)),
      entry: fc.oneof({ weight: 9, arbitrary: between(-40, 40) }, between(-600, 600)),
      stop: between(-2, 300),
      target: between(-2, 1_500),
      wrong: fc.oneof({ weight: 40, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: odd }),
      greed,
    })
    .map(({ confidence, entry, stop, target, wrong, greed: more }) => {
      const sign = action === 'open_short' ? -1 : 1;
      const at = (distance: number) => price(id, (1 + entry) * (1 + sign * distance));
      const levels = { entry: at(0), stop: at(-stop), target: wrong ?? at(target) };
      return { ...more, instrumentId: id, action, confidence, reasons: ['because'], ...levels };
    });

/** What each leg is mostly voted for; without a majority nothing would ever be proposed. */
type Mood = Readonly<Record<InstrumentId, string>>;

const action = fc.constantFrom('open_long', 'open_short', 'close', 'hold', 'BUY', 'do not open_long');
const votes = (legs: readonly InstrumentId[], mood: Mood) =>
  fc.tuple(
    ...legs.map((id) =>
      fc
        .oneof({ weight: 8, arbitrary: fc.constant(mood[id]) }, { weight: 1, arbitrary: action })
        .chain((chosen) => plausible(id, chosen)),
    ),
  );

const junk = (legs: readonly InstrumentId[], mood: Mood): fc.Arbitrary<readonly unknown[]> =>
  fc.oneof(
    fc.array(fc.jsonValue({ maxDepth: 2 }), { maxLength: 3 }),
    votes(legs, mood).map((all) => [...all, ...all]),
    votes(legs, mood).map((all) => [...all, { ...all[0], instrumentId: 'DOGE/USDT' }]),
    votes(legs, mood).map((all) => all.map((vote) => ({ ...vote, instrumentId: 'XRP/BTC' }))),
    fc.constant([]),
  );

type Said = { readonly votes: readonly unknown[] } | { readonly invalid: InvalidAnswer };
const saidBy = (legs: readonly InstrumentId[], mood: Mood): fc.Arbitrary<Said> =>
  fc.oneof(
    { weight: 10, arbitrary: votes(legs, mood).map((all) => ({ votes: all })) },
    { weight: 1, arbitrary: junk(legs, mood).map((all) => ({ votes: all })) },
    {
      weight: 1,
      arbitrary: fc.constantFrom(...DISCARD_REASONS).map((reason) => ({ invalid: { reason, detail: 'x' } })),
    },
  );

type Fields = Readonly<Record<string, unknown>>;

/** How a ruling goes on whatever was asked about. */
const verdict: fc.Arbitrary<Fields> = fc.oneof(
  fc.constantFrom<Fields>({ outcome: 'proceed' }, { outcome: 'wait' }, { outcome: 'double' }),
  fc
    .record({ sizeFactor: between(0, 10_500).map(String), stopPct: between(1, 200).map(String) }, { requiredKeys: [] })
    .map((fields) => ({ outcome: 'modify', ...fields })),
  fc
    .record(
      {
        sizeFactor: odd,
        maxLeverage: fc.constantFrom<unknown>(1, 2, 3, 5, 6, 50, '2', 1.5, null),
        stopPct: fc.oneof(between(1, 400).map(String), odd),
        instrumentId: fc.constantFrom('DOGE/USDT', 'XRP/BTC'),
        kind: fc.constantFrom('cross-instrument', 'size'),
      },
      { requiredKeys: [] },
    )
    .map((fields) => ({ outcome: 'modify', ...fields })),
);
const rulings: fc.Arbitrary<GeneratedRuling['answer']> = fc.oneof(
  { weight: 5, arbitrary: fc.array(verdict, { minLength: 1, maxLength: 3 }).map((verdicts) => ({ verdicts })) },
  { weight: 1, arbitrary: fc.array(fc.jsonValue({ maxDepth: 1 }), { maxLength: 2 }).map((junk) => ({ junk })) },
);

const view = (agent: 'technical' | 'regime' | 'sentiment', mood: string) => {
  const own: Direction = mood === 'open_short' ? 'short' : 'long';
  const confidence = fc.integer({ min: 40, max: 99 }).map((n) => `0.${n}`);
  const other: Direction = own === 'long' ? 'short' : 'long';
  const direction = fc.constantFrom<Direction>(
    own,
    own,
    own,
    own,
    own,
    'flat',
    other,
    agent === 'sentiment' ? other : own,
  );
  return fc.tuple(direction, confidence).map(([seen, sure]) => adviser(agent, seen, sure));
};

const regimes = [
  'trending_bull',
  'trending_bear',
  'ranging',
  'quiet',
  'volatile',
  'choppy',
  'choppy',
  'unknown',
] as const;
const legOf = (id: InstrumentId, mood: string): fc.Arbitrary<InstrumentSnapshot> =>
  fc
    .record({
      regime: fc.constantFrom(...regimes),
      advisers: fc.tuple(view('technical', mood), view('regime', mood), view('sentiment', mood)),
      isOpen: fc.boolean(),
      rebalance: fc.constantFrom(undefined, 'buy' as const, 'sell' as const),
      atr: fc.constantFrom<unknown>('own', 'own', 'own', 'tiny', undefined),
    })
    .map(({ regime, advisers, isOpen, rebalance, atr }) => {
      const { atr1h, ...bare } = snapshot(id, { regime, advisers });
      const known = atr === 'own' ? atr1h : price(id, 0.0005);
      return {
        ...bare,
        ...(atr === undefined || known === undefined ? {} : { atr1h: known }),
        ...(isOpen ? { position: { side: 'long', quantity: '1', entry: '1' } as const } : {}),
        ...(rebalance ? { rebalance: { planId: 'plan-1', side: rebalance } } : {}),
      };
    });

const moods = fc.record({
  'BTC/USDT': fc.constantFrom('open_long', 'open_short', 'close'),
  'XRP/USDT': fc.constantFrom('open_long', 'open_short', 'hold'),
  'XRP/BTC': fc.constantFrom('open_long', 'open_short'),
});

export interface GeneratedCycle {
  readonly legs: readonly InstrumentSnapshot[];
  readonly panel: readonly string[];
  readonly arbiters: readonly string[];
  readonly said: readonly { readonly member: string; readonly answer: Said; readonly latencyMs: number }[];
  readonly rulings: readonly GeneratedRuling[];
}

interface GeneratedRuling {
  readonly member: string;
  /** In turn on what is asked; or a list that answers nothing. */
  readonly answer: { readonly verdicts: readonly Fields[] } | { readonly junk: readonly unknown[] };
  readonly latencyMs: number;
}

const late = fc.oneof({ weight: 9, arbitrary: fc.constant(900) }, { weight: 1, arbitrary: fc.nat(60_000) });

export const generatedCycles: fc.Arbitrary<GeneratedCycle> = fc
  .tuple(fc.shuffledSubarray([...INSTRUMENT_IDS], { minLength: 1 }), moods)
  .chain(([ids, mood]) => {
    const spoken = fc.shuffledSubarray([...MEMBERS, 'stranger'], { minLength: 4 });
    return fc.record({
      legs: fc.tuple(...ids.map((id) => legOf(id, mood[id]))),
      panel: fc.constantFrom(MEMBERS, MEMBERS, ['rules', 'a', 'b'], ['rules', 'b'], ['rules']),
      arbiters: fc.constantFrom([], ARBITERS, ARBITERS, ARBITERS),
      said: spoken.chain((members) =>
        fc.tuple(
          ...members.map((member) =>
            fc.record({ member: fc.constant(member), answer: saidBy(ids, mood), latencyMs: late }),
          ),
        ),
      ),
      rulings: fc.tuple(
        ...[...ARBITERS, 'stranger'].map((member) =>
          fc.record({ member: fc.constant(member), answer: rulings, latencyMs: fc.constantFrom(500, 500, 6_001) }),
        ),
      ),
    });
  });

const policy = DEFAULT_POLICY;
const castBy = ({ member, answer, latencyMs }: GeneratedCycle['said'][number]): DecisionCommand => ({
  type: 'CastVotes',
  member,
  answer,
  ...(member === 'rules' ? {} : { consulted: consulted(member, { latencyMs }) }),
  policy,
  at: T0 + 1_000,
});
const ruledBy = ({ member, answer, latencyMs }: GeneratedRuling, state: DecisionState): DecisionCommand => {
  const asked = openConflicts(state, policy);
  const onAsked = (verdicts: readonly Fields[]) =>
    asked.map(({ instrumentId, kind }, i) => ({
      instrumentId,
      kind,
      reason: 'seen',
      ...verdicts[i % verdicts.length],
    }));
  return {
    type: 'RecordRuling',
    member,
    answer: { rulings: 'junk' in answer ? answer.junk : onAsked(answer.verdicts) },
    consulted: consulted(member, { purpose: 'ruling', askedAt: T0 + 1_500, latencyMs }),
    policy,
    at: T0 + 1_500,
  };
};

/** The whole cycle in turn, from the snapshot to its conclusion; a ruling is on what is open by then. */
export const stepsOf = ({
  legs,
  panel,
  arbiters,
  said,
  rulings: ruled,
}: GeneratedCycle): readonly ((state: DecisionState) => DecisionCommand)[] => [
  () => openCycle(legs, { panel, arbiters, configuredAdvisers: ['technical', 'regime', 'sentiment'] }),
  ...said.map((each) => () => castBy(each)),
  () => detectConflicts(),
  ...ruled.map((each) => (state: DecisionState) => ruledBy(each, state)),
  () => concludeCycle(),
];
