import {
  BadQueryError,
  FencedError,
  ForeignReadModelError,
  type ListQuery,
  type ReadModelShape,
  type ReadStore,
  type RowChange,
} from '../../src/projections/read-store.port.js';

export interface ReadStoreUnderTest {
  readonly store: ReadStore;
  /** Another process's view of the same rows; the same object where there are no processes. */
  readonly another: ReadStore;
  readonly dispose: () => Promise<void>;
}

const LOG = 'log-1';
const shape = (version = 1): ReadModelShape => ({
  name: 'positions',
  version,
  tables: { positions: { filters: ['status', 'instrumentId'] }, totals: { filters: [] } },
});
const at = (position: number) => ({ storeId: LOG, position: String(position).padStart(16, '0') });
const put = (key: string, status: string, extra: object = {}): RowChange => ({
  table: 'positions',
  key,
  sort: key,
  row: { key, status, instrumentId: 'BTC/USDT', pnl: '0.10', ...extra },
});
const remove = (key: string): RowChange => ({ table: 'positions', key, row: null });
const undeclared = (key: string): RowChange => ({ table: 'nowhere', key, sort: key, row: {} });

/** What every adapter of the read store port must do. */
export const readStoreContract = (name: string, create: () => Promise<ReadStoreUnderTest>): void => {
  describe(`read store contract: ${name}`, () => {
    let under: ReadStoreUnderTest;
    let store: ReadStore;
    beforeEach(async () => {
      under = await create();
      store = under.store;
    });
    afterEach(() => under.dispose());

    const keys = async (query: Partial<ListQuery> = {}) =>
      (await store.list('positions', 'positions', { limit: 100, ...query })).items.map((row) => row.key);

    it('commits rows and progress, and goes on from there', async () => {
      const writer = await store.claim(shape(), LOG);
      expect([writer.progress, writer.rebuilding]).toEqual([undefined, false]);
      await writer.commit(
        [put('a', 'open'), put('b', 'open'), { table: 'totals', key: 't', sort: '', row: { n: 2 } }],
        at(2),
      );
      await writer.commit([put('a', 'closed', { deep: { text: '漢字 "\\' } }), remove('b'), put('c', 'open')], at(5));
      expect(await store.get('positions', 'positions', 'a')).toMatchObject({
        status: 'closed',
        deep: { text: '漢字 "\\' },
      });
      expect(await store.get('positions', 'positions', 'b')).toBeUndefined();
      expect(await store.get('positions', 'totals', 't')).toEqual({ n: 2 });
      expect([...(await writer.get('positions', ['a', 'b', 'c'])).keys()].sort()).toEqual(['a', 'c']);
      expect(await store.progress('positions')).toEqual(at(5));
      expect((await under.another.claim(shape(), LOG)).progress).toEqual(at(5));
    });

    it('lets the last change of a key in a commit win', async () => {
      const writer = await store.claim(shape(), LOG);
      await writer.commit(
        [put('a', 'open'), put('a', 'closed'), put('b', 'open'), remove('b'), remove('c'), put('c', 'x')],
        at(1),
      );
      expect(await keys()).toEqual(['a', 'c']);
      expect(await store.get('positions', 'positions', 'a')).toMatchObject({ status: 'closed' });
    });

    it('lists by filters, bounds, order and cursor, while rows come and go', async () => {
      const writer = await store.claim(shape(), LOG);
      const letters = [...'abcdefghij'];
      await writer.commit(
        letters.map((key, i) => put(key, i % 2 === 0 ? 'open' : 'closed')),
        at(1),
      );
      expect(await keys({ where: { status: 'open' } })).toEqual(['a', 'c', 'e', 'g', 'i']);
      expect(await keys({ where: { status: ['open', 'closed'], instrumentId: 'XRP/USDT' } })).toEqual([]);
      expect(await keys({ from: 'c', to: 'e' })).toEqual(['c', 'd']);
      expect(await keys({ newestFirst: true, limit: 2 })).toEqual(['j', 'i']);
      for (const newestFirst of [false, true]) {
        const seen: unknown[] = [];
        let cursor: string | undefined;
        do {
          const query = { limit: 3, newestFirst, ...(cursor !== undefined && { cursor }) };
          const page = await store.list('positions', 'positions', query);
          expect(page.asOf).toBe(at(1).position);
          seen.push(...page.items.map((row) => row.key));
          cursor = page.nextCursor;
        } while (cursor !== undefined);
        expect(seen).toEqual(newestFirst ? [...letters].reverse() : letters);
      }
    });

    it('sorts by code point and tells equal sorts apart by key', async () => {
      const writer = await store.claim(shape(), LOG);
      const rows = ['b', 'B', 'a', 'ä', '_'].map((key): RowChange => ({
        table: 'totals',
        key,
        sort: 's',
        row: { key },
      }));
      await writer.commit(rows, at(1));
      const first = await store.list('positions', 'totals', { limit: 3 });
      const second = await store.list('positions', 'totals', { limit: 3, cursor: first.nextCursor });
      expect([...first.items, ...second.items].map((row) => row.key)).toEqual(['B', '_', 'a', 'b', 'ä']);
      expect(second.nextCursor).toBeUndefined();
    });

    it('refuses foreign filters, foreign cursors and lists without bound', async () => {
      await store.claim(shape(), LOG);
      const bad: readonly Partial<ListQuery>[] = [
        { where: { pnl: '1' } },
        { where: { "status' or '1'='1": 'x' } },
        { cursor: 'rubbish' },
        { limit: 0 },
        { limit: 1_001 },
        { limit: 1.5 },
      ];
      for (const query of bad) await expect(keys(query)).rejects.toThrow(BadQueryError);
      expect(await store.list('unknown', 'positions', { limit: 1 })).toEqual({ items: [] });
      await expect(store.claim({ ...shape(), name: 'x"; drop' }, LOG)).rejects.toThrow();
    });

    it('F-S2 writes neither rows nor progress when one row fails', async () => {
      const writer = await store.claim(shape(), LOG);
      await writer.commit([put('a', 'open')], at(1));
      await expect(writer.commit([put('a', 'closed'), put('b', 'open'), undeclared('x')], at(2))).rejects.toThrow();
      expect(await store.progress('positions')).toEqual(at(1));
      expect(await keys()).toEqual(['a']);
      expect(await store.get('positions', 'positions', 'a')).toMatchObject({ status: 'open' });
      await writer.commit([put('b', 'open')], at(2));
      expect(await keys()).toEqual(['a', 'b']);
    });

    it('F-S2 refuses a read model that was made from another log', async () => {
      const writer = await store.claim(shape(), LOG);
      await writer.commit([put('a', 'open')], at(1));
      await expect(store.claim(shape(), 'log-2')).rejects.toThrow(ForeignReadModelError);
      await expect(store.claim(shape(2), 'log-2')).rejects.toThrow(ForeignReadModelError);
      await writer.commit([put('b', 'open')], at(2));
      const fresh = await store.rebuild(shape(), 'log-2');
      await fresh.commit([put('z', 'open')], { ...at(1), storeId: 'log-2' });
      await fresh.publish();
      expect(await keys()).toEqual(['z']);
    });

    it('F-S6 lets only the latest of two projectors write', async () => {
      const paused = await store.claim(shape(), LOG);
      await paused.commit([put('a', 'open')], at(1));
      const next = await under.another.claim(shape(), LOG);
      await next.commit([put('a', 'closed')], at(2));
      await expect(paused.commit([put('a', 'open'), put('b', 'open')], at(9))).rejects.toThrow(FencedError);
      expect(await store.progress('positions')).toEqual(at(2));
      expect(await keys()).toEqual(['a']);
      await next.commit([put('c', 'open')], at(3));
      expect(await keys()).toEqual(['a', 'c']);
    });

    it('rebuilds another version beside the one that readers see, and takes up an interrupted rebuild', async () => {
      const old = await store.claim(shape(1), LOG);
      await old.commit([put('a', 'open')], at(5));
      const first = await under.another.claim(shape(2), LOG);
      expect([first.rebuilding, first.progress]).toEqual([true, undefined]);
      await first.commit([put('n1', 'open')], at(3));
      await old.commit([put('b', 'open')], at(6));
      expect(await keys()).toEqual(['a', 'b']);
      const again = await under.another.claim(shape(2), LOG);
      expect(again.progress).toEqual(at(3));
      await expect(first.commit([], at(4))).rejects.toThrow(FencedError);
      await again.commit([put('n2', 'open')], at(7));
      expect(await store.progress('positions')).toEqual(at(6));
      await again.publish();
      expect(await keys()).toEqual(['n1', 'n2']);
      expect(await store.progress('positions')).toEqual(at(7));
      await expect(old.commit([put('c', 'open')], at(8))).rejects.toThrow(FencedError);
      await again.commit([put('n3', 'open')], at(8));
      expect(await keys()).toEqual(['n1', 'n2', 'n3']);
      await again.publish();
    });

    it('rebuilds the same version on request', async () => {
      const old = await store.claim(shape(), LOG);
      await old.commit([put('wrong', 'open')], at(1));
      const fresh = await store.rebuild(shape(), LOG);
      await fresh.commit([put('right', 'open')], at(1));
      expect(await keys()).toEqual(['wrong']);
      await fresh.publish();
      expect(await keys()).toEqual(['right']);
      expect((await store.claim(shape(), LOG)).rebuilding).toBe(false);
    });

    it('F-S7 shows no rows that lack what readers have seen', async () => {
      const old = await store.claim(shape(), LOG);
      await old.commit([put('a', 'open')], at(5));
      const fresh = await under.another.rebuild(shape(), LOG);
      await fresh.commit([], at(4));
      expect(await fresh.publish()).toBe(false);
      await old.commit([put('b', 'open')], at(6));
      expect([await keys(), fresh.rebuilding]).toEqual([['a', 'b'], true]);
      await fresh.commit([put('n', 'open')], at(6));
      expect(await fresh.publish()).toBe(true);
      expect([await keys(), fresh.rebuilding]).toEqual([['n'], false]);
    });

    it('takes up an interrupted rebuild, which a claim of the live rows leaves alone', async () => {
      const old = await store.claim(shape(), LOG);
      await old.commit([put('a', 'open')], at(5));
      await (await under.another.rebuild(shape(), LOG)).commit([put('n1', 'open')], at(3));
      const restarted = await store.claim(shape(), LOG);
      expect([restarted.progress, restarted.rebuilding]).toEqual([at(5), false]);
      const again = await under.another.rebuild(shape(), LOG);
      expect([again.progress, again.rebuilding]).toEqual([at(3), true]);
      await again.commit([put('n2', 'open')], at(5));
      expect(await again.publish()).toBe(true);
      expect(await keys()).toEqual(['n1', 'n2']);
      expect((await under.another.rebuild(shape(), LOG)).progress).toBeUndefined();
    });

    it('F-S6 lets a model be taken over only when its writer has let go of it', async () => {
      expect(await store.claimReleased(shape(), LOG)).toBeUndefined();
      const old = await store.claim(shape(), LOG);
      await old.commit([put('a', 'open')], at(1));
      expect(await store.claimReleased(shape(), LOG)).toBeUndefined();
      const fresh = await under.another.rebuild(shape(), LOG);
      await fresh.commit([put('b', 'open')], at(2));
      expect(await fresh.publish(true)).toBe(true);
      expect(await store.claimReleased(shape(2), LOG)).toBeUndefined();
      expect(await store.claimReleased(shape(), 'log-2')).toBeUndefined();
      const next = await store.claimReleased(shape(), LOG);
      expect([next?.progress, next?.rebuilding]).toEqual([at(2), false]);
      expect(await store.claimReleased(shape(), LOG)).toBeUndefined();
      await expect(fresh.commit([], at(3))).rejects.toThrow(FencedError);
      await next?.commit([put('c', 'open')], at(3));
      expect(await keys()).toEqual(['b', 'c']);
    });

    it('F-S8 tells everybody why a model stands still, until it goes on', async () => {
      const poison = { position: at(2).position, stream: 'account-a', type: 'FillBooked', reason: 'no such shape' };
      const writer = await store.claim(shape(), LOG);
      await writer.commit([put('a', 'open')], at(1));
      await writer.stop(poison);
      const live = { model: 'positions', version: 1, live: true, ...at(1) };
      expect(await under.another.generations()).toEqual([{ ...live, poison }]);
      const next = await under.another.rebuild(shape(2), LOG);
      expect(await store.generations()).toEqual([
        { ...live, poison },
        { model: 'positions', version: 2, live: false, storeId: LOG },
      ]);
      await writer.commit([], at(2));
      expect((await store.generations())[0]).toEqual({ ...live, ...at(2) });
      await next.commit([], at(2));
      await next.publish();
      await expect(writer.stop(poison)).rejects.toThrow(FencedError);
      expect((await store.generations()).map(({ version }) => version)).toEqual([2]);
    });

    it('waits for a position, and says when it did not come', async () => {
      const writer = await store.claim(shape(), LOG);
      expect(await store.reaches('positions', at(1).position, 30)).toBe(false);
      const waiting = store.reaches('positions', at(2).position, 5_000);
      await writer.commit([], at(1));
      await writer.commit([], at(3));
      expect(await waiting).toBe(true);
      expect(await store.reaches('positions', at(3).position, 0)).toBe(true);
    });
  });
};
