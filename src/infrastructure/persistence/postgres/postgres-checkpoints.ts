import type { DataSource } from 'typeorm';
import { type Checkpoint, Checkpoints } from '../../../application/ports/checkpoints.port.js';
import { foreignCheckpoint } from '../foreign-checkpoint.js';
import { CheckpointEntity } from '../typeorm/checkpoint.entity.js';
import { storeAway } from './store-away.js';

const SAVE = `insert into checkpoints (listener, store_id, position, memory) values ($1, $2, $3, $4)
  on conflict (listener) do update set position = excluded.position, memory = excluded.memory
    where checkpoints.store_id = excluded.store_id
  returning listener`;

/** @throws StoreUnavailable while the server is away; a save may then be repeated whatever became of it */
export class PostgresCheckpoints extends Checkpoints {
  constructor(private readonly source: DataSource) {
    super();
  }

  async load(listener: string): Promise<Checkpoint | undefined> {
    const found = await this.source.getRepository(CheckpointEntity).findOneBy({ listener }).catch(storeAway);
    if (!found) return undefined;
    const { storeId, position, memory } = found;
    return { storeId, position, ...(memory !== null && { memory: JSON.parse(memory) as unknown }) };
  }

  /** Refuses to write over the checkpoint of another log. */
  async save(listener: string, { storeId, position, memory }: Checkpoint): Promise<void> {
    const text = memory === undefined ? null : JSON.stringify(memory);
    const values = [listener, storeId, position, text];
    const rows = await this.source.manager.query<unknown[]>(SAVE, values).catch(storeAway);
    if (rows.length === 0) throw foreignCheckpoint(listener);
  }
}
