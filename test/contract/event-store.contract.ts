import { appending } from './event-store-appending.contract.js';
import { content } from './event-store-content.contract.js';
import { lifetime } from './event-store-lifetime.contract.js';
import { logReading, streamReading } from './event-store-reading.contract.js';
import { repeating } from './event-store-repeating.contract.js';
import { interrupted, sharing } from './event-store-sharing.contract.js';
import { leaving, subscribing } from './event-store-subscribing.contract.js';
import type { CreateStore, Property } from './store-under-test.js';

const always = {
  ...appending,
  ...repeating,
  ...content,
  ...streamReading,
  ...logReading,
  ...subscribing,
  ...leaving,
  ...lifetime,
};
const properties = { ...always, ...sharing, ...interrupted };

export type PropertyName = keyof typeof properties;

/** What an adapter may be unable to offer, and the properties that then can't be asked of it. */
const NEEDS = { another: { ...sharing, ...interrupted }, interrupt: interrupted } as const;
type Means = keyof typeof NEEDS;

/** All that an adapter of the event store port must do. */
export const eventStoreProperties: Readonly<Record<PropertyName, Property>> = properties;

/**
 * One test for each property; its name begins with the adapter's. `without` names what no such store can offer; a
 * property that misses something not named there fails.
 */
export const eventStoreContract = (name: string, create: CreateStore, without: readonly Means[] = []): void => {
  const beyond = new Set(without.flatMap((means) => Object.keys(NEEDS[means])));
  for (const [property, holds] of Object.entries(eventStoreProperties)) {
    if (beyond.has(property)) continue;
    test(`${name}: ${property}`, async () => {
      const under = await create();
      try {
        await holds(under, create);
      } finally {
        await under.dispose();
      }
    });
  }
};
