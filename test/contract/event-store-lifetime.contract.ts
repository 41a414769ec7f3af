import { aFact } from './named-facts.js';
import type { Properties } from './store-under-test.js';

/** The event store contract about a store's identity, health and end. */
export const lifetime = {
  'F-S2 has an id of its own, by which a checkpoint of another store is known': async ({ store }, create) => {
    const stranger = await create();
    try {
      expect(await stranger.store.storeId()).not.toBe(await store.storeId());
    } finally {
      await stranger.dispose();
    }
  },

  'says that it is up, and after its end that it is down': async ({ store }) => {
    await store.head();
    expect(store.health().status).toBe('up');
    await store.close();
    expect(store.health().status).toBe('down');
  },

  'refuses appends after its end, surely not applied': async ({ store }) => {
    await store.close();
    const refused = await store.append('order-1', [aFact('a')], 'none').catch((error: unknown) => error);
    expect(refused).toMatchObject({ name: 'StoreUnavailable', outcome: 'not-applied' });
  },
} satisfies Properties;
