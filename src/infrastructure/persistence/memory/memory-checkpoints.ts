import { type Checkpoint, Checkpoints } from '../../../application/ports/checkpoints.port.js';
import { type Fence, LeaseLost } from '../../../application/ports/leases.port.js';
import { foreignCheckpoint } from '../foreign-checkpoint.js';
import { MemoryLeases } from './memory-leases.js';

export class MemoryCheckpoints extends Checkpoints {
  private readonly saved = new Map<string, Checkpoint>();

  constructor(private readonly leases = new MemoryLeases()) {
    super();
  }

  load(listener: string): Promise<Checkpoint | undefined> {
    const checkpoint = this.saved.get(listener);
    return Promise.resolve(checkpoint && structuredClone(checkpoint));
  }

  async save(listener: string, checkpoint: Checkpoint, fence?: Fence): Promise<void> {
    if (fence && !this.leases.isNewest(fence)) throw new LeaseLost(fence);
    const before = this.saved.get(listener);
    if (before && before.storeId !== checkpoint.storeId) throw foreignCheckpoint(listener);
    this.saved.set(listener, structuredClone(checkpoint));
  }
}
