import { ConcurrencyError, type EventStore, StoreUnavailable } from '../../src/application/ports/event-store.port.js';
import { aFact, collect, idsOf, iteratorOf, someFacts, take } from '../support/facts.js';

export interface StoreUnderTest {
  readonly store: EventStore;
  /** A second store object on the same data, as another process has it. Undefined where one can't exist. */
  readonly another?: () => Promise<EventStore>;
  /** Breaks every connection of the store. Undefined where there is none. */
  readonly interrupt?: () => Promise<void>;
  readonly dispose: () => Promise<void>;
}

/** What every adapter of the event store port must do. */
export const eventStoreContract = (name: string, create: () => Promise<StoreUnderTest>): void => {
  describe(`event store contract: ${name}`, () => {
    let under: StoreUnderTest;
    let store: EventStore;

    beforeEach(async () => {
      under = await create();
      store = under.store;
    });
    afterEach(() => under.dispose());

    describe('append', () => {
      it('numbers versions from 0 and returns the facts as stored', async () => {
        const first = await store.append('order-1', someFacts(2, 'a'), 'none');
        const second = await store.append('order-1', someFacts(1, 'b'), 1);
        expect([first.version, second.version]).toEqual([1, 2]);
        expect(first.facts.map((fact) => fact.version)).toEqual([0, 1]);
        expect(first.position).toBe(first.facts[1]?.position);
        expect(await collect(store.readStream('order-1'))).toEqual([...first.facts, ...second.facts]);
      });

      it('is atomic: a batch with one unstorable fact leaves nothing', async () => {
        const bad = [aFact('a0'), aFact('a1', { price: undefined })];
        await expect(store.append('order-1', bad, 'none')).rejects.toThrow('price');
        expect(await collect(store.readAll())).toEqual([]);
        expect(await store.head()).toBeUndefined();
      });

      it('F-S4 refuses every wrong expected version and says what it found', async () => {
        await expect(store.append('order-1', [aFact('x')], 0)).rejects.toMatchObject({ actual: 'none', expected: 0 });
        await store.append('order-1', someFacts(3, 'a'), 'none');
        for (const expected of ['none', 0, 1, 3, 7] as const) {
          const conflict = await store.append('order-1', [aFact('x')], expected).catch((error: unknown) => error);
          expect(conflict).toBeInstanceOf(ConcurrencyError);
          expect(conflict).toMatchObject({ stream: 'order-1', expected, actual: 2 });
        }
        expect(await collect(store.readAll())).toHaveLength(3);
      });

      it('F-S4 lets exactly one of 50 racers win', async () => {
        const racers = Array.from({ length: 50 }, (_, i) => store.append('order-1', [aFact(`racer${i}`)], 'none'));
        const results = await Promise.allSettled(racers);
        const lost = results.filter((result) => result.status === 'rejected');
        expect(lost).toHaveLength(49);
        for (const { reason } of lost) expect(reason).toBeInstanceOf(ConcurrencyError);
        expect(await collect(store.readAll())).toHaveLength(1);
      });

      it('lets 50 racers through that each try again on a conflict, without a gap', async () => {
        const race = async (i: number): Promise<void> => {
          for (;;) {
            const all = await collect(store.readStream('order-1'));
            try {
              await store.append('order-1', [aFact(`r${i}`)], all.at(-1)?.version ?? 'none');
              return;
            } catch (error) {
              if (!(error instanceof ConcurrencyError)) throw error;
            }
          }
        };
        await Promise.all(Array.from({ length: 50 }, (_, i) => race(i)));
        const facts = await collect(store.readStream('order-1'));
        expect(facts.map((fact) => fact.version)).toEqual(Array.from({ length: 50 }, (_, i) => i));
        expect(new Set(idsOf(facts)).size).toBe(50);
      });

      it.each([
        ['undefined', { a: { b: undefined } }],
        ['a bigint', { a: 1n }],
        ['a function', { a: () => 1 }],
        ['NaN', { a: [Number.NaN] }],
        ['infinity', { a: Infinity }],
        ['a date', { a: new Date(0) }],
        ['a map', new Map()],
        ['nothing', undefined],
      ])('refuses data that JSON would lose: %s', async (_, data) => {
        await expect(store.append('order-1', [{ ...aFact('a'), data }], 'none')).rejects.toThrow(/not JSON/);
        expect(await store.head()).toBeUndefined();
      });

      it('refuses a cycle, an empty append and a nameless stream', async () => {
        const cycle: Record<string, unknown> = {};
        cycle.self = { cycle };
        await expect(store.append('order-1', [aFact('a', cycle)], 'none')).rejects.toThrow(/cycle/);
        await expect(store.append('order-1', [], 'none')).rejects.toThrow(/at least one/);
        await expect(store.append('order', [aFact('a')], 'none')).rejects.toThrow(/stream name/);
      });
    });

    describe('F-S3 the same append again', () => {
      it('succeeds with the original version and position and writes nothing', async () => {
        const facts = someFacts(3, 'a');
        const first = await store.append('order-1', facts, 'none');
        await store.append('order-1', someFacts(2, 'b'), 2);
        const again = await store.append('order-1', facts, 'none');
        expect(again).toEqual(first);
        expect(await collect(store.readAll())).toHaveLength(5);
      });

      it('takes the beginning of a stored batch for a repeat too', async () => {
        const facts = someFacts(3, 'a');
        const whole = await store.append('order-1', facts, 'none');
        const part = await store.append('order-1', facts.slice(0, 2), 'none');
        expect(part).toEqual({ version: 1, position: whole.facts[1]?.position, facts: whole.facts.slice(0, 2) });
      });

      it('refuses a batch of which only a part is there', async () => {
        await store.append('order-1', someFacts(2, 'a'), 'none');
        await expect(store.append('order-1', someFacts(3, 'a'), 'none')).rejects.toThrow(ConcurrencyError);
        const mixed = [aFact('a0'), aFact('other')];
        await expect(store.append('order-1', mixed, 'none')).rejects.toThrow(ConcurrencyError);
        const swapped = [aFact('a1'), aFact('a0')];
        await expect(store.append('order-1', swapped, 'none')).rejects.toThrow(ConcurrencyError);
        expect(await collect(store.readAll())).toHaveLength(2);
      });

      it('writes once when twenty retries of it arrive at once', async () => {
        const facts = someFacts(3, 'a');
        const results = await Promise.all(Array.from({ length: 20 }, () => store.append('order-1', facts, 'none')));
        expect(new Set(results.map((result) => result.position)).size).toBe(1);
        expect(await collect(store.readAll())).toHaveLength(3);
      });
    });

    describe('what is stored', () => {
      it('comes back unchanged: unicode, controls, deep and empty values', async () => {
        const data = {
          text: 'naïve — 漢字 🚀 \u0000 \u2028 \ud800 "quoted" \\ {} , \n',
          'key with 🚀 and "': { empty: {}, list: [], none: null, yes: true, tiny: 5e-324, nested: [[[{ a: [] }]]] },
          '2': 'integer keys',
          '1': 'in their order',
        };
        await store.append('order-漢字 "1"', [aFact('a', data)], 'none');
        const [read] = await collect(store.readStream('order-漢字 "1"'));
        expect(read?.data).toEqual(data);
        expect(JSON.stringify(read?.data)).toBe(JSON.stringify(data));
      });

      it('keeps integers beyond 2^53 and long decimals to the last digit, as text', async () => {
        const data = { wei: '9007199254740993000000000000000001', price: '0.000000000000000000000000000000000001' };
        await store.append('order-1', [aFact('a', data)], 'none');
        expect((await collect(store.readStream('order-1')))[0]?.data).toEqual(data);
      });

      it('keeps a fact of a megabyte and an append of a thousand', async () => {
        const data = { prompt: 'x'.repeat(1_000_000) };
        await store.append('order-1', [aFact('a', data)], 'none');
        await store.append('order-2', someFacts(1_000, 'b'), 'none');
        expect((await collect(store.readStream('order-1')))[0]?.data).toEqual(data);
        expect(await collect(store.readStream('order-2'))).toHaveLength(1_000);
      });
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

      it('hears of facts of another process within a second', async () => {
        if (!under.another) return;
        const other = await under.another();
        const facts = iteratorOf(store.subscribe());
        await other.append('order-1', [aFact('a')], 'none');
        await take(facts, 1);
        await new Promise((resolve) => setTimeout(resolve, 100));
        const started = Date.now();
        const next = facts.next();
        await other.append('order-1', [aFact('b')], 0);
        await next;
        expect(Date.now() - started).toBeLessThan(1_000);
        await facts.return?.();
        await other.close();
      });

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
        expect((await asked).map((result) => (result.done ? 'end' : result.value.metadata.eventId))).toEqual(['a0', 'a1', 'a2']);
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

    it('refuses appends after close, surely not applied', async () => {
      await store.close();
      const refused = await store.append('order-1', [aFact('a')], 'none').catch((error: unknown) => error);
      expect(refused).toMatchObject({ name: 'StoreUnavailable', outcome: 'not-applied' });
    });

    it('F-S2 has an id of its own, by which a checkpoint of another store is known', async () => {
      const id = await store.storeId();
      const stranger = await create();
      expect(await stranger.store.storeId()).not.toBe(id);
      await stranger.dispose();
      if (under.another) expect(await (await under.another()).storeId()).toBe(id);
      expect(store.health().status).toBe('up');
    });
  });
};
