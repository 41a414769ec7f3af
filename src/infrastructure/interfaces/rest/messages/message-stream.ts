import type { ServerResponse } from 'node:http';
import type { Delivery, Listener } from '../../../../application/messaging/topics/listener.js';
import type { Topics } from '../../../../application/messaging/topics/topics.js';
import type { Wanted } from '../../../../application/messaging/topics/wanted.js';
import type { Position } from '../../../../domain/shared/fact.js';
import type { EventSettings } from '../events/event-settings.js';
import { eventText } from '../events/event-line.js';

export interface MessageStreamParts {
  readonly response: ServerResponse;
  readonly topics: Topics;
  readonly settings: EventSettings;
  readonly wanted: Wanted;
  readonly after: Position | undefined;
  readonly onEnd: () => void;
}

/**
 * One reader of messages. The next one is sent when the line has taken the last one, so that what waits for a slow
 * reader waits in its own queue, the most urgent first. A reader that takes nothing is dropped.
 */
export class MessageStream {
  private readonly timer: NodeJS.Timeout;
  private listener: Listener | undefined;
  private blockedSince: number | undefined;
  private closed = false;

  constructor(private readonly parts: MessageStreamParts) {
    const { response, settings } = parts;
    this.timer = setInterval(() => this.beat(), Math.min(settings.heartbeatMs, settings.slowAfterMs));
    response.on('close', () => this.close());
    response.on('drain', () => (this.blockedSince = undefined));
  }

  async start(): Promise<void> {
    const { topics, wanted, after } = this.parts;
    // The first event names the place, so that even a reader cut off before any message resumes without a gap.
    this.write(eventText('open', {}, after));
    const take = (delivery: Delivery): Promise<void> => this.send(delivery);
    const onLost = (): void => this.close();
    const listener = await topics.subscribe({ name: 'a reader of server-sent events', wanted, take, after, onLost });
    if (this.closed) listener.close();
    else this.listener = listener;
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.timer);
    this.listener?.close();
    this.parts.response.end();
    this.parts.onEnd();
  }

  private async send(delivery: Delivery): Promise<void> {
    const { kind, ...gap } = delivery;
    const text =
      delivery.kind === 'message'
        ? eventText(kind, delivery.message, delivery.place === '' ? undefined : delivery.place)
        : eventText(kind, gap);
    if (!this.write(text)) await this.drained();
  }

  private beat(): void {
    const { response, settings } = this.parts;
    if (this.blockedSince === undefined) this.write(': beat\n\n');
    else if (performance.now() - this.blockedSince >= settings.slowAfterMs) response.destroy();
  }

  /** False when the reader must catch up first. */
  private write(text: string): boolean {
    if (this.closed) return true;
    const taken = this.parts.response.write(text);
    if (!taken) this.blockedSince ??= performance.now();
    return taken;
  }

  private drained(): Promise<void> {
    const { response } = this.parts;
    return new Promise((resolve) => {
      const go = (): void => {
        response.off('drain', go);
        response.off('close', go);
        resolve();
      };
      response.on('drain', go);
      response.on('close', go);
    });
  }
}
