import { MemorySnapshots } from '../../src/infrastructure/persistence/memory/memory-snapshots.js';
import { StreamFolds } from '../../src/application/messaging/stream-folds.js';
import { ENDED_KEPT } from '../../src/domain/matching/paper-venue.state.js';
import { quoteFromCandle } from '../../src/domain/matching/quote-from-candle.js';
import type { OrderTerms } from '../../src/domain/orders/order-terms.js';
import { PaperVenueAdapter } from '../../src/infrastructure/venue/paper/paper-venue.adapter.js';
import { CountingStore } from '../support/counted-stream.js';
import { flat, order, T0 } from '../unit/domain/matching/paper-scenario.js';

const DAY = 86_400_000;

class OldVenue {
  readonly store = new CountingStore('log');
  readonly snapshots = new MemorySnapshots();
  readonly clock = { at: T0, now: () => this.clock.at };
  folds!: StreamFolds;
  venue = this.start();

  /** As after kill -9: the log and the snapshots are left. */
  start(): PaperVenueAdapter {
    this.folds = new StreamFolds({ store: this.store, snapshots: this.snapshots });
    this.venue = new PaperVenueAdapter({ accountId: 'main', store: this.store, clock: this.clock, folds: this.folds });
    return this.venue;
  }

  async place(given: Partial<OrderTerms>) {
    const { at } = this.clock;
    const quote = { ...quoteFromCandle(flat(0, '60000'), at), at };
    return this.venue.place({ order: order(given), deadline: at + 5_000, quote });
  }

  /** Orders of other names that come and go: six facts of the log or so for two of them. */
  async age(orders: number, from: number): Promise<void> {
    for (let n = from; n < from + orders; n++) {
      const clientOrderId = `other-${n}`;
      await this.place({ clientOrderId, type: 'limit', price: '50000', quantity: '0.001' });
      this.clock.at += 600_000;
      await this.venue.cancel(clientOrderId);
    }
  }
}

const kindsOf = (answer: Awaited<ReturnType<PaperVenueAdapter['lookup']>>) =>
  answer.outcome === 'answered' ? answer.reports.map(({ kind }) => kind) : answer.outcome;

test('F-O26 a venue of any age begins from its snapshot, and asks no more of the log for a name it never had', async () => {
  const old = new OldVenue();
  await old.venue.open();
  const [first, second] = ['first', 'second'];
  await old.place({ clientOrderId: first, quantity: '0.01' });
  await old.age(ENDED_KEPT + 50, 0);
  const young = old.clock.at;
  old.clock.at += 40 * DAY;
  await old.place({ clientOrderId: second, type: 'limit', price: '50000', quantity: '0.001' });
  old.clock.at += 35 * DAY;
  await old.venue.cancel(second);
  await old.age(ENDED_KEPT + 50, 1_000);
  await old.folds.settled();
  const before = await old.venue.state();

  old.store.factsRead = 0;
  expect(await old.start().state()).toEqual(before);
  expect(old.store.factsRead).toBeLessThan(1_001);

  const facts = 2 * (ENDED_KEPT + 50);
  old.store.factsRead = 0;
  expect(kindsOf(await old.venue.lookup('never placed'))).toBe('absent');
  // The last weeks, not what lies before them.
  expect(old.store.factsRead).toBeGreaterThan(facts - 1);
  expect(old.store.factsRead).toBeLessThan(facts + 10);
  // Its end is in the last weeks, its beginning is not: it is told whole.
  expect(kindsOf(await old.venue.lookup(second))).toEqual(['accepted', 'canceled']);
  // Its whole life lies before them.
  expect(kindsOf(await old.venue.lookup(first))).toBe('absent');

  old.clock.at = young;
  expect(kindsOf(await old.venue.lookup(first))).toEqual(['accepted', 'filled']);
});
