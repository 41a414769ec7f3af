import { Injectable } from '@nestjs/common';
import { EventStore } from '../../../../application/ports/event-store.port.js';
import type { Position, RecordedFact } from '../../../../domain/shared/fact.js';
import { NotYetError, PATIENCE_MS } from '../../../../projections/reading.js';
import type { Page } from '../../../../projections/views.js';

const LOOK_AGAIN_MS = 20;

const take = async (facts: AsyncIterable<RecordedFact>): Promise<readonly RecordedFact[]> => {
  const taken: RecordedFact[] = [];
  for await (const fact of facts) taken.push(fact);
  return taken;
};

/** Pages of the log itself. */
@Injectable()
export class LogReader {
  constructor(private readonly store: EventStore) {}

  /** Waits until the log holds the position. @throws NotYetError */
  async reached(minPosition: Position | undefined): Promise<void> {
    if (minPosition === undefined) return;
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const head = await this.store.head();
      if (head !== undefined && head >= minPosition) return;
      if (performance.now() >= deadline) throw new NotYetError('the log', minPosition, head);
      await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
    }
  }

  /** `nextCursor` is the position to go on after. */
  async facts(after: Position | undefined, limit: number): Promise<Page<RecordedFact>> {
    const asOf = await this.store.head();
    const facts = await take(this.store.readAll({ limit: limit + 1, ...(after !== undefined && { after }) }));
    const items = facts.slice(0, limit);
    const last = items.at(-1);
    return {
      items,
      ...(facts.length > limit && last !== undefined && { nextCursor: last.position }),
      ...(asOf !== undefined && { asOf }),
    };
  }

  /** `nextCursor` is the version to go on from. */
  async streamFacts(stream: string, from: number, limit: number): Promise<Page<RecordedFact>> {
    const asOf = await this.store.head();
    const facts = await take(this.store.readStream(stream, { from, limit: limit + 1 }));
    const next = facts[limit];
    return {
      items: facts.slice(0, limit),
      ...(next !== undefined && { nextCursor: String(next.version) }),
      ...(asOf !== undefined && { asOf }),
    };
  }
}
