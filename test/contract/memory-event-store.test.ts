import { MemoryEventStore } from '../../src/infrastructure/event-store/memory/memory-event-store.js';
import { eventStoreContract } from './event-store.contract.js';

const create = async () => {
  const store = new MemoryEventStore();
  return { store, dispose: () => store.close() };
};

// It lives in one process and has no connections.
eventStoreContract('memory', create, ['another', 'interrupt']);
