import { type EventStore, StoreUnavailable } from '../../src/application/ports/event-store.port.js';
import { aFact, collect, idsOf, iteratorOf, someFacts, take } from '../support/facts.js';

export interface StoreUnderTest {
  readonly store: EventStore;
  /** A second store object on the same data, as another process has it. Undefined where one can't exist. */
  readonly another?: () => Promise<EventStore>;
  /** Breaks every connection of the store. Undefined where there is none. */
  readonly interrupt?: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

/** The half of the event store contract about readers: pages, followers, subscriptions. */
export const readingContract = (current: () => StoreUnderTest): void => {
  let under: StoreUnderTest;
  let store: EventStore;
  beforeEach(() => {
    under = current();
    store = under.store;
  });

  describe('reading', () => {
    beforeEach(async () => {
      await store.append('order-1', someFacts(1_100, 'a'), 'none');
      await store.append('account-1', someFacts(3, 'b'), 'none');
      await store.append('order-1', someFacts(2, 'c'), 1_099);
    });

    it('gives one stream from a version on, backwards, and cut', async () => {
      const versions = async (options: Parameters<EventStore['readStream']>[1]) =>
        (await collect(store.readStream('order-1', options))).map((fact) => fact.version);
      expect(await versions({ from: 1_098 })).toEqual([1_098, 1_099, 1_100, 1_101]);
      expect(await versions({ backwards: true, limit: 3 })).toEqual([1_101, 1_100, 1_099]);
      expect(await versions({ backwards: true, from: 1_100 })).toEqual([1_101, 1_100]);
      expect(await versions({ backwards: true })).toHaveLength(1_102);
      expect(await versions({ from: 5_000 })).toEqual([]);
      expect(await collect(store.readStream('order-none'))).toEqual([]);
    });

    it('gives all in order of positions, after one, cut, and by category', async () => {
      const all = await collect(store.readAll());
      const positions = all.map((fact) => fact.position);
      expect(positions).toEqual([...positions].sort());
      expect(new Set(positions).size).toBe(1_105);
      expect(await store.head()).toBe(positions.at(-1));
      const after = positions[1_099];
      expect(idsOf(await collect(store.readAll({ after })))).toEqual(['b0', 'b1', 'b2', 'c0', 'c1']);
      expect(idsOf(await collect(store.readAll({ after, limit: 2 })))).toEqual(['b0', 'b1']);
      expect(await collect(store.readAll({ after: positions.at(-1) }))).toEqual([]);
      expect(idsOf(await collect(store.readAll({ categories: ['account'] })))).toEqual(['b0', 'b1', 'b2']);
      expect(await collect(store.readAll({ categories: ['order'] }))).toHaveLength(1_102);
      expect(await collect(store.readAll({ categories: ['account', 'order'], limit: 1_101 }))).toHaveLength(1_101);
      expect(await collect(store.readAll({ categories: ['ord'] }))).toEqual([]);
    });

    it('gives equal facts by every way of reading', async () => {
      const fresh = under.another ? await under.another() : store;
      expect(await collect(fresh.readAll())).toEqual(await collect(store.readAll()));
      const bySubscription = await take(iteratorOf(fresh.subscribe()), 1_105);
      expect(bySubscription).toEqual(await collect(store.readAll()));
      await fresh.close();
    });

    it('may be broken off early, and goes on to facts appended meanwhile', async () => {
      for await (const fact of store.readAll()) if (fact.metadata.eventId === 'a3') break;
      for await (const fact of store.readStream('order-1')) if (fact.version === 3) break;
      const seen: string[] = [];
      for await (const fact of store.readAll({ categories: ['account'] })) {
        seen.push(fact.metadata.eventId);
        if (seen.length === 3) await store.append('account-2', [aFact('late')], 'none');
      }
      expect(seen).toEqual(['b0', 'b1', 'b2', 'late']);
    });
  });

  describe('F-S1 many writers and a reader', () => {
    it('leave no gap, and a reader that follows sees each fact once and in order', async () => {
      const other = under.another ? await under.another() : store;
      const follower = iteratorOf(store.subscribe());
      const following = take(follower, 400);
      const polled: string[] = [];
      let writing = true;
      const poll = async () => {
        let after: string | undefined;
        while (writing || (await store.head()) !== after) {
          for await (const fact of other.readAll({ after })) {
            polled.push(fact.metadata.eventId);
            after = fact.position;
          }
        }
      };
      const polling = poll();
      const write = async (writer: number) => {
        for (let n = 0; n < 20; n++) {
          const from = writer % 2 === 0 ? store : other;
          const [stream, expected] = [`order-${writer}`, n === 0 ? 'none' : 2 * n - 1] as const;
          await from.append(stream, [aFact(`w${writer}.${n}a`), aFact(`w${writer}.${n}b`)], expected);
        }
      };
      await Promise.all(Array.from({ length: 10 }, (_, writer) => write(writer)));
      writing = false;
      await polling;
      const all = await collect(store.readAll());
      const numbers = all.map((fact) => Number(fact.position));
      expect(numbers).toEqual(Array.from({ length: 400 }, (_, i) => (numbers[0] as number) + i));
      expect(idsOf(await following)).toEqual(idsOf(all));
      expect(polled).toEqual(idsOf(all));
      await follower.return?.();
    });
  });

  describe('subscription', () => {
    it('gives what is there, then waits for what comes', async () => {
      await store.append('order-1', someFacts(2, 'a'), 'none');
      const facts = iteratorOf(store.subscribe());
      expect(idsOf(await take(facts, 2))).toEqual(['a0', 'a1']);
      const next = facts.next();
      await store.append('account-1', [aFact('b')], 'none');
      expect((await next).value).toMatchObject({ stream: 'account-1', metadata: { eventId: 'b' } });
      await facts.return?.();
    });

    it('F-S5 is woken by facts of another process, and again after its connections broke', async () => {
      if (!under.another) return;
      const other = await under.another();
      const facts = iteratorOf(store.subscribe());
      await other.append('order-1', [aFact('a0')], 'none');
      await take(facts, 1);
      for (const round of [1, 2]) {
        // Time to listen (again): this is about the wake-up, not the connection.
        await new Promise((resolve) => setTimeout(resolve, 800));
        const next = facts.next();
        await new Promise((resolve) => setTimeout(resolve, 50));
        await other.append('order-1', [aFact(`a${round}`)], round - 1);
        await next;
        if (round === 1) await under.interrupt?.();
      }
      expect(store.health()).toMatchObject({ status: 'up' });
      await facts.return?.();
      await other.close();
      // Without the wake-up each round would wait for the reader to look again by itself, which takes longer than this.
    }, 10_000);

    it('begins after a position and keeps to its categories', async () => {
      const { position } = await store.append('order-1', someFacts(700, 'a'), 'none');
      const facts = iteratorOf(store.subscribe({ after: position, categories: ['account'] }));
      const next = facts.next();
      await store.append('order-1', someFacts(700, 'b'), 699);
      await store.append('account-1', [aFact('c')], 'none');
      expect((await next).value).toMatchObject({ metadata: { eventId: 'c' } });
      await facts.return?.();
    });

    it('is closed by break, by return while it waits, and by the store', async () => {
      await store.append('order-1', someFacts(3, 'a'), 'none');
      for await (const fact of store.subscribe()) if (fact.version === 1) break;
      const quiet = iteratorOf(store.subscribe({ after: await store.head() }));
      const waiting = quiet.next();
      await quiet.return?.();
      expect(await waiting).toEqual({ done: true, value: undefined });
      const left = iteratorOf(store.subscribe({ after: await store.head() }));
      const leftWaiting = left.next();
      await store.close();
      expect(await leftWaiting).toEqual({ done: true, value: undefined });
      expect(store.health().status).toBe('down');
    });

    it('gives each fact once to a reader that asks several times at once', async () => {
      const facts = iteratorOf(store.subscribe());
      const asked = Promise.all([facts.next(), facts.next(), facts.next()]);
      await store.append('order-1', someFacts(3, 'a'), 'none');
      expect((await asked).map((result) => (result.done ? 'end' : result.value.metadata.eventId))).toEqual([
        'a0',
        'a1',
        'a2',
      ]);
      await facts.return?.();
    });

    it('F-S5 goes on through broken connections without a gap or a double', async () => {
      const facts = iteratorOf(store.subscribe());
      const following = take(facts, 60);
      for (let n = 0; n < 60; n++) {
        if (n % 20 === 10) await under.interrupt?.();
        const expected = n === 0 ? 'none' : n - 1;
        for (;;) {
          try {
            await store.append('order-1', [aFact(`a${n}`)], expected);
            break;
          } catch (error) {
            if (!(error instanceof StoreUnavailable)) throw error;
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }
      }
      expect(idsOf(await following)).toEqual(Array.from({ length: 60 }, (_, n) => `a${n}`));
      await facts.return?.();
    });
  });
};
