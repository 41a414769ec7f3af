import { type Snapshot, type Snapshots, SnapshotUnreadable } from '../../src/application/ports/snapshots.port.js';

export interface SnapshotsUnderTest {
  readonly name: string;
  readonly create: () => Promise<Snapshots>;
  /** Changes the kept text of a stream's state behind the adapter's back. */
  readonly spoil: (snapshots: Snapshots, stream: string, change: (text: string) => string) => Promise<void>;
}

const snapshot = (version: number, fields: Partial<Snapshot> = {}): Snapshot => ({
  stream: 'account-main',
  storeId: 'log',
  version,
  eventId: `event-${version}`,
  fold: 'fold-1',
  state: { balances: { USDT: '10000.00000000000000000001' }, none: null, list: [], text: '漢字 "' },
  ...fields,
});

export const snapshotsContract = ({ name, create, spoil }: SnapshotsUnderTest): void => {
  describe(`snapshots contract: ${name}`, () => {
    test(`${name}: what was saved comes back, each stream its own`, async () => {
      const snapshots = await create();
      expect(await snapshots.load('account-main')).toBeUndefined();
      const other = snapshot(7, { stream: 'signal-regime.BTC/USDT', storeId: 'other', fold: 'fold-2' });
      await snapshots.save(snapshot(499));
      await snapshots.save(other);
      expect(await snapshots.load('account-main')).toEqual(snapshot(499));
      expect(await snapshots.load('signal-regime.BTC/USDT')).toEqual(other);
    });

    test.each([
      ['newer', snapshot(999)],
      ['older', snapshot(3)],
      ['of another log', snapshot(3, { storeId: 'restored' })],
      ['of another fold', snapshot(499, { fold: 'fold-2' })],
    ])(`${name}: takes the place of the one before, though it is %s`, async (_, later) => {
      const snapshots = await create();
      await snapshots.save(snapshot(499));
      await snapshots.save(later);
      expect(await snapshots.load('account-main')).toEqual(later);
    });

    test(`${name}: holds a state of megabytes`, async () => {
      const snapshots = await create();
      const state = { ended: Array.from({ length: 20_000 }, (_, n) => ({ clientOrderId: `order-${n}`, cumQty: '0' })) };
      await snapshots.save(snapshot(499, { state }));
      expect((await snapshots.load('account-main'))?.state).toEqual(state);
    });

    test(`${name}: does not share a state with whoever saved or loaded it`, async () => {
      const snapshots = await create();
      const state = { pauses: ['startup'] };
      await snapshots.save(snapshot(499, { state }));
      state.pauses.push('later');
      const loaded = (await snapshots.load('account-main'))?.state as typeof state;
      loaded.pauses.push('elsewhere');
      expect((await snapshots.load('account-main'))?.state).toEqual({ pauses: ['startup'] });
    });

    test.each([
      ['cut off', (text: string) => text.slice(0, -5)],
      ['changed in one digit', (text: string) => text.replace('10000', '90000')],
      ['emptied', () => ''],
    ])(`F-S2 ${name}: one that was %s is called unreadable, not a state`, async (_, change) => {
      const snapshots = await create();
      await snapshots.save(snapshot(499));
      await spoil(snapshots, 'account-main', change);
      await expect(snapshots.load('account-main')).rejects.toThrow(SnapshotUnreadable);
      await snapshots.save(snapshot(500));
      expect(await snapshots.load('account-main')).toEqual(snapshot(500));
    });
  });
};
