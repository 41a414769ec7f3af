import type { AppendResult, ExpectedVersion, NewFact } from '../../../src/application/ports/event-store.port.js';
import type { Position } from '../../../src/domain/shared/fact.js';
import { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';

/** What a line has to know of the others. */
export interface Listener {
  /** Facts have come; `own`: by this very line. */
  hear(own: boolean): void;
  /** The line breaks, and is there again at once. */
  cut(): void;
  /** Nothing has gone over the line for longer than some would bear. */
  idle(): void;
}

/** A log in memory that several stores share, as processes share a server, over lines that can be cut. */
export class SharedLog {
  readonly facts = new MemoryEventStore();
  readonly lines = new Set<Listener>();
  /** Positions of facts that a store may still keep from its readers. */
  readonly underWay = new Set<Position>();
  /** Position of the last fact. */
  head: Position | undefined;

  async append(
    by: Listener,
    stream: string,
    facts: readonly NewFact[],
    expected: ExpectedVersion,
  ): Promise<AppendResult> {
    const result = await this.facts.append(stream, facts, expected);
    if (this.head === undefined || result.position > this.head) this.head = result.position;
    for (const line of this.lines) line.hear(line === by);
    return result;
  }

  cut(): void {
    for (const line of this.lines) line.cut();
  }

  idle(): void {
    for (const line of this.lines) line.idle();
  }
}
