import { DAY } from '../../../src/domain/shared/time.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import type { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { openMemory, type Storage } from '../../../src/infrastructure/bootstrap/open-storage.js';
import { PROJECTIONS } from '../../../src/projections/registry.js';
import { verifyProjections } from '../../../src/projections/verify-projections.js';
import { collect } from '../../support/facts.js';
import { allRows } from '../../support/folded.js';
import { deskOverPretendMarket, TRADING_FROM } from '../../support/pretend-desk.js';
import { projectAll } from '../../support/read-side.js';
import { serveDesk, type ServedDesk } from '../../support/served-desk.js';

/** The read side over what the desk itself writes, not over a story by hand. */
let storage: Storage;
let served: ServedDesk;
let facts: readonly RecordedFact[];

beforeAll(async () => {
  storage = openMemory();
  await deskOverPretendMarket({ storage, seed: 7, until: TRADING_FROM + DAY });
  const log = storage.store as MemoryEventStore;
  facts = await collect(log.readAll());
  await projectAll(log, storage.readStore);
  served = await serveDesk(log, storage.readStore);
}, 120_000);
afterAll(() => served.close());

test('every read model equals a fresh fold', async () => {
  const checks = await verifyProjections(storage.store, storage.readStore);
  expect(checks.filter(({ holds }) => !holds)).toEqual([]);
});

/** The furthest from the order of the log that keeps each stream's own: one stream after the other, newest first. */
const streamByStream = (): readonly RecordedFact[] => {
  const streams = new Map<string, RecordedFact[]>();
  for (const fact of facts) {
    const own = streams.get(fact.stream) ?? [];
    own.push(fact);
    streams.set(fact.stream, own);
  }
  return [...streams.values()].reverse().flat();
};

test.each(PROJECTIONS.map((projection) => [projection.name, projection] as const))(
  '%s: the order between streams leaves no trace',
  (_name, projection) => {
    expect(allRows(projection, streamByStream())).toEqual(allRows(projection, facts));
  },
);

test('every fill is explained, from its order down to signals and candles', async () => {
  const fills = (await served.ask('/fills?limit=500')).body.items;
  expect(new Set(fills.map(({ purpose }) => purpose)).size).toBeGreaterThan(1);
  for (const { tradeId } of fills) {
    const why = (await served.ask(`/fills/${tradeId as string}/why`)).body;
    const parts = ['order', 'permission', 'decision', 'signals', 'candles', 'story'];
    expect(parts.filter((part) => (why[part] as unknown[]).length === 0)).toEqual([]);
    expect(why).toHaveProperty('verdict');
  }
});

test('the sum of the closed positions is what the account realised beside its open ones', async () => {
  const { counts } = (await served.ask('/account')).body as { counts?: { closedPositions: number } };
  const closed = (await served.ask('/positions?status=closed&limit=500')).body.items;
  expect(closed.length).toBeGreaterThan(0);
  expect(counts?.closedPositions).toBe(closed.length);
});
