import { openEventStoreDb } from '../../src/infrastructure/event-store/eventstoredb/open-eventstoredb.js';
import type { EventStoreDbEventStore } from '../../src/infrastructure/event-store/eventstoredb/eventstoredb-event-store.js';
import { type FakeNode, startFakeNode } from '../support/eventstoredb/fake-node.js';
import { eventStoreContract } from './event-store.contract.js';
import type { StoreUnderTest } from './store-under-test.js';

/** With it the suite runs on that node, each test in a namespace of its own; else on one in this process. */
const REAL = process.env['EVENTSTORE_URL'];
const RUN = Date.now().toString(36);

let node: FakeNode | undefined;
let logs = 0;

const createStore = async (): Promise<StoreUnderTest> => {
  if (REAL === undefined) node ??= await startFakeNode();
  const url = REAL ?? (node as FakeNode).url;
  const namespace = `contract${RUN}${logs++}`;
  const stores: EventStoreDbEventStore[] = [];
  const open = async () => {
    const store = await openEventStoreDb({ url, namespace });
    stores.push(store);
    return store;
  };
  return {
    store: await open(),
    another: open,
    ...(node ? { interrupt: async () => node?.cutAll() } : {}),
    dispose: async () => {
      await Promise.all(stores.map((store) => store.close()));
    },
  };
};

afterAll(() => node?.stop());

// Nobody breaks the connections of a real node from here.
eventStoreContract('eventstoredb', createStore, REAL === undefined ? [] : ['interrupt']);
