import { MODEL_PURPOSES } from '../../../../../domain/models/model-call.events.js';
import type {
  ComponentsView,
  ComponentView,
  ConflictSummaryView,
  HorizonScoreView,
  ModelCallTexts,
  ModelCallView,
  ModelSpendView,
  ScoreboardView,
  ScoreView,
  TaskView,
} from '../../../../../projections/views.js';
import {
  count,
  decimal,
  flag,
  instant,
  list,
  object,
  oneOf,
  optional,
  position,
  ref,
  text,
  type Fields,
  type Schema,
} from '../schema.js';
import { instrument } from './account-schemas.js';

const horizon = object<HorizonScoreView>({
  horizonMs: count,
  known: count,
  hits: count,
  misses: count,
  brier: optional(decimal),
  averageReturnPct: optional(decimal),
});

const score = object<ScoreView>({
  who: text,
  role: oneOf('adviser', 'member', 'outside'),
  model: optional(text),
  instrumentId: instrument,
  opinions: count,
  calls: count,
  overruled: count,
  late: count,
  silent: count,
  cost: decimal,
  latencyMs: optional(count),
  horizons: list(horizon),
});

const task = object<TaskView>({
  task: text,
  everyMs: count,
  timeoutMs: count,
  after: list(text),
  enabled: flag,
  switched: optional(object<NonNullable<TaskView['switched']>>({ by: text, reason: text, at: instant })),
  running: flag,
  lastRunAt: optional(instant),
  lastOutcome: optional(text),
  nextDueAt: optional(instant),
  runs: count,
  failures: count,
  failuresInARow: count,
});

const spend = object<ModelSpendView>({
  date: text,
  spent: decimal,
  open: decimal,
  limit: optional(decimal),
  occasionLimit: optional(decimal),
  left: optional(decimal),
  pace: oneOf('full', 'slow', 'rules-only'),
  members: list(
    object<ModelSpendView['members'][number]>({ member: text, spent: decimal, open: decimal, reservations: count }),
  ),
  outcomes: list(
    object<ModelSpendView['outcomes'][number]>({ member: text, outcome: text, calls: count, cost: decimal }),
  ),
});

const call: Fields<ModelCallView> = {
  callId: text,
  purpose: oneOf(...MODEL_PURPOSES),
  member: text,
  provider: text,
  model: text,
  answeredBy: optional(text),
  requestId: optional(text),
  prompt: object<ModelCallView['prompt']>({ name: text, version: count, digest: text }),
  outcome: text,
  detail: text,
  inputTokens: count,
  outputTokens: count,
  cost: decimal,
  attempts: count,
  askedAt: instant,
  latencyMs: count,
  recorded: optional(flag),
  cycleId: optional(text),
  instruments: list(text),
  stream: text,
  version: count,
};

const conflict = object<ConflictSummaryView['items'][number]>({
  kind: text,
  resolver: oneOf('rules', 'model', 'nobody'),
  by: optional(text),
  outcome: optional(text),
  count,
  latencyMs: optional(count),
  slowestMs: optional(count),
});

const component = object<ComponentView>({
  component: text,
  level: count,
  since: instant,
  failures: count,
  successes: count,
  detail: text,
  at: instant,
});

export const AGENT_SCHEMAS: Readonly<Record<string, Schema>> = {
  ScoreView: score,
  ScoreboardView: object<ScoreboardView>({
    from: instant,
    to: instant,
    items: list(ref('ScoreView')),
    asOf: optional(position),
  }),
  TaskView: task,
  ModelSpendView: spend,
  ModelCallView: object<ModelCallView>(call),
  ModelCallTexts: object<ModelCallTexts>({ ...call, system: text, user: text, answer: text }),
  ConflictSummaryView: object<ConflictSummaryView>({
    from: instant,
    to: instant,
    items: list(conflict),
    asOf: optional(position),
  }),
  ComponentView: component,
  ComponentsView: object<ComponentsView>({
    level: count,
    since: optional(instant),
    items: list(ref('ComponentView')),
    asOf: optional(position),
  }),
};
