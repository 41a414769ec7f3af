import { ConcurrencyError, type EventStore, StoreUnavailable } from '../../src/application/ports/event-store.port.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { collect, iteratorOf, take } from '../support/facts.js';
import { aFact, namesOf, numbered } from './named-facts.js';
import { anotherOf, interruptOf, type Properties, type StoreUnderTest, waitsOf } from './store-under-test.js';

/** The next fact, or that it did not come in time. */
const soon = (under: StoreUnderTest, facts: AsyncIterator<RecordedFact>): Promise<unknown> =>
  Promise.race([take(facts, 1).then(namesOf), waitsOf(under).patience()]);

const lastName = async (store: EventStore): Promise<string | undefined> =>
  namesOf(await collect(store.readStream('order-1'))).at(-1);

/** A subscription that has got the first fact of `order-1` and waits for more. */
const listening = async ({ store }: StoreUnderTest): Promise<AsyncIterator<RecordedFact>> => {
  const facts = iteratorOf(store.subscribe());
  const first = facts.next();
  await store.append('order-1', [aFact('first')], 'none');
  await first;
  return facts;
};

/** Appends to `order-1` by another store, and sees each fact arrive. */
const wakes = async (under: StoreUnderTest, facts: AsyncIterator<RecordedFact>, by: EventStore, prefix: string) => {
  for (const name of numbered(10, prefix)) {
    const next = soon(under, facts);
    await persistently(under, async () => {
      const there = await collect(by.readStream('order-1'));
      if (namesOf(there).at(-1) !== name) await by.append('order-1', [aFact(name)], there.length - 1);
    });
    expect(await next).toEqual([name]);
  }
};

/** Tries again while the store is away. */
const persistently = async <T>(under: StoreUnderTest, work: () => Promise<T>): Promise<T> => {
  for (let tries = 0; ; tries++) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof StoreUnavailable) || tries > 300) throw error;
      await waitsOf(under).pause();
    }
  }
};

/** The event store contract about two store objects on the same data. Needs `another`. */
export const sharing = {
  'F-S2 has one id for the same data': async (under) => {
    const another = await anotherOf(under);
    expect(await another.storeId()).toBe(await under.store.storeId());
  },

  'reads what another process has just appended': async (under) => {
    const another = await anotherOf(under);
    await under.store.append('order-1', [aFact('a')], 'none');
    expect(namesOf(await collect(another.readStream('order-1')))).toEqual(['a']);
    expect(namesOf(await collect(under.store.readStream('order-1')))).toEqual(['a']);
    await another.append('order-1', [aFact('b')], 0);
    expect(namesOf(await collect(under.store.readStream('order-1')))).toEqual(['a', 'b']);
  },

  'F-S4 refuses an append after one of another process at the same version': async (under) => {
    const another = await anotherOf(under);
    await under.store.append('order-1', [aFact('a')], 'none');
    await expect(another.append('order-1', [aFact('b')], 'none')).rejects.toThrow(ConcurrencyError);
  },

  'F-S5 wakes a waiting subscription for each fact of another process': async (under) => {
    const another = await anotherOf(under);
    const facts = await listening(under);
    await wakes(under, facts, another, 'a');
    await facts.return?.();
  },
} satisfies Properties;

/** Twenty appends that are under way when the connections break: their facts by name, and how each append ended. */
const interruptedAppends = async (under: StoreUnderTest, round: number) => {
  const names = numbered(20, `round${round}.`);
  const appends = names.map((name) => under.store.append(`order-${name}`, [aFact(name)], 'none'));
  await interruptOf(under)();
  return (await Promise.allSettled(appends)).map((result, i) => ({ name: names[i] as string, result }));
};

/** The event store contract about connections that break. Needs `another` and `interrupt`. */
export const interrupted = {
  'F-S5 goes on with a subscription through broken connections, without a gap or a double': async (under) => {
    const { store } = under;
    const another = await anotherOf(under);
    const facts = iteratorOf(store.subscribe());
    const following = take(facts, 60);
    for (const [n, name] of numbered(60, 'a').entries()) {
      const by = n % 2 === 0 ? another : store;
      // Not waited for: it must hit appends and looks that are under way.
      const breaking = n % 10 === 5 ? interruptOf(under)() : undefined;
      await persistently(under, async () => {
        // Looks before it tries again: what an append does that comes twice is told by other properties.
        if (n === 0 || (await lastName(by)) !== name)
          await by.append('order-1', [aFact(name)], n === 0 ? 'none' : n - 1);
      });
      await breaking;
    }
    expect(namesOf(await following)).toEqual(numbered(60, 'a'));
    await facts.return?.();
  },

  'F-S5 wakes a waiting subscription again after its connections broke': async (under) => {
    const another = await anotherOf(under);
    const facts = await listening(under);
    const waiting = soon(under, facts);
    await interruptOf(under)();
    await persistently(under, async () => {
      if ((await lastName(another)) !== 'second') await another.append('order-1', [aFact('second')], 0);
    });
    expect(await waiting).toEqual(['second']);
    await wakes(under, facts, another, 'b');
    await facts.return?.();
  },

  'says that it is well again after its connections broke': async (under) => {
    const { store } = under;
    const facts = await listening(under);
    await interruptOf(under)();
    await persistently(under, () => store.head());
    for (let tries = 0; tries < 200 && store.health().status !== 'up'; tries++) await waitsOf(under).pause();
    expect(store.health().status).toBe('up');
    await facts.return?.();
  },

  'F-S3 writes nothing twice when appends of unknown outcome come again': async (under) => {
    for (const round of [0, 1, 2]) {
      for (const { name, result } of await interruptedAppends(under, round)) {
        const stream = `order-${name}`;
        const again = () => persistently(under, () => under.store.append(stream, [aFact(name)], 'none'));
        if (result.status === 'rejected') expect(result.reason).toBeInstanceOf(StoreUnavailable);
        const { version, position } = result.status === 'fulfilled' ? result.value : await again();
        const stored = await persistently(under, () => collect(under.store.readStream(stream)));
        expect(stored.map((fact) => [namesOf([fact])[0], fact.version, fact.position])).toEqual([
          [name, version, position],
        ]);
      }
    }
  },

  'says "not applied" only of what was not written': async (under) => {
    for (const round of [0, 1, 2]) {
      for (const { name, result } of await interruptedAppends(under, round)) {
        if (result.status === 'fulfilled') continue;
        expect(result.reason).toBeInstanceOf(StoreUnavailable);
        if ((result.reason as StoreUnavailable).outcome === 'unknown') continue;
        expect(await persistently(under, () => collect(under.store.readStream(`order-${name}`)))).toEqual([]);
      }
    }
  },
} satisfies Properties;
