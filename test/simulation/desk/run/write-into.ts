import type { EventStore } from '../../../../src/application/ports/event-store.port.js';
import type { Fact } from '../../../../src/domain/shared/fact.js';
import { stableId } from '../../../../src/domain/shared/stable-id.js';

/** Writes the first facts of a stream past every decider; a stream that is there already is left as it is. */
export const writeInto = async (
  store: EventStore,
  stream: string,
  facts: readonly Fact[],
  key: string,
  at: number,
): Promise<void> => {
  for await (const _ of store.readStream(stream, { limit: 1 })) return;
  const ids = { commandId: key, correlationId: key, causationId: key };
  const metadata = (n: number) => ({
    eventId: stableId('written', key, n),
    ...ids,
    actor: 'simulation',
    at,
    schema: 1,
  });
  const written = facts.map((fact, n) => ({ ...fact, metadata: metadata(n) }));
  await store.append(stream, written, 'none');
};
