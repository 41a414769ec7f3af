import { isExpired, type Message } from '../../../domain/messages/message.js';
import { MESSAGE_CATEGORIES, messageOf } from '../../../domain/messages/message-of.js';
import type { Position } from '../../../domain/shared/fact.js';
import type { Clock } from '../../ports/clock.port.js';
import type { EventStore } from '../../ports/event-store.port.js';
import type { Logger } from '../../ports/logger.port.js';
import { MessageQueue, type Lost } from './message-queue.js';
import { isWanted, type Wanted } from './wanted.js';

/** What a listener is handed, one at a time. */
export type Delivery =
  | {
      readonly kind: 'message';
      readonly message: Message;
      /** Whoever resumes behind it misses nothing, and may hear a few messages again. */
      readonly place: Position;
    }
  /** It was too slow: so many messages found no room in its queue. They are in the log. */
  | ({ readonly kind: 'gap'; readonly reason: 'QUEUE_FULL' } & Lost);

export interface ListenerOptions {
  /** For people who read the log. */
  readonly name: string;
  readonly wanted: Wanted;
  /** Called again when it has settled; what it throws is written down, and the next message comes. */
  readonly take: (delivery: Delivery) => void | Promise<void>;
  /** Resume behind this place. Absent: from now on. */
  readonly after?: Position | undefined;
  /** The listener is no more, and not by its own will. */
  readonly onLost?: (error: unknown) => void;
}

export interface ListenerParts {
  readonly store: Pick<EventStore, 'readAll'>;
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  readonly queueLimit: number;
  /** How far the shared feed of live facts has got. */
  readonly fedTo: () => Position;
  readonly onEnd: (listener: Listener) => void;
}

/**
 * One listener with its own queue and its own loop, so that one that throws or stalls holds up nobody else. What it
 * missed is read from the log at its own pace; from there on it is fed. Nothing is handed over within a publish.
 */
export class Listener {
  private queue: MessageQueue | undefined;
  private wake: () => void = () => undefined;
  private closed = false;
  /** Messages that it threw at. */
  failures = 0;
  /** Not handed over, because their time was up. */
  expired = 0;

  constructor(
    private readonly options: ListenerOptions,
    private readonly parts: ListenerParts,
  ) {}

  get waiting(): number {
    return this.queue?.size ?? 0;
  }

  /** From the shared feed; while it still reads the log it will find the fact there. */
  offer(message: Message): void {
    if (this.queue === undefined || !isWanted(this.options.wanted, message)) return;
    this.queue.offer(message);
    this.wake();
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    this.wake();
    this.parts.onEnd(this);
  }

  /** Ends it from outside, with the reason. */
  lose(error: unknown): void {
    if (this.closed) return;
    this.close();
    this.options.onLost?.(error);
  }

  async run(from: Position): Promise<void> {
    try {
      const queue = await this.catchUp(from);
      while (!this.closed) {
        const next = queue.take();
        if (next !== undefined) await this.hand(next, () => queue.settledUpTo, queue.takeLost());
        else await this.arrival();
      }
    } catch (error) {
      this.lose(error);
    }
  }

  /** Up to where the feed stands; from then on nothing passes it by. */
  private async catchUp(from: Position): Promise<MessageQueue> {
    let place = from;
    for (;;) {
      const goal = this.parts.fedTo();
      for await (const fact of this.parts.store.readAll({ ...behind(place), categories: MESSAGE_CATEGORIES })) {
        if (this.closed) break;
        place = fact.position;
        const message = messageOf(fact);
        if (message !== undefined && isWanted(this.options.wanted, message)) await this.hand(message, () => place);
      }
      if (goal > place) place = goal;
      // In one breath: what is fed from here on lies behind the place.
      if (this.closed || this.parts.fedTo() <= place)
        return (this.queue = new MessageQueue(this.parts.queueLimit, place));
    }
  }

  private async hand(message: Message, place: () => Position, lost?: Lost): Promise<void> {
    if (lost !== undefined) await this.deliver({ kind: 'gap', reason: 'QUEUE_FULL', ...lost });
    if (this.closed) return;
    if (isExpired(message, this.parts.clock.now())) this.expired += 1;
    else await this.deliver({ kind: 'message', message, place: place() });
  }

  private async deliver(delivery: Delivery): Promise<void> {
    try {
      await this.options.take(delivery);
    } catch (error) {
      this.failures += 1;
      this.parts.logger.warn('a listener of messages threw', { listener: this.options.name, error: String(error) });
    }
  }

  private arrival(): Promise<void> {
    return new Promise((resolve) => {
      this.wake = resolve;
    });
  }
}

export const behind = (place: Position): { readonly after?: Position } => (place === '' ? {} : { after: place });
