import { DEFAULT_POLICY } from '../../src/domain/account/risk/policy.js';
import type { DecisionCommand } from '../../src/domain/decisions/decision.commands.js';
import type {
  AdviserView,
  DecisionFact,
  Direction,
  InstrumentSnapshot,
  Vote,
} from '../../src/domain/decisions/decision.events.js';
import type { ModelConsultedData } from '../../src/domain/models/model-call.events.js';
import type { InstrumentId } from '../../src/domain/market/instrument.js';

/** When every snapshot of these tests is frozen. */
export const T0 = Date.UTC(2026, 0, 5, 12);
export const CYCLE = 'cycle-1';

/** Mid prices with a spread of 0.02 %, chosen so that the numbers of the rules' worked example come out. */
const MARKETS: Readonly<Record<InstrumentId, { bid: string; ask: string; atr1h: string }>> = {
  'BTC/USDT': { bid: '59994', ask: '60006', atr1h: '480.288024' },
  'XRP/USDT': { bid: '0.5', ask: '0.5001', atr1h: '0.0049975' },
  'XRP/BTC': { bid: '0.0000083', ask: '0.00000831', atr1h: '0.0000001' },
};

export const adviser = (agent: AdviserView['agent'], direction: Direction, confidence = '0.8'): AdviserView => ({
  agent,
  runId: `run-${agent}`,
  direction,
  confidence,
  validUntil: T0 + 60_000,
  reasons: [],
});

export const snapshot = (
  instrumentId: InstrumentId = 'BTC/USDT',
  more: Partial<InstrumentSnapshot> = {},
): InstrumentSnapshot => {
  const { bid, ask, atr1h } = MARKETS[instrumentId];
  return {
    instrumentId,
    quote: { instrumentId, bid, ask, at: T0, source: 'candle' },
    regime: 'trending_bull',
    atr1h,
    advisers: [adviser('technical', 'long'), adviser('regime', 'long')],
    candles: [],
    dataAgeMs: 0,
    ...more,
  };
};

/** A vote for a long with levels that fit the market of {@link snapshot}. */
export const openLong = (confidence = '0.7', more: Partial<Vote> = {}): Vote => ({
  instrumentId: 'BTC/USDT',
  action: 'open_long',
  confidence,
  entry: '60000',
  stop: '59000',
  target: '62400',
  reasons: ['up'],
  ...more,
});

export const openShort = (confidence = '0.7', more: Partial<Vote> = {}): Vote =>
  openLong(confidence, { action: 'open_short', stop: '61000', target: '57600', reasons: ['down'], ...more });

export const hold = (more: Partial<Vote> = {}): Vote => ({
  instrumentId: 'BTC/USDT',
  action: 'hold',
  confidence: '0.5',
  reasons: ['nothing to do'],
  ...more,
});

export const close = (more: Partial<Vote> = {}): Vote => hold({ action: 'close', reasons: ['turned'], ...more });

export const openCycle = (
  instruments: readonly InstrumentSnapshot[] = [snapshot()],
  more: Partial<Extract<DecisionCommand, { type: 'OpenCycle' }>> = {},
): DecisionCommand => ({
  type: 'OpenCycle',
  cycleId: CYCLE,
  dueAt: T0,
  takenAt: T0,
  instruments,
  panel: ['rules'],
  configuredAdvisers: ['technical', 'regime'],
  at: T0,
  ...more,
});

export const castVotes = (votes: readonly unknown[], member = 'rules', at = T0 + 1_000): DecisionCommand => ({
  type: 'CastVotes',
  member,
  answer: { votes },
  policy: DEFAULT_POLICY,
  at,
});

export const concludeCycle = (at = T0 + 2_000, policy = DEFAULT_POLICY): DecisionCommand => ({
  type: 'ConcludeCycle',
  policy,
  at,
});

/** A call of a model as it is recorded; asked when the snapshot was frozen, unless told otherwise. */
export const consulted = (member: string, more: Partial<ModelConsultedData> = {}): ModelConsultedData => ({
  callId: `call-${member}-${more.purpose ?? 'vote'}`,
  purpose: 'vote',
  member,
  provider: 'openai-compatible',
  model: `${member}-1`,
  prompt: { name: 'trading-decision', version: 1, digest: 'abc', system: 'You advise.', user: 'The market.' },
  answer: '{}',
  outcome: 'answered',
  detail: '',
  inputTokens: 100,
  outputTokens: 10,
  cost: '0.0001',
  attempts: 1,
  askedAt: T0,
  latencyMs: 1_000,
  ...more,
});

/** A member's votes with the call that they came by. */
export const castByModel = (
  votes: readonly unknown[],
  member: string,
  call: Partial<ModelConsultedData> = {},
): DecisionCommand => ({
  type: 'CastVotes',
  member,
  answer: { votes },
  consulted: consulted(member, call),
  policy: DEFAULT_POLICY,
  at: T0 + 1_000,
});

export const detectConflicts = (at = T0 + 1_500, policy = DEFAULT_POLICY): DecisionCommand => ({
  type: 'DetectConflicts',
  policy,
  at,
});

/** An arbiter's answer, asked when the conflicts of {@link detectConflicts} were detected. */
export const recordRuling = (
  rulings: readonly unknown[],
  member = 'primary',
  call: Partial<ModelConsultedData> = {},
): DecisionCommand => ({
  type: 'RecordRuling',
  member,
  answer: { rulings },
  consulted: consulted(member, { purpose: 'ruling', askedAt: T0 + 1_500, ...call }),
  policy: DEFAULT_POLICY,
  at: T0 + 1_500,
});

/** A ruling on the regime of BTC/USDT, unless told otherwise. */
export const ruling = (outcome: string, more: Readonly<Record<string, unknown>> = {}) => ({
  instrumentId: 'BTC/USDT',
  kind: 'regime',
  outcome,
  reason: 'seen',
  ...more,
});

type DataOf<T extends DecisionFact['type']> = Extract<DecisionFact, { type: T }>['data'];
/** What facts of one type say, in their order. */
export const ofType = <T extends DecisionFact['type']>(facts: readonly DecisionFact[], type: T): readonly DataOf<T>[] =>
  facts.filter((fact) => fact.type === type).map(({ data }) => data as DataOf<T>);

/** How the last leg of a cycle ended: the code of its abandonment, or `TradeProposed`. */
export const endOf = (facts: readonly DecisionFact[]): string => {
  const last = facts.at(-1);
  return last?.type === 'CycleAbandoned' ? last.data.code : String(last?.type);
};
