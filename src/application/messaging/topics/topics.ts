import { MESSAGE_CATEGORIES, messageOf } from '../../../domain/messages/message-of.js';
import type { Position, RecordedFact } from '../../../domain/shared/fact.js';
import type { Clock } from '../../ports/clock.port.js';
import type { EventStore } from '../../ports/event-store.port.js';
import type { Logger } from '../../ports/logger.port.js';
import { behind, Listener, type ListenerOptions } from './listener.js';

export interface TopicsParts {
  readonly store: EventStore;
  /** Of the market: what messages expire by. */
  readonly clock: Clock;
  readonly logger: Pick<Logger, 'warn'>;
  /** Messages that wait for one listener; default {@link QUEUE_LIMIT}. */
  readonly queueLimit?: number;
}

export const QUEUE_LIMIT = 256;

/**
 * The message bus: what people and other programs are to hear, by topic. The log is the bus, so nothing is kept here but
 * what waits for a listener, and after a restart all is there. The log is followed only while somebody listens.
 */
export class Topics {
  private readonly listeners = new Set<Listener>();
  private feed: AsyncIterator<RecordedFact> | undefined;
  private fedTo: Position = '';

  constructor(private readonly parts: TopicsParts) {}

  get listening(): number {
    return this.listeners.size;
  }

  /** @throws StoreUnavailable, UnknownPosition */
  async subscribe(options: ListenerOptions): Promise<Listener> {
    const head = (await this.parts.store.head()) ?? '';
    const { store, clock, logger, queueLimit = QUEUE_LIMIT } = this.parts;
    const onEnd = (ended: Listener): void => this.leave(ended);
    const listener = new Listener(options, { store, clock, logger, queueLimit, fedTo: () => this.fedTo, onEnd });
    this.listeners.add(listener);
    if (this.feed === undefined) this.follow(head);
    void listener.run(options.after ?? head);
    return listener;
  }

  /** Ends all listeners. */
  close(): void {
    for (const listener of [...this.listeners]) listener.close();
  }

  private leave(listener: Listener): void {
    this.listeners.delete(listener);
    if (this.listeners.size > 0) return;
    const { feed } = this;
    this.feed = undefined;
    void feed?.return?.();
  }

  private follow(from: Position): void {
    this.fedTo = from;
    const facts = this.parts.store.subscribe({ ...behind(from), categories: MESSAGE_CATEGORIES });
    const feed = (this.feed = facts[Symbol.asyncIterator]());
    this.pass(feed).catch((error: unknown) => {
      if (this.feed !== feed) return;
      for (const listener of [...this.listeners]) listener.lose(error);
    });
  }

  private async pass(feed: AsyncIterator<RecordedFact>): Promise<void> {
    for (let next = await feed.next(); !next.done && this.feed === feed; next = await feed.next()) {
      const { position } = next.value;
      if (position > this.fedTo) this.fedTo = position;
      const message = messageOf(next.value);
      if (message === undefined) continue;
      for (const listener of this.listeners) listener.offer(message);
    }
  }
}
