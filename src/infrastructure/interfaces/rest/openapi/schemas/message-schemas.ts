import { MESSAGE_TYPES, PRIORITIES } from '../../../../../domain/messages/message.js';
import { DIRECTIONS } from '../../../../../domain/signals/signal.events.js';
import type { Sent } from '../../../../../application/messaging/topics/message-desk.js';
import type { MessageView, OutsideAgentView, TopicView } from '../../../../../projections/views.js';
import type { AnsweredView, RegisteredView } from '../../agents-outside/outside-views.js';
import {
  anything,
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
} from '../schema.js';
import type { Schema } from '../schema.js';
import { instrument } from './account-schemas.js';

export const MESSAGE_SCHEMAS: Readonly<Record<string, Schema>> = {
  MessageView: object<MessageView>({
    messageId: text,
    position,
    topic: text,
    at: instant,
    source: text,
    target: { ...text, description: 'One listener, or `all`.' },
    type: oneOf(...MESSAGE_TYPES),
    priority: oneOf(...PRIORITIES),
    correlationId: text,
    ttlMs: { ...count, description: 'ms from `at` on; 0: it never expires.' },
    instrumentId: optional(instrument),
    payload: anything,
  }),
  TopicView: object<TopicView>({ topic: text, messages: count, lastPosition: position, lastAt: instant }),
  OutsideAgentView: object<OutsideAgentView>({
    name: text,
    instruments: list(instrument),
    horizonMs: count,
    description: text,
    registeredAt: instant,
    lastAnswers: list(ref('SignalView')),
  }),
  RegisteredView: object<RegisteredView>({ name: text, agent: text, token: text }),
  RetiredView: object<{ readonly name: string }>({ name: text }),
  AnsweredView: object<AnsweredView>({
    requestId: text,
    instrumentId: instrument,
    direction: oneOf(...DIRECTIONS),
    confidence: decimal,
    answeredAt: instant,
  }),
  SentView: object<Sent>({ messageId: text, position: optional(position), late: flag }),
};
