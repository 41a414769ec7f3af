import type { InstrumentId } from '../market/instrument.js';
import type { DeskFact } from '../shared/fact-catalogue.js';
import type { RecordedFact } from '../shared/fact.js';
import type { StreamCategory } from '../shared/stream-names.js';
import { outsideAgent } from '../outside-agents/outside-name.js';
import { EVERYONE, type Message, type MessageType, type Priority } from './message.js';

/** Topics that are made of the desk's facts; all other names are free for what is published. */
export const FACT_TOPICS = ['signals', 'decisions', 'vetoes', 'alerts', 'requests', 'responses'] as const;
type FactTopic = (typeof FACT_TOPICS)[number];

/** Streams that may hold a message. */
export const MESSAGE_CATEGORIES: readonly StreamCategory[] = [
  'signal',
  'decision',
  'account',
  'order',
  'outsideAgents',
  'topic',
];

/** What a fact is as a message, beside its metadata. */
interface Sketch {
  readonly topic: string;
  readonly type: MessageType;
  readonly priority: Priority;
  readonly payload: object;
  /** Absent: the event's own. */
  readonly messageId?: string;
  /** Absent: the actor of the fact. */
  readonly source?: string;
  /** Absent: everyone. */
  readonly target?: string;
  /** Absent: 0. */
  readonly ttlMs?: number;
}

type DataOf<T extends DeskFact['type']> = Extract<DeskFact, { type: T }>['data'];
type Routes = { readonly [T in DeskFact['type']]?: (data: DataOf<T>) => Sketch };

const on =
  (topic: FactTopic, type: MessageType, priority: Priority, ttlMs = 0) =>
  (payload: object): Sketch => ({ topic, type, priority, payload, ttlMs });

const signal = on('signals', 'signal', 'normal');
const alarm = on('alerts', 'alert', 'critical');
const warning = on('alerts', 'alert', 'high');
const relief = on('alerts', 'alert', 'normal');
const SAFE_MODE = 3;
/** A proposal whose snapshot is older is not assessed. */
const PROPOSAL_MS = 120_000;

const ROUTES: Routes = {
  SignalRecorded: ({ inputs: _, ...said }) => ({
    ...signal(said),
    source: said.agent,
    ttlMs: said.validUntil - said.recordedAt,
  }),
  SignalMissed: (missed) => ({ ...on('signals', 'alert', 'low')(missed), source: missed.agent }),
  RegimeChanged: on('signals', 'signal', 'high'),
  TradeProposed: on('decisions', 'signal', 'high', PROPOSAL_MS),
  ConflictResolved: on('decisions', 'signal', 'normal'),
  CycleAbandoned: on('decisions', 'signal', 'low'),
  IntentDenied: ({ intent, code, failed }) =>
    on(
      'vetoes',
      'veto',
      'high',
    )({ intentId: intent.intentId, cycleId: intent.cycleId, instrumentId: intent.instrumentId, code, failed }),
  IntentRevoked: on('vetoes', 'veto', 'critical'),
  TradingHalted: alarm,
  BreakerTripped: alarm,
  ProtectionLost: alarm,
  PriceLost: alarm,
  DegradationChanged: (change) => (change.to >= SAFE_MODE ? alarm(change) : relief(change)),
  TradingPaused: warning,
  ForeignOrderAdopted: warning,
  BalanceCorrected: warning,
  ExecutionFailed: warning,
  OrderContradicted: warning,
  OrderSubmissionUncertain: warning,
  HaltCleared: relief,
  BreakerCleared: relief,
  TradingResumed: relief,
  PriceRestored: relief,
  OutsideAgentAsked: (asked) => ({
    ...on('requests', 'request', 'high', asked.expiresAt - asked.askedAt)(asked),
    target: outsideAgent(asked.agent),
  }),
  OutsideAgentAnswered: (said) => ({
    ...on('responses', 'response', 'normal')(said),
    source: outsideAgent(said.agent),
  }),
  OutsideAnswerRefused: (said) => ({ ...on('responses', 'response', 'low')(said), source: outsideAgent(said.agent) }),
  MessagePublished: ({ messageId, topic, type, priority, source, target, ttlMs, payload, inReplyTo, late }) => ({
    messageId,
    topic,
    type,
    priority,
    source,
    target,
    ttlMs,
    payload: { ...payload, ...(inReplyTo !== undefined && { inReplyTo }), ...(late === true && { late }) },
  }),
};

const instrumentOf = (data: unknown): InstrumentId | undefined =>
  (data as { readonly instrumentId?: InstrumentId }).instrumentId;

/** The message that a fact is; undefined for the many that are none. */
export const messageOf = ({ type, data, position, metadata }: RecordedFact): Message | undefined => {
  const sketch = (ROUTES[type as DeskFact['type']] as ((data: unknown) => Sketch) | undefined)?.(data);
  if (sketch === undefined) return undefined;
  const { source = metadata.actor, target = EVERYONE, ttlMs = 0, payload, ...rest } = sketch;
  const instrumentId = instrumentOf(payload) ?? instrumentOf(data);
  return {
    messageId: metadata.eventId,
    position,
    at: metadata.at,
    source,
    target,
    ttlMs,
    correlationId: metadata.correlationId,
    ...rest,
    ...(instrumentId !== undefined && { instrumentId }),
    payload: payload as Message['payload'],
  };
};
