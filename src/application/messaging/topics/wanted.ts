import {
  EVERYONE,
  isAtLeast,
  type Message,
  type MessageType,
  type Priority,
} from '../../../domain/messages/message.js';
import type { InstrumentId } from '../../../domain/market/instrument.js';

/** What a listener wants to hear; all of it must hold, and what is absent is no condition. */
export interface Wanted {
  /** Names; `*` at the end stands for whatever follows. Absent or empty: all topics. */
  readonly topics?: readonly string[] | undefined;
  readonly instrumentId?: InstrumentId | undefined;
  readonly source?: string | undefined;
  /** Directed to this name, or to everyone. Absent: also what is directed to others. */
  readonly target?: string | undefined;
  readonly type?: MessageType | undefined;
  readonly minPriority?: Priority | undefined;
}

export const TOPIC_PATTERN = /^([a-zA-Z0-9.]+\*?|\*)$/;

const fits = (pattern: string, topic: string): boolean =>
  pattern.endsWith('*') ? topic.startsWith(pattern.slice(0, -1)) : topic === pattern;

const isFor = (wanted: string | undefined, target: string): boolean =>
  wanted === undefined || target === wanted || target === EVERYONE;

export const isWanted = (
  { topics = [], instrumentId, source, target, type, minPriority }: Wanted,
  message: Message,
): boolean =>
  (topics.length === 0 || topics.some((pattern) => fits(pattern, message.topic))) &&
  (instrumentId === undefined || message.instrumentId === instrumentId) &&
  (source === undefined || message.source === source) &&
  isFor(target, message.target) &&
  (type === undefined || message.type === type) &&
  (minPriority === undefined || isAtLeast(message.priority, minPriority));
