/** No list of answers, however made, gives a proposal outside the rules. */
import fc from 'fast-check';
import { assessIntent } from '../../../../src/domain/account/risk/assess-intent.js';
import { CONFIDENCE_TIERS, DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import type { ApprovedOrder, OpeningIntent } from '../../../../src/domain/account/risk/verdict.js';
import { decisionDecider } from '../../../../src/domain/decisions/decision.decider.js';
import type { DecisionFact, InstrumentSnapshot } from '../../../../src/domain/decisions/decision.events.js';
import { quorumOf } from '../../../../src/domain/decisions/consensus.js';
import { openConflicts } from '../../../../src/domain/decisions/open-conflicts.js';
import { readRulings } from '../../../../src/domain/decisions/rulings.js';
import { readVotes } from '../../../../src/domain/decisions/votes.js';
import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import { REGIME_RULES } from '../../../../src/domain/market/regimes.js';
import { dec } from '../../../../src/domain/shared/decimal.js';
import {
  CYCLE,
  T0,
  castVotes,
  detectConflicts,
  openCycle,
  openLong,
  snapshot,
  ofType,
} from '../../../support/decisions.js';
import { stepsOf, generatedCycles, type GeneratedCycle } from '../../../support/answers.js';
import { given } from '../../../support/given.js';
import { account, assess } from '../../../support/risk.js';
import { testWithShared } from '../../../support/shared-data.js';

/** Each cycle hears at least four answers, and up to three rulings. */
const CYCLES = Number(process.env['TRIBUNE_ANSWERS'] ?? 10_000) / 4;

const INTENT_FIELDS = [
  'assessment',
  'confidence',
  'cycleId',
  'direction',
  'entry',
  'instrumentId',
  'intentId',
  'modification',
  'proposedBy',
  'rawConfidence',
  'regime',
  'snapshotAt',
  'stopPct',
  'targetPct',
];
const VOTE_FIELDS = ['action', 'confidence', 'entry', 'instrumentId', 'reasons', 'stop', 'target'];

const play = (cycle: GeneratedCycle): readonly DecisionFact[] => {
  const facts: DecisionFact[] = [];
  let state = decisionDecider.initialState;
  for (const step of stepsOf(cycle)) {
    const next = decisionDecider.decide(step(state), state);
    state = next.reduce((folded, fact) => decisionDecider.evolve(folded, fact), state);
    facts.push(...next);
  }
  return facts;
};

const expectIn = (value: number, from: number, to: number): void => {
  expect(value).toBeGreaterThanOrEqual(from * (1 - 1e-9));
  expect(value).toBeLessThanOrEqual(to * (1 + 1e-9));
};

/** The votes on a leg that count, by what is on record. */
const agreeing = (facts: readonly DecisionFact[], panel: readonly string[], wanted: OpeningIntent) => {
  const valid = ofType(facts, 'VoteCast').filter(
    ({ member, vote }) => panel.includes(member) && vote.instrumentId === wanted.instrumentId,
  );
  const action = wanted.direction === 'long' ? 'open_long' : 'open_short';
  const same = valid.filter(({ vote }) => vote.action === action);
  expect(valid.length).toBeGreaterThanOrEqual(quorumOf(panel.length));
  expect(2 * same.length).toBeGreaterThan(valid.length);
  return same.map(({ vote }) => vote);
};

const checkModification = ({ modification, stopPct }: OpeningIntent, facts: readonly DecisionFact[]): void => {
  if (modification === undefined) return;
  const ruled = ofType(facts, 'ConflictResolved').filter(({ resolver }) => resolver === 'model');
  expect(ruled.some((each) => each.modification !== undefined)).toBe(true);
  for (const key of Object.keys(modification)) expect(['maxLeverage', 'sizeFactor', 'stopPct']).toContain(key);
  if (modification.sizeFactor !== undefined) {
    expect(Number(modification.sizeFactor)).toBeGreaterThan(0);
    expectIn(Number(modification.sizeFactor), 0, 1);
  }
  if (modification.maxLeverage !== undefined) expect([1, 2, 3, 4, 5]).toContain(modification.maxLeverage);
  if (modification.stopPct !== undefined) expect(dec(modification.stopPct).lte(stopPct)).toBe(true);
};

const checkIntent = (
  intent: OpeningIntent,
  leg: InstrumentSnapshot,
  facts: readonly DecisionFact[],
  panel: readonly string[],
) => {
  for (const key of Object.keys(intent)) expect(INTENT_FIELDS).toContain(key);
  const votes = agreeing(facts, panel, intent);
  const [entry, stopPct, targetPct] = [Number(intent.entry), Number(intent.stopPct), Number(intent.targetPct)];
  const mid = (Number(leg.quote?.bid) + Number(leg.quote?.ask)) / 2;
  expectIn(entry, mid * 0.98, mid * 1.02);
  // Never nearer than 1 %, never wider than the regime's multiple of the ATR: votes can only bring it in.
  const byRegime = (Number(REGIME_RULES[leg.regime].stopAtr ?? 2) * Number(leg.atr1h)) / entry;
  expectIn(stopPct, 0.01, Math.max(0.01, byRegime));
  expect(targetPct).toBeGreaterThan(0);
  if (intent.direction === 'short') expect(targetPct).toBeLessThan(1);
  const raw = votes.map(({ confidence }) => Number(confidence));
  expectIn(Number(intent.rawConfidence), Math.min(...raw), Math.max(...raw));
  expectIn(Number(intent.confidence), 0, Math.min(1, Number(intent.rawConfidence) * 1.3));
  checkModification(intent, facts);
};

const TIERS = CONFIDENCE_TIERS.map((tier) => ({ ...tier, from: Number(tier.minConfidence), size: Number(tier.size) }));

/** The formula of the rules, computed by itself: 10 000 of equity, fees 0.4 %, slippage 0.2 %. */
const formula = (intent: OpeningIntent): { readonly size: number; readonly leverage: number } => {
  const [raw, adjusted] = [Number(intent.rawConfidence), Number(intent.confidence)];
  const tierOf = (confidence: number) => TIERS.findIndex(({ from }) => confidence >= from);
  const sizing = TIERS[Math.max(tierOf(adjusted), tierOf(raw) - 1)]!;
  const floor = TIERS[Math.max(tierOf(adjusted), tierOf(raw))]!;
  const regime = REGIME_RULES[intent.regime];
  const base = 10_000 * Number(regime.sizeFactor);
  const byRisk = (base * 0.01 * sizing.size) / (Math.max(0.01, Number(intent.stopPct)) + 0.01);
  const { sizeFactor = '1', maxLeverage = 5 } = intent.modification ?? {};
  return {
    size: Math.min(byRisk, base * Number(sizing.maxPositionPct)) * Number(sizeFactor),
    leverage: Math.min(5, regime.maxLeverage, floor.maxLeverage, maxLeverage),
  };
};

const QUOTES = Object.fromEntries(INSTRUMENT_IDS.map((id) => [id, snapshot(id).quote!]));
const ACCOUNT = account({ day: { openedAt: T0, equity: '10000', tradingPnl: '0' } });

const checkOrder = (order: ApprovedOrder, intent: OpeningIntent): void => {
  const most = formula(intent);
  expect(order.instrumentId).toBe(intent.instrumentId);
  expect(order.side).toBe(intent.direction === 'long' ? 'buy' : 'sell');
  expect(Number(order.notionalUsdt)).toBeLessThanOrEqual(most.size * (1 + 1e-9));
  expect(order.leverage).toBeLessThanOrEqual(most.leverage);
  const sign = intent.direction === 'long' ? 1 : -1;
  const [limit, stop, target] = [Number(order.limit), Number(order.stop), Number(order.target)];
  // Ticks: the limit is rounded towards filling, the stop away from it.
  const tick = intent.instrumentId === 'BTC/USDT' ? 0.1 : intent.instrumentId === 'XRP/USDT' ? 0.00001 : 1e-8;
  expectIn(sign * (limit - stop), limit * 0.01 - 2 * tick, limit * Number(intent.stopPct) + 3 * tick);
  expect(sign * (target - limit)).toBeGreaterThan(0);
};

interface Seen {
  proposals: number;
  modified: number;
  ruled: number;
  approved: number;
}

const checkCycle = (cycle: GeneratedCycle, facts: readonly DecisionFact[], seen: Seen): void => {
  for (const { vote } of ofType(facts, 'VoteCast'))
    for (const key of Object.keys(vote)) expect(VOTE_FIELDS).toContain(key);
  const proposals = ofType(facts, 'TradeProposed');
  expect(proposals.length + ofType(facts, 'CycleAbandoned').length).toBe(cycle.legs.length);
  const resolved = ofType(facts, 'ConflictResolved');
  seen.ruled += resolved.filter(({ resolver }) => resolver === 'model').length;
  for (const proposal of proposals) {
    const leg = cycle.legs.find(({ instrumentId }) => instrumentId === proposal.instrumentId);
    if (!leg) throw new Error(`${proposal.instrumentId} is no leg of the cycle`);
    seen.proposals += 1;
    if (proposal.kind === 'close') {
      expect(leg.position).toBeDefined();
      continue;
    }
    const { intent } = proposal;
    expect([intent.instrumentId, intent.cycleId, intent.proposedBy]).toEqual([leg.instrumentId, CYCLE, 'agents']);
    checkIntent(intent, leg, facts, cycle.panel);
    const own = resolved.filter(({ instrumentId }) => instrumentId === leg.instrumentId);
    expect(own.some(({ outcome }) => outcome === 'wait' || outcome === 'abort')).toBe(false);
    if (leg.regime === 'choppy')
      expect(own).toContainEqual(expect.objectContaining({ kind: 'regime', resolver: 'model' }));
    if (intent.modification) seen.modified += 1;
    const verdict = assessIntent(assess(intent, { at: T0 + 2_000, quotes: QUOTES }), ACCOUNT);
    if (verdict.type === 'IntentDenied') continue;
    seen.approved += 1;
    checkOrder(verdict.data.order, intent);
  }
};

test('F-C13 F-D6 F-R19 no list of answers proposes a size, a leverage, an instrument, a stop or a side of its own', () => {
  const seen: Seen = { proposals: 0, modified: 0, ruled: 0, approved: 0 };
  fc.assert(
    fc.property(generatedCycles, (cycle) => checkCycle(cycle, play(cycle), seen)),
    { numRuns: CYCLES },
  );
  // What is never proposed proves nothing.
  expect(seen.proposals).toBeGreaterThan(CYCLES / 5);
  expect(seen.approved).toBeGreaterThan(CYCLES / 15);
  expect(seen.ruled).toBeGreaterThan(CYCLES / 30);
  expect(seen.modified).toBeGreaterThan(CYCLES / 60);
}, 60_000);

/** Every value in a recorded answer, also those that stand as text in it. */
const valuesIn = (value: unknown): readonly unknown[] => {
  if (typeof value === 'string') {
    try {
      const inner: unknown = JSON.parse(value);
      return [value, ...(typeof inner === 'object' ? valuesIn(inner) : [inner])];
    } catch {
      return [value];
    }
  }
  return typeof value === 'object' && value !== null ? [value, ...Object.values(value).flatMap(valuesIn)] : [value];
};

describe('F-D6 what real providers sent for another question is no vote and no ruling', () => {
  const files = [
    'anthropic-json-other-tool.1',
    'anthropic-json-output-format.1',
    'anthropic-json-tool.1',
    'anthropic-text',
    'anthropic-tool-no-args',
    'deepseek-json',
    'deepseek-reasoning',
    'deepseek-text',
    'deepseek-tool-call',
  ];
  const leg = snapshot('BTC/USDT', { regime: 'choppy' });
  const asked = openConflicts(
    given(decisionDecider, []).when(
      openCycle([leg], { arbiters: ['primary'] }),
      castVotes([openLong()]),
      detectConflicts(),
    ).state,
    DEFAULT_POLICY,
  );
  for (const file of files)
    testWithShared(`llm/vercel_ai/${file}.json`, file, (content) => {
      const values = valuesIn(JSON.parse(content));
      expect(values.length).toBeGreaterThan(5);
      for (const value of values) {
        const named = { ...(typeof value === 'object' ? value : { value }), instrumentId: 'BTC/USDT' };
        for (const answer of [Array.isArray(value) ? (value as unknown[]) : [value], [named], [named, named]]) {
          expect(readVotes(answer, [leg], DEFAULT_POLICY).filter((said) => 'vote' in said)).toEqual([]);
          expect(readRulings(answer, asked).valid).toEqual([]);
          expect(readRulings([{ ...named, kind: 'regime' }], asked).valid).toEqual([]);
        }
      }
    });
});
