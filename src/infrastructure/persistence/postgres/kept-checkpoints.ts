import type { DataSource } from 'typeorm';
import { CheckpointEntity } from '../typeorm/checkpoint.entity.js';
import { storeAway } from './store-away.js';

export type KeptCheckpoint = Readonly<CheckpointEntity>;

/** Where every listener of a log has got to. */
export const checkpointsOf = (source: DataSource, storeId: string): Promise<readonly KeptCheckpoint[]> =>
  source
    .getRepository(CheckpointEntity)
    .find({ where: { storeId }, order: { listener: 'ASC' } })
    .catch(storeAway);

/** Puts them in the place of what those listeners had, of whatever log: for who moves a desk to another log. */
export const replaceCheckpoints = async (source: DataSource, rows: readonly KeptCheckpoint[]): Promise<void> => {
  await source
    .transaction((db) => db.getRepository(CheckpointEntity).save(rows.map((row) => ({ ...row }))))
    .catch(storeAway);
};
