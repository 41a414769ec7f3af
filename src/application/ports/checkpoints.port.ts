import type { Position } from '../../domain/shared/fact.js';
import type { Fence } from './leases.port.js';

export interface Checkpoint {
  readonly storeId: string;
  readonly position: Position;
  /** What the listener must remember beside its position (the engine: its open deadlines). Plain JSON. */
  readonly memory?: unknown;
}

/** Where a listener has got to. Written as one row: position and memory never part. */
export abstract class Checkpoints {
  abstract load(listener: string): Promise<Checkpoint | undefined>;
  /** Under a fence: checked in the same statement. @throws LeaseLost, and then nothing was written */
  abstract save(listener: string, checkpoint: Checkpoint, fence?: Fence): Promise<void>;
}
