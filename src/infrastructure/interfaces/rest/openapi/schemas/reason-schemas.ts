import type { RuleResult } from '../../../../../domain/account/risk/verdict.js';
import { REGIMES } from '../../../../../domain/market/regime.js';
import type { RecordedFact } from '../../../../../domain/shared/fact.js';
import type { CycleView } from '../../../../../projections/decisions/get-decision.query.js';
import type { AuditView, DecisionView, SignalView, VerdictView, WhyView } from '../../../../../projections/views.js';
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

const decision = object<DecisionView>({
  cycleId: text,
  instrumentId: instrument,
  at: instant,
  regime,
  votes: list(vote),
  discarded: list(object<DecisionView['discarded'][number]>({ member: text, reason: text, detail: text })),
  consensus: optional(consensus),
  conflicts: list(
    object<DecisionView['conflicts'][number]>({
      kind: text,
      detail: text,
      resolver: optional(text),
      outcome: optional(text),
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
  CycleView: object<CycleView>({ cycleId: text, items: list(ref('DecisionView')), facts }),
  RuleResult: rule,
  VerdictView: verdict,
  AuditView: audit,
  RecordedFact: fact,
  WhyView: why,
};
