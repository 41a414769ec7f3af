import 'reflect-metadata';
import { DataSource } from 'typeorm';
import { CheckpointEntity } from './checkpoint.entity.js';
import { CreateLeases1764100000000 } from './create-leases.migration.js';
import { CreatePersistence1764000000000 } from './create-persistence.migration.js';
import { CreateSnapshots1764200000000 } from './create-snapshots.migration.js';
import { KeepWordOfReadModels1764300000000 } from './keep-word-of-read-models.migration.js';
import { LeaseEntity } from './lease.entity.js';

/** Any constant: it serialises processes that migrate at the same moment. */
const MIGRATION_LOCK = 815_201_702;

export interface PersistenceOptions {
  readonly url: string;
  /** Most connections at once; default 8. */
  readonly max?: number;
}

/** Connects and brings the tables up to date. The caller destroys it. */
export const openDataSource = async ({ url, max = 8 }: PersistenceOptions): Promise<DataSource> => {
  const source = new DataSource({
    type: 'postgres',
    url,
    poolSize: max,
    applicationName: 'tribune persistence',
    connectTimeoutMS: 5_000,
    entities: [CheckpointEntity, LeaseEntity],
    migrations: [
      CreatePersistence1764000000000,
      CreateLeases1764100000000,
      CreateSnapshots1764200000000,
      KeepWordOfReadModels1764300000000,
    ],
    migrationsTableName: 'persistence_migrations',
    // Changes of the schema are written down, never guessed.
    synchronize: false,
    // A broken idle connection is replaced at the next use; without a listener it would end the process.
    poolErrorHandler: () => undefined,
  });
  await source.initialize();
  const guard = source.createQueryRunner();
  try {
    await guard.query('select pg_advisory_lock($1)', [MIGRATION_LOCK]);
    await source.runMigrations({ transaction: 'all' });
    await guard.query('select pg_advisory_unlock($1)', [MIGRATION_LOCK]);
  } catch (error) {
    await guard.release();
    await source.destroy();
    throw error;
  }
  await guard.release();
  return source;
};
