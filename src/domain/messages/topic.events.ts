/**
 * What is said on a topic and is no fact of anything else, stream `topic-<name>`: requests, their responses, notices.
 * These names are the storage.
 */
import type { InstrumentId } from '../market/instrument.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import type { MessageType, Priority } from './message.js';

export type MessagePublished = Fact<
  'MessagePublished',
  {
    readonly messageId: string;
    readonly topic: string;
    readonly type: MessageType;
    readonly priority: Priority;
    readonly source: string;
    /** One listener's name, or `all`. */
    readonly target: string;
    /** 0: it never expires. */
    readonly ttlMs: number;
    readonly instrumentId?: InstrumentId;
    /** Of a response: the request's messageId. */
    readonly inReplyTo?: string;
    /** Of a response that came after the request had expired. */
    readonly late?: boolean;
    readonly payload: Readonly<Record<string, unknown>>;
    readonly publishedAt: UnixMs;
  }
>;

export type TopicFact = MessagePublished;
