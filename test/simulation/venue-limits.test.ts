import type { PaperVenueFact } from '../../src/domain/matching/paper-venue.events.js';
import { NEW_PAPER_VENUE, evolve } from '../../src/domain/matching/paper-venue.state.js';
import type { OrderDenied } from '../../src/domain/orders/order.events.js';
import { openMemory } from '../../src/infrastructure/bootstrap/open-storage.js';
import { deskOverPretendMarket, TRADING_FROM } from '../support/pretend-desk.js';

const DAY = 86_400_000;

test('F-O21 a desk that trades for a day comes nowhere near the limits of its venue', async () => {
  const storage = openMemory();
  await deskOverPretendMarket({ storage, seed: 11, until: TRADING_FROM + DAY });
  let venue = NEW_PAPER_VENUE;
  let highest = 0;
  let orders = 0;
  for await (const fact of storage.store.readAll()) {
    if (fact.stream.startsWith('paperVenue-')) {
      venue = evolve(venue, fact as unknown as PaperVenueFact);
      for (const { level } of Object.values(venue.counters)) highest = Math.max(highest, level);
    }
    if (fact.type === 'OrderInitialized') orders += 1;
    if (fact.type === 'OrderNotSent') throw new Error(`not sent: ${JSON.stringify(fact.data)}`);
    if (fact.type === 'OrderDenied') expect((fact.data as OrderDenied['data']).code).not.toBe('RATE_LIMITED');
  }
  expect(orders).toBeGreaterThan(10);
  expect(highest).toBeGreaterThan(0);
  // Of 60 000; openings stop at 40 000.
  expect(highest).toBeLessThan(30_000);
}, 120_000);
