import { MemoryCheckpoints } from '../../src/infrastructure/persistence/memory/memory-checkpoints.js';
import { MemoryLeases } from '../../src/infrastructure/persistence/memory/memory-leases.js';
import { leasesContract } from './leases.contract.js';

leasesContract('memory', async () => {
  const leases = new MemoryLeases();
  return { mine: leases, theirs: leases, checkpoints: new MemoryCheckpoints(leases) };
});
