import type { ServerResponse } from 'node:http';
import type { DeskView } from '../../../../application/ports/desk-view.port.js';
import type { EventStore } from '../../../../application/ports/event-store.port.js';
import type { Position, RecordedFact } from '../../../../domain/shared/fact.js';
import type { LiveFactView } from '../../../../projections/views.js';
import { eventText } from './event-line.js';
import type { EventSettings } from './event-settings.js';

const liveFact = ({ position, stream, type, metadata, data }: RecordedFact): LiveFactView => ({
  position,
  stream,
  type,
  at: metadata.at,
  data,
});

/**
 * One reader of live events. Facts are pulled from the log at the reader's own pace, so that nothing is left out or held
 * in memory for it; market and status are only ever sent as they are now. A reader that takes nothing is dropped.
 */
export class EventStream {
  private readonly facts: AsyncIterator<RecordedFact>;
  private readonly unsubscribe: () => void;
  private readonly timer: NodeJS.Timeout;
  private changed = true;
  private lastUpdate = 0;
  private blockedSince: number | undefined;
  private closed = false;

  constructor(
    private readonly response: ServerResponse,
    store: EventStore,
    private readonly desk: DeskView,
    private readonly settings: EventSettings,
    private readonly after: Position | undefined,
    private readonly onEnd: () => void,
  ) {
    this.facts = store.subscribe(after === undefined ? {} : { after })[Symbol.asyncIterator]();
    this.unsubscribe = desk.subscribe(() => (this.changed = true));
    this.timer = setInterval(() => this.tick(), settings.updateEveryMs);
    response.on('close', () => this.close());
    response.on('drain', () => (this.blockedSince = undefined));
  }

  /** Sends until either side ends. */
  async run(): Promise<void> {
    // The first event names the place, so that even a reader cut off before any fact resumes without a gap.
    this.write(eventText('status', this.desk.status(), this.after));
    this.update();
    try {
      while (!this.closed) {
        const next = await this.facts.next();
        if (next.done || this.closed) break;
        if (!this.write(eventText('fact', liveFact(next.value), next.value.position))) await this.drained();
      }
    } finally {
      this.close();
    }
  }

  close(): void {
    if (this.closed) return;
    this.closed = true;
    clearInterval(this.timer);
    this.unsubscribe();
    void this.facts.return?.();
    this.response.end();
    this.onEnd();
  }

  private tick(): void {
    if (this.blockedSince !== undefined) {
      if (performance.now() - this.blockedSince >= this.settings.slowAfterMs) this.response.destroy();
      return;
    }
    const quiet = performance.now() - this.lastUpdate >= this.settings.heartbeatMs;
    if (this.changed || quiet) this.update();
  }

  private update(): void {
    this.changed = false;
    this.lastUpdate = performance.now();
    this.write(eventText('status', this.desk.status()));
    this.write(eventText('market', this.desk.market()));
  }

  /** False when the reader must catch up first. */
  private write(text: string): boolean {
    if (this.closed) return true;
    const taken = this.response.write(text);
    if (!taken) this.blockedSince ??= performance.now();
    return taken;
  }

  private drained(): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.response.off('drain', go);
        this.response.off('close', go);
        resolve();
      };
      this.response.on('drain', go);
      this.response.on('close', go);
    });
  }
}
