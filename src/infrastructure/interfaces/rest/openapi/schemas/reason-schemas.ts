import type { Modification, RuleResult } from '../../../../../domain/account/risk/verdict.js';
import { MODEL_PURPOSES } from '../../../../../domain/models/model-call.events.js';
import { REGIMES } from '../../../../../domain/market/regime.js';
import type { RecordedFact } from '../../../../../domain/shared/fact.js';
import type { CycleView } from '../../../../../projections/decisions/get-decision.query.js';
import type {
  AuditView,
  CycleCallView,
  DecisionView,
  SeenView,
  SignalView,
  VerdictView,
  WhyView,
} from '../../../../../projections/views.js';
import {
  anything,
  count,
  decimal,
  instant,
  list,
  object,
  oneOf,
  optional,
  position,
  ref,
  text,
  type Schema,
} from '../schema.js';
import { instrument } from './account-schemas.js';

export const regime = oneOf(...REGIMES);
const verdictOutcome = oneOf('approved', 'resized', 'denied');
const candle = { timeframe: text, lastOpenTime: instant, digest: text };

const signal = object<SignalView>({
  runId: text,
  agent: text,
  instrumentId: instrument,
  status: oneOf('recorded', 'missed'),
  direction: optional(oneOf('long', 'short', 'flat')),
  confidence: optional(decimal),
  regime: optional(regime),
  validUntil: optional(instant),
  reasons: list(text),
  at: instant,
  position,
});

const vote = object<DecisionView['votes'][number]>({
  member: text,
  action: text,
  confidence: decimal,
  reasons: list(text),
  entry: optional(decimal),
  stop: optional(decimal),
  target: optional(decimal),
});

const consensus = object<NonNullable<DecisionView['consensus']>>({
  winner: text,
  rawConfidence: decimal,
  factor: decimal,
  adjustedConfidence: decimal,
  arithmetic: list(text),
});

const said = object<NonNullable<DecisionView['discarded'][number]['said']>>({ action: text, confidence: decimal });
const discarded = object<DecisionView['discarded'][number]>({
  member: text,
  reason: text,
  detail: text,
  said: optional(said),
});

const call = object<CycleCallView>({
  callId: text,
  purpose: oneOf(...MODEL_PURPOSES),
  member: text,
  provider: text,
  model: text,
  answeredBy: optional(text),
  prompt: text,
  promptVersion: count,
  outcome: text,
  detail: text,
  cost: decimal,
  latencyMs: count,
});

const seen = object<SeenView>({
  bid: optional(decimal),
  ask: optional(decimal),
  quoteAt: optional(instant),
  atr1h: optional(decimal),
  dataAgeMs: optional(count),
  position: optional(
    object<NonNullable<SeenView['position']>>({ side: oneOf('long', 'short'), quantity: decimal, entry: decimal }),
  ),
  outside: optional(
    list(
      object<NonNullable<SeenView['outside']>[number]>({
        agent: text,
        runId: text,
        direction: oneOf('long', 'short', 'flat'),
        confidence: decimal,
        validUntil: instant,
      }),
    ),
  ),
  rebalance: optional(object<NonNullable<SeenView['rebalance']>>({ planId: text, side: oneOf('buy', 'sell') })),
});

const modification = object<Modification>({
  sizeFactor: optional(decimal),
  maxLeverage: optional(count),
  stopPct: optional(decimal),
});

const decision = object<DecisionView>({
  cycleId: text,
  instrumentId: instrument,
  at: instant,
  regime,
  votes: list(vote),
  discarded: list(discarded),
  panel: list(text),
  models: optional(text),
  calls: list(call),
  seen,
  consensus: optional(consensus),
  conflicts: list(
    object<DecisionView['conflicts'][number]>({
      kind: text,
      detail: text,
      resolver: optional(text),
      outcome: optional(text),
      by: optional(text),
      modification: optional(modification),
      latencyMs: optional(count),
    }),
  ),
  advisers: list(
    object<DecisionView['advisers'][number]>({
      agent: text,
      direction: text,
      confidence: decimal,
      reasons: list(text),
    }),
  ),
  candles: list(object<DecisionView['candles'][number]>(candle)),
  proposal: text,
  detail: optional(text),
  intentId: optional(text),
  verdict: optional(object<NonNullable<DecisionView['verdict']>>({ outcome: verdictOutcome, code: optional(text) })),
  positionId: optional(text),
  netUsdt: optional(decimal),
});

const rule = object<RuleResult>({
  rule: text,
  input: text,
  limit: text,
  result: oneOf('pass', 'shrink', 'fail', 'skipped'),
  code: optional(text),
  round: optional(oneOf('once-more')),
});

const verdict = object<VerdictView>({
  intentId: text,
  assessment: count,
  cycleId: text,
  instrumentId: instrument,
  direction: oneOf('long', 'short'),
  outcome: verdictOutcome,
  code: optional(text),
  failed: list(text),
  rules: list(ref('RuleResult')),
  policyVersion: count,
  equity: optional(decimal),
  order: optional(
    object<NonNullable<VerdictView['order']>>({
      clientOrderId: text,
      quantity: decimal,
      limit: decimal,
      stop: decimal,
      target: decimal,
      leverage: count,
      notionalUsdt: decimal,
    }),
  ),
  at: instant,
  position,
});

const audit = object<AuditView>({
  position,
  at: instant,
  stream: text,
  type: text,
  instrumentId: optional(text),
  text,
  correlationId: text,
  causationId: text,
  actor: text,
});

const fact = object<RecordedFact>({
  stream: text,
  version: count,
  position,
  type: text,
  data: anything,
  metadata: object<RecordedFact['metadata']>({
    eventId: text,
    commandId: text,
    correlationId: text,
    causationId: text,
    actor: text,
    at: instant,
    schema: count,
  }),
});

const facts = list(ref('RecordedFact'));
const why = object<WhyView>({
  fill: ref('RecordedFact'),
  order: facts,
  permission: facts,
  verdict: optional(ref('RecordedFact')),
  decision: facts,
  signals: facts,
  candles: list(object<WhyView['candles'][number]>({ instrumentId: instrument, ...candle })),
  result: optional(ref('RecordedFact')),
  story: list(text),
});

export const REASON_SCHEMAS: Readonly<Record<string, Schema>> = {
  SignalView: signal,
  DecisionView: decision,
  CycleView: object<CycleView>({
    cycleId: text,
    items: list(ref('DecisionView')),
    since: list(
      object<CycleView['since'][number]>({
        instrumentId: text,
        horizonMs: count,
        price: decimal,
        movedPct: decimal,
      }),
    ),
    facts,
  }),
  RuleResult: rule,
  VerdictView: verdict,
  AuditView: audit,
  RecordedFact: fact,
  WhyView: why,
};
