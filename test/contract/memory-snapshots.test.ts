import { type KeptSnapshot, MemorySnapshots } from '../../src/infrastructure/persistence/memory/memory-snapshots.js';
import { snapshotsContract } from './snapshots.contract.js';

const saved = new Map<string, KeptSnapshot>();

snapshotsContract({
  name: 'memory',
  create: async () => {
    saved.clear();
    return new MemorySnapshots(saved);
  },
  spoil: async (_, stream, change) => {
    const kept = saved.get(stream) as KeptSnapshot;
    saved.set(stream, { ...kept, text: change(kept.text) });
  },
});
