import type { Message } from '../../domain/messages/message.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { SignalView } from './reasons.views.js';

/** A message of a topic; its whole fact lies at the position. */
export type MessageView = Message;

/** A topic on which something was said. */
export interface TopicView {
  readonly topic: string;
  readonly messages: number;
  readonly lastPosition: Position;
  readonly lastAt: UnixMs;
}

/** An agent of another program. */
export interface OutsideAgentView {
  readonly name: string;
  readonly instruments: readonly InstrumentId[];
  readonly horizonMs: number;
  readonly description: string;
  readonly registeredAt: UnixMs;
  /** Its newest signals, the newest first. */
  readonly lastAnswers: readonly SignalView[];
}
