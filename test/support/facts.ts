import type { NewFact } from '../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';

/** A fact whose event id is `id`: the same id is the same fact. */
export const aFact = (id: string, data: unknown = { id }, type = 'ThingHappened'): NewFact => ({
  type,
  data,
  metadata: {
    eventId: id,
    commandId: `command-${id}`,
    correlationId: 'correlation',
    causationId: 'causation',
    actor: 'test',
    at: 1_700_000_000_000,
    schema: 1,
  },
});

export const someFacts = (count: number, prefix: string): readonly NewFact[] =>
  Array.from({ length: count }, (_, i) => aFact(`${prefix}${i}`));

export const collect = async (facts: AsyncIterable<RecordedFact>): Promise<RecordedFact[]> => {
  const found: RecordedFact[] = [];
  for await (const fact of facts) found.push(fact);
  return found;
};

export const idsOf = (facts: readonly RecordedFact[]): readonly string[] => facts.map((fact) => fact.metadata.eventId);

/** The next `count` facts of a subscription, which stays open. */
export const take = async (facts: AsyncIterator<RecordedFact>, count: number): Promise<RecordedFact[]> => {
  const found: RecordedFact[] = [];
  while (found.length < count) {
    const next = await facts.next();
    if (next.done) throw new Error(`the subscription ended after ${found.length} of ${count} facts`);
    found.push(next.value);
  }
  return found;
};

export const iteratorOf = (facts: AsyncIterable<RecordedFact>): AsyncIterator<RecordedFact> =>
  facts[Symbol.asyncIterator]();
