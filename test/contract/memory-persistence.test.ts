import { MemoryCandleArchive } from '../../src/infrastructure/persistence/memory/memory-candle-archive.js';
import { MemoryCheckpoints } from '../../src/infrastructure/persistence/memory/memory-checkpoints.js';
import { MemoryReadStore } from '../../src/infrastructure/persistence/memory/memory-read-store.js';
import { candleArchiveContract, checkpointsContract } from './persistence.contract.js';
import { readStoreContract } from './read-store.contract.js';

checkpointsContract({ name: 'memory', create: async () => new MemoryCheckpoints() });
candleArchiveContract({ name: 'memory', create: async () => new MemoryCandleArchive() });
readStoreContract('memory', async () => {
  const store = new MemoryReadStore();
  return { store, another: store, dispose: async () => undefined };
});
