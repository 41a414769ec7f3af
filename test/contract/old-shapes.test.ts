import type { EventStore } from '../../src/application/ports/event-store.port.js';
import { schemaOf, type UpcastTable } from '../../src/domain/shared/upcasts.js';
import { MemoryEventStore } from '../../src/infrastructure/event-store/memory/memory-event-store.js';
import { PostgresEventStore } from '../../src/infrastructure/event-store/postgres/postgres-event-store.js';
import { PostgresPool } from '../../src/infrastructure/postgres/pool.js';
import { aFact, collect, iteratorOf, take } from '../support/facts.js';
import { createTestDatabase } from '../support/test-database.js';

/** A fact that was once stored as `size` in one number, then as `quantity`, then with its unit. */
const TABLE: UpcastTable = {
  ThingHappened: {
    1: (data) => ({ quantity: String((data as { size: number }).size) }),
    2: (data) => ({ ...(data as object), unit: 'BTC' }),
  },
};

const at = (schema: number, id: string, data: object, type = 'ThingHappened') => {
  const fact = aFact(id, data, type);
  return { ...fact, metadata: { ...fact.metadata, schema } };
};
const ALL_SHAPES = [
  at(1, 'a', { size: 2 }),
  at(2, 'b', { quantity: '3' }),
  at(3, 'c', { quantity: '4', unit: 'BTC' }),
  at(1, 'd', { size: 5 }, 'OtherThing'),
];
const PRESENT = [
  { quantity: '2', unit: 'BTC' },
  { quantity: '3', unit: 'BTC' },
  { quantity: '4', unit: 'BTC' },
  { size: 5 },
];

interface Stores {
  /** A store that knows of the table, over what was written so far. */
  readonly open: () => Promise<EventStore>;
  readonly dispose: () => Promise<void>;
}

const inMemory = (): Stores => {
  const store = new MemoryEventStore('log', TABLE);
  return { open: () => Promise.resolve(store), dispose: () => store.close() };
};

const inPostgres = async (): Promise<Stores> => {
  const database = await createTestDatabase();
  const pool = new PostgresPool({ url: database.url });
  const stores: EventStore[] = [];
  return {
    open: async () => {
      const store = await PostgresEventStore.open(pool, TABLE);
      stores.push(store);
      return store;
    },
    dispose: async () => {
      await Promise.all(stores.map((store) => store.close()));
      await pool.end();
      await database.drop();
    },
  };
};

describe.each([
  ['memory', () => Promise.resolve(inMemory())],
  ['postgres', inPostgres],
] as const)('old shapes in a store of %s', (_, make) => {
  let stores: Stores;
  beforeEach(async () => {
    stores = await make();
  });
  afterEach(() => stores.dispose());

  test('F-S9 every way of reading gives the present shape, and says which it is', async () => {
    const writer = await stores.open();
    const appended = await writer.append('order-1', ALL_SHAPES, 'none');
    const repeated = await writer.append('order-1', ALL_SHAPES, 'none');
    for (const store of [writer, await stores.open()]) {
      const ways = [
        await collect(store.readStream('order-1')),
        (await collect(store.readStream('order-1', { backwards: true }))).reverse(),
        await collect(store.readAll()),
        await take(iteratorOf(store.subscribe()), ALL_SHAPES.length),
        appended.facts,
        repeated.facts,
      ];
      for (const facts of ways) {
        expect(facts.map(({ data }) => data)).toEqual(PRESENT);
        expect(facts.map(({ metadata }) => metadata.schema)).toEqual([3, 3, 3, 1]);
        expect(facts.map(({ metadata }) => metadata.eventId)).toEqual(['a', 'b', 'c', 'd']);
      }
    }
  });

  test.each([4, 0])('F-S9 a schema that nobody knows here (%i) stops the reader, loudly', async (schema) => {
    const store = await stores.open();
    const known = at(3, 'a', { quantity: '1', unit: 'BTC' });
    const write = async () => {
      await store.append('order-1', [known, at(schema, 'b', { quantity: '1' })], 'none');
    };
    // The writer that wrote it is another program; this one may or may not hear of it while it writes.
    await write().catch(() => undefined);
    const reader = await stores.open();
    await expect(collect(reader.readAll())).rejects.toThrow(`ThingHappened b has schema ${schema}; known are 1 to 3`);
    await expect(collect(reader.readStream('order-1'))).rejects.toThrow('ThingHappened b has schema');
    await expect(take(iteratorOf(reader.subscribe()), 2)).rejects.toThrow('ThingHappened b has schema');
  });
});

test('F-S9 what is written carries the newest schema of its type', () => {
  expect(schemaOf('ThingHappened', TABLE)).toBe(3);
  expect(schemaOf('OtherThing', TABLE)).toBe(1);
  expect(schemaOf('constructor', TABLE)).toBe(1);
});
