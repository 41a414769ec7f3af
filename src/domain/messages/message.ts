import type { InstrumentId } from '../market/instrument.js';
import type { Position } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';

export const MESSAGE_TYPES = ['signal', 'request', 'response', 'alert', 'veto'] as const;
export type MessageType = (typeof MESSAGE_TYPES)[number];

/** The most urgent first. */
export const PRIORITIES = ['critical', 'high', 'normal', 'low'] as const;
export type Priority = (typeof PRIORITIES)[number];

/** The target of a message that is for whoever listens. */
export const EVERYONE = 'all';

/** A fact as listeners of a topic see it: the log is the bus, and the fact's metadata the envelope. */
export interface Message {
  /** Id of the fact's event: the same however often it is delivered. */
  readonly messageId: string;
  /** Of the fact; a listener resumes behind it. */
  readonly position: Position;
  readonly topic: string;
  readonly at: UnixMs;
  readonly source: string;
  /** One listener's name, or {@link EVERYONE}. */
  readonly target: string;
  readonly type: MessageType;
  readonly priority: Priority;
  readonly correlationId: string;
  /** ms; 0: it never expires. */
  readonly ttlMs: number;
  readonly instrumentId?: InstrumentId;
  /** By the type of the fact; without what only an audit wants. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** From the instant after its last one on it is not delivered any more. */
export const isExpired = ({ at, ttlMs }: Pick<Message, 'at' | 'ttlMs'>, now: UnixMs): boolean =>
  ttlMs > 0 && now > at + ttlMs;

export const isAtLeast = (priority: Priority, least: Priority): boolean =>
  PRIORITIES.indexOf(priority) <= PRIORITIES.indexOf(least);
