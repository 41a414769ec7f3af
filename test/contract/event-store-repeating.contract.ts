import { ConcurrencyError } from '../../src/application/ports/event-store.port.js';
import { collect } from '../support/facts.js';
import { aFact, namesOf, someFacts } from './named-facts.js';
import type { Properties } from './store-under-test.js';

/** The event store contract about the same append again, as a caller sends it who heard no answer. */
export const repeating = {
  'F-S3 writes nothing when an append comes again after others': async ({ store }) => {
    const facts = someFacts(3, 'a');
    await store.append('order-1', facts, 'none');
    await store.append('order-1', someFacts(2, 'b'), 2);
    await store.append('order-1', facts, 'none');
    expect(namesOf(await collect(store.readStream('order-1')))).toEqual(['a0', 'a1', 'a2', 'b0', 'b1']);
  },

  'F-S3 answers an append that comes again as it did the first time': async ({ store }) => {
    const facts = someFacts(3, 'a');
    const first = await store.append('order-1', facts, 'none');
    await store.append('order-1', someFacts(2, 'b'), 2);
    expect(await store.append('order-1', facts, 'none')).toEqual(first);
  },

  'F-S3 takes the beginning of a stored batch for a repeat too': async ({ store }) => {
    const facts = someFacts(3, 'a');
    const whole = await store.append('order-1', facts, 'none');
    const part = await store.append('order-1', facts.slice(0, 2), 'none');
    expect(part).toEqual({ version: 1, position: whole.facts[1]?.position, facts: whole.facts.slice(0, 2) });
    expect(await collect(store.readStream('order-1'))).toHaveLength(3);
  },

  'F-S3 refuses a batch of which only a part is there': async ({ store }) => {
    await store.append('order-1', someFacts(2, 'a'), 'none');
    const refused = [someFacts(3, 'a'), [aFact('a0'), aFact('other')], [aFact('a1'), aFact('a0')]];
    for (const facts of refused) await expect(store.append('order-1', facts, 'none')).rejects.toThrow(ConcurrencyError);
    expect(await collect(store.readStream('order-1'))).toHaveLength(2);
  },

  'F-S3 writes once when twenty retries of an append arrive at once': async ({ store }) => {
    const facts = someFacts(3, 'a');
    const results = await Promise.all(Array.from({ length: 20 }, () => store.append('order-1', facts, 'none')));
    expect(new Set(results.map((result) => result.position)).size).toBe(1);
    expect(await collect(store.readStream('order-1'))).toHaveLength(3);
  },
} satisfies Properties;
