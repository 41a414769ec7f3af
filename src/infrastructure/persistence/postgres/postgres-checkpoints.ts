import type { DataSource } from 'typeorm';
import { type Checkpoint, Checkpoints } from '../../../application/ports/checkpoints.port.js';
import { type Fence, LeaseLost } from '../../../application/ports/leases.port.js';
import { foreignCheckpoint } from '../foreign-checkpoint.js';
import { CheckpointEntity } from '../typeorm/checkpoint.entity.js';
import { storeAway } from './store-away.js';

const KEEP = `on conflict (listener) do update set position = excluded.position, memory = excluded.memory
    where checkpoints.store_id = excluded.store_id
  returning listener`;
const SAVE = `insert into checkpoints (listener, store_id, position, memory) values ($1, $2, $3, $4) ${KEEP}`;
/** The lock makes whoever takes the lease wait for this statement, so that nothing is written after the taking. */
const SAVE_FENCED = `with fence as (select 1 from leases where name = $5 and token = $6 for share),
  saved as (insert into checkpoints (listener, store_id, position, memory) select $1, $2, $3, $4 from fence ${KEEP})
  select exists (select 1 from fence) as held, saved.listener from (select 1) one left join saved on true`;

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
  async save(listener: string, { storeId, position, memory }: Checkpoint, fence?: Fence): Promise<void> {
    const text = memory === undefined ? null : JSON.stringify(memory);
    const values = [listener, storeId, position, text];
    if (fence) return this.saveFenced(listener, values, fence);
    const rows = await this.source.manager.query<unknown[]>(SAVE, values).catch(storeAway);
    if (rows.length === 0) throw foreignCheckpoint(listener);
  }

  private async saveFenced(listener: string, values: readonly unknown[], fence: Fence): Promise<void> {
    const [row] = await this.source.manager
      .query<{ held: boolean; listener: string | null }[]>(SAVE_FENCED, [...values, fence.lease, fence.token])
      .catch(storeAway);
    if (!row?.held) throw new LeaseLost(fence);
    if (row.listener === null) throw foreignCheckpoint(listener);
  }
}
