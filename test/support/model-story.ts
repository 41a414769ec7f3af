/**
 * Two cycles with a panel of models, decided by the real deciders, and the prices after them: numbers that can be
 * followed with a pencil. In the first one the panel is right for an hour; one model is late, one is alone against the
 * rest, and an arbiter halves the trade. In the second one a model is silent and nothing comes of it.
 */
import { budgetDecider, type BudgetCommand } from '../../src/domain/budget/budget.decider.js';
import { coordinatorDecider, type CoordinatorCommand } from '../../src/domain/coordinator/coordinator.decider.js';
import { DEFAULT_POLICY } from '../../src/domain/account/risk/policy.js';
import type { DecisionCommand } from '../../src/domain/decisions/decision.commands.js';
import { decisionDecider } from '../../src/domain/decisions/decision.decider.js';
import type { InstrumentSnapshot } from '../../src/domain/decisions/decision.events.js';
import type { Candle } from '../../src/domain/market/candle.js';
import type { ModelConsulted } from '../../src/domain/models/model-call.events.js';
import type { Decider } from '../../src/domain/shared/decider.js';
import type { Fact } from '../../src/domain/shared/fact.js';
import { streams } from '../../src/domain/shared/stream-names.js';
import { HOUR, MINUTE, utcDateOf } from '../../src/domain/shared/time.js';
import {
  T0,
  adviser,
  castByModel,
  castVotes,
  concludeCycle,
  consulted,
  detectConflicts,
  hold,
  openCycle,
  openLong,
  openShort,
  recordRuling,
  ruling,
  snapshot,
} from './decisions.js';
import type { Commit } from './desk-log.js';

export { T0 };
export const T1 = T0 + HOUR;
export const DATE = utcDateOf(T0);

/** What the decider makes of the commands, a commit for each. */
const played = <Command extends { readonly at: number }, State, F extends Fact>(
  { initialState, evolve, decide }: Decider<Command, State, F>,
  stream: string,
  commands: readonly Command[],
): readonly Commit[] => {
  let state = initialState;
  return commands.flatMap((command) => {
    const facts = decide(command, state);
    state = facts.reduce(evolve, state);
    return facts.length === 0 ? [] : [{ stream, at: command.at, facts: facts as unknown as Commit['facts'] }];
  });
};

const leg = (at: number): InstrumentSnapshot => {
  const views = [
    adviser('technical', 'long', '0.8'),
    adviser('regime', 'flat', '0.5'),
    adviser('sentiment', 'long', '0.7'),
  ];
  const quote = { instrumentId: 'BTC/USDT' as const, bid: '59994', ask: '60006', at, source: 'candle' as const };
  const outside = [{ agent: 'weather', runId: 'w', direction: 'short' as const, confidence: '0.6', validUntil: at }];
  return snapshot('BTC/USDT', { regime: 'choppy', quote, advisers: views, outside });
};

export const MODELS_SENTENCE = 'rules propose an opening, so three models are asked';
const opened = (cycleId: string, at: number): DecisionCommand =>
  openCycle([leg(at)], {
    cycleId,
    dueAt: at,
    takenAt: at,
    at,
    panel: ['rules', 'steady', 'slow', 'wild'],
    configuredAdvisers: ['technical', 'regime', 'sentiment'],
    models: MODELS_SENTENCE,
    arbiters: ['primary'],
  });

/** Text that a page must never take for markup. */
export const HOSTILE = '<img src=x onerror="document.title=\'broken\'"><b>up</b>';
const prompt = { name: 'trading-decision', version: 3, digest: 'd3', system: 'You advise. Never size.', user: HOSTILE };

const first: readonly DecisionCommand[] = [
  opened('cycle-a', T0),
  castVotes([openLong('0.7')]),
  castByModel([openLong('0.8', { reasons: [HOSTILE] })], 'steady', {
    callId: 'call-1',
    latencyMs: 2_000,
    cost: '0.0011',
    prompt,
    answer: HOSTILE,
  }),
  castByModel([openLong('0.6')], 'slow', { callId: 'call-2', latencyMs: 31_000, cost: '0.0002' }),
  castByModel([openShort('0.9')], 'wild', { callId: 'call-3', latencyMs: 900, cost: '0.0004' }),
  detectConflicts(),
  recordRuling([ruling('modify', { sizeFactor: '0.5' })], 'primary', {
    callId: 'call-4',
    latencyMs: 2_500,
    cost: '0.0003',
  }),
  concludeCycle(T0 + 34_000),
];

const inSecond = { askedAt: T1 };
const later = <C extends DecisionCommand>(command: C, ms = 1_000): C => ({ ...command, at: T1 + ms });
const second: readonly DecisionCommand[] = [
  opened('cycle-b', T1),
  later(castVotes([openLong('0.7')])),
  {
    type: 'CastVotes',
    member: 'steady',
    answer: { invalid: { reason: 'TIMEOUT', detail: 'nothing within 30 000 ms' } },
    consulted: consulted('steady', {
      callId: 'call-5',
      ...inSecond,
      outcome: 'TIMEOUT',
      detail: 'nothing within 30 000 ms',
      latencyMs: 30_000,
      cost: '0',
      answer: '',
    }),
    policy: DEFAULT_POLICY,
    at: T1 + 1_000,
  },
  later(castByModel([hold()], 'slow', { callId: 'call-6', latencyMs: 3_000, cost: '0.0002', ...inSecond })),
  later(castByModel([hold()], 'wild', { callId: 'call-7', latencyMs: 1_100, cost: '0.0004', ...inSecond })),
  later(concludeCycle(), 31_000),
];

/** One call for the signals of two instruments, recorded with both. */
const news: ModelConsulted = {
  type: 'ModelConsulted',
  data: consulted('steady', { callId: 'call-8', purpose: 'sentiment', askedAt: T0 - 60_000, cost: '0.0006' }),
};
const signals: readonly Commit[] = (['BTC/USDT', 'XRP/USDT'] as const).map((instrumentId) => ({
  stream: streams.signal(`sentiment.${instrumentId}`),
  at: T0 - 59_000,
  facts: [
    news,
    {
      type: 'SignalMissed',
      data: {
        runId: `news-${instrumentId}`,
        agent: 'sentiment',
        instrumentId,
        recordedAt: T0 - 59_000,
        reason: 'invalid_answer',
        detail: 'not JSON',
      },
    },
  ],
}));

const reserve = (callId: string, member: string, amount: string, at = T0): BudgetCommand => ({
  type: 'ReserveSpend',
  at,
  callId,
  occasion: 'cycle-a',
  member,
  amount,
  dayLimit: '1.00',
  occasionLimit: '0.10',
});
const budget: readonly BudgetCommand[] = [
  reserve('call-1', 'steady', '0.02'),
  reserve('call-2', 'slow', '0.01'),
  reserve('call-3', 'wild', '0.03'),
  reserve('call-9', 'wild', '0.03'),
  { type: 'SettleSpend', at: T0 + 2_000, callId: 'call-1', cost: '0.0011' },
  { type: 'SettleSpend', at: T0 + 31_000, callId: 'call-2', cost: '0.0002' },
  { type: 'ReleaseSpend', at: T0 + 31_000, callId: 'call-9' },
];

const run = { task: 'trading-decision' as const };
const failed = (n: number): CoordinatorCommand => ({
  type: 'ReportComponent',
  at: T0 + n * MINUTE,
  component: 'model:steady',
  ok: false,
  detail: `nothing within 30 000 ms, time ${n}`,
});
const coordinator: readonly CoordinatorCommand[] = [
  { type: 'StartRun', at: T0, dueAt: T0, ...run },
  { type: 'CompleteRun', at: T0 + 34_000, dueAt: T0, ...run },
  failed(1),
  failed(2),
  failed(3),
  { type: 'StartRun', at: T1, dueAt: T1, ...run },
  { type: 'FailRun', at: T1 + MINUTE, dueAt: T1, reason: 'timeout', detail: 'cut off', ...run },
  { type: 'DisableTask', at: T1 + MINUTE, task: 'sentiment', by: 'ada', reason: 'the feed is broken' },
];

export const modelStory: readonly Commit[] = [
  ...signals,
  ...played(coordinatorDecider, streams.coordinator('paper'), coordinator),
  ...played(budgetDecider, streams.modelBudget(DATE), budget),
  ...played(decisionDecider, streams.decision('cycle-a'), first),
  ...played(decisionDecider, streams.decision('cycle-b'), second),
];

/** Closes of BTC/USDT by hours after T0; the snapshots stood at 60 000 both times. */
export const CLOSES: Readonly<Record<number, string>> = { 1: '60600', 2: '60000', 4: '59400', 24: '61200' };

export const candlesAfter: readonly Candle[] = Object.entries(CLOSES).map(([hours, close]) => ({
  instrumentId: 'BTC/USDT',
  timeframe: '1m',
  openTime: T0 + Number(hours) * HOUR - MINUTE,
  open: close,
  high: close,
  low: close,
  close,
  volume: '1',
}));
