import { type Checkpoint, Checkpoints } from '../../../application/ports/checkpoints.port.js';
import { foreignCheckpoint } from '../foreign-checkpoint.js';

export class MemoryCheckpoints extends Checkpoints {
  private readonly saved = new Map<string, Checkpoint>();

  load(listener: string): Promise<Checkpoint | undefined> {
    const checkpoint = this.saved.get(listener);
    return Promise.resolve(checkpoint && structuredClone(checkpoint));
  }

  async save(listener: string, checkpoint: Checkpoint): Promise<void> {
    const before = this.saved.get(listener);
    if (before && before.storeId !== checkpoint.storeId) throw foreignCheckpoint(listener);
    this.saved.set(listener, structuredClone(checkpoint));
  }
}
