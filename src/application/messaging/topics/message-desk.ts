import type { InstrumentId } from '../../../domain/market/instrument.js';
import { EVERYONE, type Priority } from '../../../domain/messages/message.js';
import { FACT_TOPICS } from '../../../domain/messages/message-of.js';
import {
  requestIn,
  TOPIC_NAME,
  topicDecider,
  whyNotRespond,
  type WhyNotRespond,
} from '../../../domain/messages/topic.decider.js';
import type { MessagePublished } from '../../../domain/messages/topic.events.js';
import { stableId } from '../../../domain/shared/stable-id.js';
import { streams } from '../../../domain/shared/stream-names.js';
import type { CommandResult } from '../../commands/aggregate-command.js';
import type { Clock } from '../../ports/clock.port.js';
import type { CommandRunner } from '../command-runner.js';
import type { Dispatcher } from '../dispatcher.js';

export interface Letter {
  /** Of the sender, one for each message: the same key again is the same message. */
  readonly key: string;
  readonly source: string;
  /** Absent: everyone. */
  readonly target?: string;
  readonly payload: MessagePublished['data']['payload'];
  /** Absent: `normal`. */
  readonly priority?: Priority;
  /** ms; absent: it never expires. */
  readonly ttlMs?: number;
  readonly instrumentId?: InstrumentId;
}

export interface Response {
  readonly source: string;
  readonly inReplyTo: string;
  readonly payload: MessagePublished['data']['payload'];
}

export interface Sent {
  readonly messageId: string;
  /** Absent where it was sent before. */
  readonly position?: string;
  /** Of a response: the request had expired. */
  readonly late: boolean;
}

export interface MessageDeskParts {
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  /** Of the market. */
  readonly clock: Clock;
}

/** Says something on a topic: a fact like any other, so listeners hear it from the log, never from within this call. */
export class MessageDesk {
  constructor(private readonly parts: MessageDeskParts) {}

  notify(topic: string, letter: Letter): Promise<Sent> {
    return this.publish(topic, 'alert', letter);
  }

  /** The id that the answer gives is what a response names. */
  request(topic: string, letter: Letter): Promise<Sent> {
    return this.publish(topic, 'request', letter);
  }

  /** Or why it is no response. The first one of each listener stands; one that comes too late is recorded as late. */
  async respond(topic: string, { source, inReplyTo, payload }: Response): Promise<Sent | WhyNotRespond> {
    const stream = streams.topic(named(topic));
    const messageId = stableId('response', inReplyTo, source);
    const state = await this.parts.runner.stateOf(topicDecider, stream);
    const why = whyNotRespond(state, inReplyTo, source);
    if (why !== undefined) return why;
    const target = requestIn(state, inReplyTo)?.source ?? EVERYONE;
    const message = draft(topic, 'response', messageId, { source, target, payload });
    const command = { type: 'Respond' as const, at: this.parts.clock.now(), inReplyTo, message };
    const result = await this.send(topic, command, inReplyTo);
    const answers = requestIn(await this.parts.runner.stateOf(topicDecider, stream), inReplyTo)?.answers ?? [];
    const late = answers.some((answer) => answer.source === source && answer.late);
    return { messageId, late, ...positionOf(result) };
  }

  private async publish(topic: string, type: 'alert' | 'request', letter: Letter): Promise<Sent> {
    const messageId = stableId('message', named(topic), letter.source, letter.key);
    const message = draft(topic, type, messageId, letter);
    const result = await this.send(topic, { type: 'Publish', at: this.parts.clock.now(), message }, messageId);
    return { messageId, late: false, ...positionOf(result) };
  }

  private send(
    topic: string,
    command: Extract<Parameters<Dispatcher['send']>[0], { to: 'topic' }>['command'],
    correlationId: string,
  ): Promise<CommandResult> {
    const { messageId, source } = command.message;
    const cause = { commandId: messageId, correlationId, causationId: correlationId, actor: source };
    return this.parts.dispatcher.send({ to: 'topic', id: topic, command }, cause);
  }
}

const positionOf = ({ position }: CommandResult): { readonly position?: string } =>
  position === undefined ? {} : { position };

const named = (topic: string): string => {
  if (TOPIC_NAME.test(topic) && !FACT_TOPICS.some((taken) => taken === topic)) return topic;
  throw new TypeError(`no topic that can be published on: ${JSON.stringify(topic)}`);
};

const draft = (
  topic: string,
  type: MessagePublished['data']['type'],
  messageId: string,
  { source, target = EVERYONE, payload, priority = 'normal', ttlMs = 0, instrumentId }: Omit<Letter, 'key'>,
) => ({
  messageId,
  topic,
  type,
  priority,
  source,
  target,
  ttlMs,
  ...(instrumentId !== undefined && { instrumentId }),
  payload,
});
