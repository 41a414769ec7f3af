import type { EventStore, ReadAllOptions, ReadStreamOptions } from '../../src/application/ports/event-store.port.js';
import { collect, iteratorOf, take } from '../support/facts.js';
import { appendLarge, expectLittleHeldBy } from './large-facts.js';
import { aFact, nameOf, namesOf, numbered, someFacts, versionsOf } from './named-facts.js';
import { type Properties, turn } from './store-under-test.js';

/** a0 a1 a2 of order-1, then b0 b1 b2 of account-1, then a3 a4 of order-1; the positions where each append ended. */
const threeAppends = async (store: EventStore): Promise<readonly [string, string, string]> => {
  const a = someFacts(5, 'a');
  const first = await store.append('order-1', a.slice(0, 3), 'none');
  const second = await store.append('account-1', someFacts(3, 'b'), 'none');
  const third = await store.append('order-1', a.slice(3), 2);
  return [first.position, second.position, third.facts.at(-1)?.position ?? third.position];
};

const versions = async (store: EventStore, options: ReadStreamOptions) =>
  versionsOf(await collect(store.readStream('order-1', options)));
const names = async (store: EventStore, options: ReadAllOptions) => namesOf(await collect(store.readAll(options)));

/** The event store contract about reading one stream. */
export const streamReading = {
  'reads a stream from a version on': async ({ store }) => {
    await threeAppends(store);
    expect(await versions(store, { from: 3 })).toEqual([3, 4]);
  },

  'reads a stream backwards': async ({ store }) => {
    await threeAppends(store);
    expect(await versions(store, { backwards: true })).toEqual([4, 3, 2, 1, 0]);
  },

  'reads a stream backwards down to a version': async ({ store }) => {
    await threeAppends(store);
    expect(await versions(store, { backwards: true, from: 3 })).toEqual([4, 3]);
  },

  'reads at most as many facts of a stream as wanted': async ({ store }) => {
    await threeAppends(store);
    expect(await versions(store, { limit: 2 })).toEqual([0, 1]);
    expect(await versions(store, { limit: 0 })).toEqual([]);
  },

  'reads the newest few of a stream': async ({ store }) => {
    await threeAppends(store);
    expect(await versions(store, { backwards: true, limit: 2 })).toEqual([4, 3]);
  },

  'finds nothing in a stream that does not exist': async ({ store }) => {
    await threeAppends(store);
    expect(await collect(store.readStream('order-none'))).toEqual([]);
  },

  'finds nothing beyond the end of a stream': async ({ store }) => {
    await threeAppends(store);
    expect(await versions(store, { from: 5 })).toEqual([]);
    expect(await versions(store, { from: 5_000 })).toEqual([]);
  },

  'reads a stream of more than a page whole': async ({ store }) => {
    await store.append('order-1', someFacts(600, 'a'), 'none');
    await store.append('order-1', someFacts(500, 'b'), 599);
    expect(await versions(store, {})).toEqual(Array.from({ length: 1_100 }, (_, i) => i));
  },
} satisfies Properties;

/** The event store contract about reading the log. */
export const logReading = {
  'reads all in the order of the appends, by positions that rise as text': async ({ store }) => {
    await threeAppends(store);
    const all = await collect(store.readAll());
    expect(namesOf(all)).toEqual(['a0', 'a1', 'a2', 'b0', 'b1', 'b2', 'a3', 'a4']);
    const positions = all.map((fact) => fact.position);
    expect(positions).toEqual([...new Set(positions)].sort());
  },

  'reads a log of more than a page whole': async ({ store }) => {
    await store.append('order-1', someFacts(600, 'a'), 'none');
    await store.append('order-1', someFacts(500, 'b'), 599);
    expect(await names(store, {})).toEqual([...numbered(600, 'a'), ...numbered(500, 'b')]);
  },

  'reads what lies after a position, without the fact there': async ({ store }) => {
    const [first, , last] = await threeAppends(store);
    expect(await names(store, { after: first })).toEqual(['b0', 'b1', 'b2', 'a3', 'a4']);
    expect(await names(store, { after: last })).toEqual([]);
  },

  'reads at most as many facts of the log as wanted': async ({ store }) => {
    const [first] = await threeAppends(store);
    expect(await names(store, { limit: 2 })).toEqual(['a0', 'a1']);
    expect(await names(store, { after: first, limit: 2 })).toEqual(['b0', 'b1']);
  },

  'reads only the categories wanted, by their whole names': async ({ store }) => {
    await threeAppends(store);
    expect(await names(store, { categories: ['account'] })).toEqual(['b0', 'b1', 'b2']);
    expect(await names(store, { categories: ['account', 'order'] })).toHaveLength(8);
    expect(await names(store, { categories: ['ord'] })).toEqual([]);
    expect(await names(store, { categories: [] })).toEqual([]);
  },

  'counts only facts of the categories wanted towards a limit': async ({ store }) => {
    await threeAppends(store);
    expect(await names(store, { categories: ['account'], limit: 2 })).toEqual(['b0', 'b1']);
  },

  'knows the position of the last fact as the head, after each append': async ({ store }) => {
    await threeAppends(store);
    const last = async () => (await collect(store.readStream('order-1'))).at(-1)?.position;
    expect(await store.head()).toBe(await last());
    await store.append('order-1', [aFact('late')], 4);
    expect(await store.head()).toBe(await last());
  },

  'has no head while the log is empty': async ({ store }) => {
    expect(await store.head()).toBeUndefined();
  },

  'gives equal facts by every way of reading': async (under) => {
    const { store } = under;
    const subscription = iteratorOf(store.subscribe());
    await threeAppends(store);
    const fresh = under.another ? await under.another() : store;
    const byPosition = (facts: Awaited<ReturnType<typeof collect>>) =>
      [...facts].sort((a, b) => (a.position < b.position ? -1 : 1));
    const all = byPosition(await collect(fresh.readAll()));
    const streams = [fresh.readStream('order-1'), fresh.readStream('account-1', { backwards: true, limit: 3 })];
    expect(byPosition((await Promise.all(streams.map(collect))).flat())).toEqual(all);
    expect(byPosition(await collect(store.readAll()))).toEqual(all);
    expect(await take(subscription, 8)).toEqual(all);
    await subscription.return?.();
  },

  'lets go of what a reading holds when it is broken off': async ({ store }) => {
    await threeAppends(store);
    // More often than a store has connections.
    for (let n = 0; n < 25; n++) {
      for await (const fact of store.readAll()) if (nameOf(fact) === 'a1') break;
      for await (const fact of store.readStream('order-1')) if (fact.version === 1) break;
    }
    expect(await names(store, {})).toHaveLength(8);
  },

  'goes on to facts that are appended while it reads': async ({ store }) => {
    await threeAppends(store);
    const seen: string[] = [];
    for await (const fact of store.readAll({ categories: ['account'] })) {
      seen.push(nameOf(fact));
      if (seen.length === 3) await store.append('account-2', [aFact('late')], 'none');
    }
    expect(seen).toEqual(['b0', 'b1', 'b2', 'late']);
  },

  'holds little in memory for a reading that is slow': async (under) => {
    const writer = under.another ? await under.another() : under.store;
    await appendLarge(writer, 0, 20);
    const readers = [iteratorOf(under.store.readAll())];
    await readers[0]?.next();
    await expectLittleHeldBy(under, readers);
  },

  'F-S1 passes over no fact of writers whose appends are under way': async (under) => {
    const { store } = under;
    const other = under.another ? await under.another() : store;
    const seen = new Set<string>();
    let writing = true;
    const poll = async () => {
      let after: string | undefined;
      for (let done = false; !done; await turn()) {
        // Only a look that began after the last append may be the last one.
        done = !writing;
        const positions: string[] = [];
        for await (const fact of other.readAll({ after })) {
          positions.push(fact.position);
          if (!seen.has(nameOf(fact))) done = false;
          seen.add(nameOf(fact));
          after = fact.position;
        }
        expect(positions).toEqual([...new Set(positions)].sort());
      }
    };
    const write = async (writer: number) => {
      for (let n = 0; n < 20; n++) {
        const by = writer % 2 === 0 ? store : other;
        await by.append(`order-${writer}`, someFacts(2, `w${writer}.${n}.`), n === 0 ? 'none' : 2 * n - 1);
      }
    };
    const polling = poll();
    await Promise.all(Array.from({ length: 10 }, (_, writer) => write(writer)));
    writing = false;
    await polling;
    expect(seen.size).toBe(400);
  },
} satisfies Properties;
