import { type CreateStore, type StoreUnderTest, turn } from '../store-under-test.js';
import { eventStoreProperties, type PropertyName } from '../event-store.contract.js';
import type { Broken, StoreClass } from './broken.js';
import { brokenAppends } from './broken-appends.js';
import { brokenContents } from './broken-contents.js';
import { brokenLifetime, brokenLines, brokenSharing } from './broken-lines.js';
import { brokenLogReads } from './broken-log-reads.js';
import { brokenRepeats } from './broken-repeats.js';
import { brokenStreamReads } from './broken-stream-reads.js';
import { brokenLeaving, brokenSubscriptions } from './broken-subscriptions.js';
import { LineStore } from './line-store.js';
import { SharedLog } from './shared-log.js';

/** A property without an adapter that fails it does not compile. */
const broken: Readonly<Record<PropertyName, readonly [Broken, ...Broken[]]>> = {
  ...brokenAppends,
  ...brokenRepeats,
  ...brokenContents,
  ...brokenStreamReads,
  ...brokenLogReads,
  ...brokenSubscriptions,
  ...brokenLeaving,
  ...brokenSharing,
  ...brokenLines,
  ...brokenLifetime,
};

const under = (Store: StoreClass): StoreUnderTest => {
  const shared = new SharedLog();
  const store = new Store(shared);
  return {
    store,
    another: async () => new Store(shared),
    interrupt: async () => {
      await turn();
      shared.cut();
    },
    waits: {
      pause: turn,
      idle: async () => {
        shared.idle();
        for (let turns = 0; turns < 5; turns++) await turn();
      },
      patience: () => new Promise(() => undefined),
    },
    held: () => store.heldLetters / 1e6,
    dispose: () => store.close(),
  };
};

/** Far more turns of the event loop than any property takes here: nothing waits for a clock or a network. */
const PATIENCE_TURNS = 3_000;

/** Passes, or says why not. A property that hangs has failed. */
const outcomeOf = async (name: PropertyName, Store: StoreClass): Promise<string> => {
  const create: CreateStore = async () => under(Store);
  const tried = await create();
  let outcome: string | undefined;
  const done = eventStoreProperties[name](tried, create).then(
    () => (outcome = 'passes'),
    (error: unknown) => (outcome = String(error)),
  );
  for (let turns = 0; outcome === undefined && turns < PATIENCE_TURNS; turns++) await turn();
  void done;
  await tried.dispose();
  return outcome ?? 'hangs';
};

const SLOW_READING = 'holds little in memory for a reading that is slow';
const SLOW_SUBSCRIPTION = 'holds little in memory for a subscription that is slow';

const names = Object.keys(eventStoreProperties) as PropertyName[];

/** The properties that do not hold. */
const failuresOf = async (Store: StoreClass): Promise<readonly PropertyName[]> => {
  const failed: PropertyName[] = [];
  for (const name of names) if ((await outcomeOf(name, Store)) !== 'passes') failed.push(name);
  return failed;
};

test('the store that all the broken ones vary fails nowhere', async () => {
  expect(await failuresOf(LineStore)).toEqual([]);
});

test('each property has an adapter that fails it', () => {
  expect(Object.keys(broken).sort()).toEqual([...names].sort());
});

describe('an adapter fails just there where it is broken: a store that', () => {
  const table = Object.entries(broken).flatMap(([name, stores]) =>
    stores.map(({ what, store }) => ({ what, name, store })),
  );

  test.each(table)('$what', async ({ name, store }) => {
    expect(await failuresOf(store)).toEqual([name]);
  });
});

test.each([
  [SLOW_READING, brokenLogReads[SLOW_READING][0].store],
  [SLOW_SUBSCRIPTION, brokenLeaving[SLOW_SUBSCRIPTION][0].store],
] as const)('by the garbage collector alone: %s', async (name, Broken) => {
  const measured = async (Store: StoreClass) => {
    const { held: _held, ...unmeasured } = under(Store);
    await eventStoreProperties[name](unmeasured, async () => under(Store));
  };
  await measured(LineStore);
  await expect(measured(Broken)).rejects.toThrow('toBeLessThan');
});
