import { ConcurrencyError, type EventStore } from '../../src/application/ports/event-store.port.js';
import { aFact, collect, idsOf, someFacts } from '../support/facts.js';
import { readingContract, type StoreUnderTest } from './event-store-reading.contract.js';

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

    readingContract(() => under);

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
