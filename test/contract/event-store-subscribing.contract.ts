import type { EventStore } from '../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { iteratorOf, take } from '../support/facts.js';
import { appendLarge, expectLittleHeldBy } from './large-facts.js';
import { aFact, nameOf, namesOf, numbered, someFacts } from './named-facts.js';
import { type Properties, turn, waitsOf } from './store-under-test.js';

/** Appends `count` facts to a stream of its own, one by one. */
const write = async (store: EventStore, id: string, count: number): Promise<readonly string[]> => {
  const names = numbered(count, `${id}.`);
  for (const [n, name] of names.entries()) await store.append(`order-${id}`, [aFact(name)], n === 0 ? 'none' : n - 1);
  return names;
};

/** What a subscription gives, up to and with the fact of that name. */
const takeUntil = async (facts: AsyncIterator<RecordedFact>, name: string): Promise<readonly string[]> => {
  const found: string[] = [];
  while (found.at(-1) !== name) found.push(...namesOf(await take(facts, 1)));
  return found;
};

/** The event store contract about what a subscription gives. */
export const subscribing = {
  'gives a subscription what is there from the beginning': async ({ store }) => {
    await store.append('order-1', someFacts(3, 'a'), 'none');
    const facts = iteratorOf(store.subscribe());
    expect(namesOf(await take(facts, 3))).toEqual(['a0', 'a1', 'a2']);
    await facts.return?.();
  },

  'gives a subscription more than a page of what is there': async ({ store }) => {
    await store.append('account-1', [aFact('before')], 'none');
    const after = await store.head();
    await store.append('order-1', someFacts(600, 'a'), 'none');
    await store.append('order-1', someFacts(500, 'b'), 599);
    const facts = iteratorOf(store.subscribe({ after }));
    // Whether the fact at the position itself is left out is another property.
    const names = (await takeUntil(facts, 'b499')).filter((name) => name !== 'before');
    expect(names).toEqual([...numbered(600, 'a'), ...numbered(500, 'b')]);
    await facts.return?.();
  },

  'F-S5 gives a subscription what comes, however long nothing came': async (under) => {
    const { store } = under;
    const facts = iteratorOf(store.subscribe());
    const next = facts.next();
    await waitsOf(under).idle();
    await store.append('order-1', [aFact('a')], 'none');
    expect(namesOf([(await next).value])).toEqual(['a']);
    await facts.return?.();
  },

  'begins a subscription after a position, without the fact there': async ({ store }) => {
    const { position } = await store.append('order-1', someFacts(2, 'a'), 'none');
    await store.append('order-1', someFacts(2, 'b'), 1);
    const facts = iteratorOf(store.subscribe({ after: position }));
    expect(namesOf(await take(facts, 2))).toEqual(['b0', 'b1']);
    await facts.return?.();
  },

  'keeps a subscription to its categories, past any number of other facts': async (under) => {
    const { store } = under;
    const other = under.another ? await under.another() : store;
    await store.append('order-1', someFacts(700, 'a'), 'none');
    const facts = iteratorOf(store.subscribe({ categories: ['account'] }));
    const next = facts.next();
    await other.append('accountant-1', someFacts(700, 'b'), 'none');
    await store.append('account-1', [aFact('c')], 'none');
    expect(namesOf([(await next).value])).toEqual(['c']);
    await facts.return?.();
  },

  'F-S1 joins what was there and what comes without a gap or a double, while writers race': async (under) => {
    const { store } = under;
    const other = under.another ? await under.another() : store;
    const { position } = await store.append('account-1', [aFact('first')], 'none');
    await store.append('account-1', someFacts(300, 'there'), 0);
    const writing = numbered(4, 'writer').map((id, n) => write(n % 2 === 0 ? store : other, id, 40));
    await turn();
    const facts = iteratorOf(store.subscribe({ after: position }));
    const following = takeUntil(facts, 'last');
    const written = (await Promise.all(writing)).flat();
    await store.append('account-1', [aFact('last')], 300);
    const names = (await following).filter((name) => name !== 'first');
    expect(names.slice(0, 300)).toEqual(numbered(300, 'there'));
    expect(names.slice(300).sort()).toEqual([...written, 'last'].sort());
    await facts.return?.();
  },

  'gives each fact once to a reader that asks several times at once': async ({ store }) => {
    const facts = iteratorOf(store.subscribe());
    const asked = Promise.all([take(facts, 1), take(facts, 1), take(facts, 1)]);
    await store.append('order-1', someFacts(3, 'a'), 'none');
    expect(namesOf((await asked).flat())).toEqual(['a0', 'a1', 'a2']);
    await facts.return?.();
  },
} satisfies Properties;

/** The event store contract about subscriptions that end, break or fall behind. */
export const leaving = {
  'frees what a subscription holds when it is broken off': async ({ store }) => {
    await store.append('account-1', [aFact('first')], 'none');
    const after = await store.head();
    await store.append('order-1', someFacts(3, 'a'), 'none');
    let seen = 0;
    for (let n = 0; n < 25; n++) {
      for await (const fact of store.subscribe({ after })) {
        if (namesOf([fact]).length === 1) seen += 1;
        break;
      }
    }
    expect(seen).toBe(25);
  },

  'ends a subscription that waits when its reader leaves': async ({ store }) => {
    const facts = iteratorOf(store.subscribe());
    const waiting = facts.next();
    await turn();
    await facts.return?.();
    expect(await waiting).toEqual({ done: true, value: undefined });
  },

  'ends a subscription that waits when the store is closed': async ({ store }) => {
    const facts = iteratorOf(store.subscribe());
    const waiting = facts.next();
    await turn();
    await store.close();
    expect(await waiting).toEqual({ done: true, value: undefined });
  },

  'lets a listener that throws stall no other listener and no writer': async ({ store }) => {
    const throwing = store.subscribe();
    const other = iteratorOf(store.subscribe());
    const listen = async () => {
      for await (const fact of throwing) throw new Error(`cannot digest ${nameOf(fact)}`);
    };
    const listening = listen();
    await store.append('order-1', [aFact('a')], 'none');
    await expect(listening).rejects.toThrow('cannot digest a');
    await store.append('order-1', [aFact('b')], 0);
    expect(namesOf(await take(other, 2))).toEqual(['a', 'b']);
    await other.return?.();
  },

  'lets a listener that asks no more hold up no other listener and no writer': async ({ store }) => {
    const slow = iteratorOf(store.subscribe());
    const quick = iteratorOf(store.subscribe());
    const taken = take(slow, 1);
    for (let n = 0; n < 10; n++) {
      await store.append('order-1', [aFact(`a${n}`)], n === 0 ? 'none' : n - 1);
      expect(namesOf(await take(quick, 1))).toEqual([`a${n}`]);
    }
    expect(namesOf(await taken)).toEqual(['a0']);
    await slow.return?.();
    await quick.return?.();
  },

  'holds little in memory for a subscription that is slow': async (under) => {
    const { store } = under;
    const readers = [iteratorOf(store.subscribe())];
    const taken = readers[0]?.next();
    await appendLarge(store, 0, 1);
    await taken;
    await appendLarge(under.another ? await under.another() : store, 1, 20);
    await expectLittleHeldBy(under, readers);
  },
} satisfies Properties;
