import type { EntityManager } from 'typeorm';
import { ForeignReadModelError, type Progress, type ReadModelShape } from '../../../projections/read-store.port.js';
import { assertNames } from '../read-model-names.js';
import { createTables, dropTables } from './read-tables.js';

/** One filling of a read model; readers see the live one. */
export interface Generation {
  readonly generation: number;
  readonly live: boolean;
  readonly shape: ReadModelShape;
  readonly storeId: string;
  readonly position: string | null;
}

export interface Claim extends Generation {
  /** A commit with an older token writes nothing. */
  readonly fence: number;
}

interface GenerationRow {
  readonly generation: number;
  readonly live: boolean;
  readonly shape: string;
  readonly store_id: string;
  readonly position: string | null;
}

const fromRow = (row: GenerationRow): Generation => ({
  generation: row.generation,
  live: row.live,
  shape: JSON.parse(row.shape) as ReadModelShape,
  storeId: row.store_id,
  position: row.position,
});

export const progressOf = ({ storeId, position }: Generation): Progress | undefined =>
  position === null ? undefined : { storeId, position };

/** Readers of a table that is to be dropped queue behind the drop, which queues behind the readers before it. */
const DROP_PATIENCE_MS = 1_000;

const COLUMNS = 'generation, live, shape, store_id, position';

export const liveGeneration = async (db: EntityManager, model: string): Promise<Generation | undefined> => {
  const rows = await db.query<GenerationRow[]>(`select ${COLUMNS} from read_models where model = $1 and live`, [model]);
  return rows[0] && fromRow(rows[0]);
};

/**
 * Takes over the generation that fits, or begins a new one: live at once if readers have none yet, else beside. To be
 * called in a transaction.
 */
export const claimGeneration = async (
  db: EntityManager,
  shape: ReadModelShape,
  storeId: string,
  fresh: boolean,
): Promise<Claim> => {
  assertNames(shape);
  await lockModel(db, shape.name);
  const rows = await db.query<GenerationRow[]>(
    `select ${COLUMNS} from read_models where model = $1 order by live desc, generation desc`,
    [shape.name],
  );
  const known = rows.map(fromRow);
  const text = shapeText(shape);
  // Filters that changed without a new version would leave columns missing: that is another generation as well.
  const fitting = fresh ? undefined : known.find((generation) => shapeText(generation.shape) === text);
  for (const old of known) if (!old.live && old !== fitting) await dropGeneration(db, old);
  if (fitting && fitting.storeId !== storeId) throw new ForeignReadModelError(shape.name, storeId, fitting.storeId);
  if (fitting) return { ...fitting, fence: await raiseFence(db, fitting.generation) };
  const live = known.find((generation) => generation.live);
  if (live && live.storeId !== storeId && !fresh) throw new ForeignReadModelError(shape.name, storeId, live.storeId);
  const made = await db.query<GenerationRow[]>(
    `insert into read_models (model, version, live, shape, store_id) values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
    [shape.name, shape.version, live === undefined, text, storeId],
  );
  const generation = fromRow(made[0] as GenerationRow);
  await createTables(db, generation.generation, shape);
  return { ...generation, fence: await raiseFence(db, generation.generation) };
};

const shapeText = ({ name, version, tables }: ReadModelShape): string =>
  JSON.stringify({
    name,
    version,
    tables: Object.fromEntries(Object.entries(tables).map(([t, { filters }]) => [t, { filters }])),
  });

/** TypeORM answers an UPDATE with [rows, count]. */
const raiseFence = async (db: EntityManager, generation: number): Promise<number> => {
  const [rows] = await db.query<[{ fence: number }[], number]>(
    'update read_models set fence = fence + 1 where generation = $1 returning fence',
    [generation],
  );
  return (rows[0] as { fence: number }).fence;
};

const lockModel = (db: EntityManager, model: string): Promise<unknown> =>
  db.query(`select pg_advisory_xact_lock(hashtext('read_models:' || $1))`, [model]);

/**
 * Makes the generation the one that readers see, and fences off the writer of the one before. No table is touched, so
 * readers wait for nothing. False if it isn't this writer's any more:
 * the transaction must then be rolled back.
 */
export const publishGeneration = async (db: EntityManager, claim: Claim): Promise<boolean> => {
  const { generation, fence, shape } = claim;
  await lockModel(db, shape.name);
  await db.query(
    'update read_models set live = false, fence = fence + 1 where model = $1 and live and generation <> $2',
    [shape.name, generation],
  );
  const [, count] = await db.query<[unknown[], number]>(
    'update read_models set live = true where generation = $1 and fence = $2',
    [generation, fence],
  );
  return count === 1;
};

/** Drops the generations that {@link publishGeneration} has retired; gives up rather than make readers queue. */
export const dropRetired = async (db: EntityManager, { generation, shape }: Claim): Promise<void> => {
  await lockModel(db, shape.name);
  await db.query(`set local lock_timeout = '${DROP_PATIENCE_MS}ms'`);
  const rows = await db.query<GenerationRow[]>(
    `select ${COLUMNS} from read_models where model = $1 and not live and generation < $2`,
    [shape.name, generation],
  );
  for (const row of rows) await dropGeneration(db, fromRow(row));
};

/** Tables first: a writer that is committing has locked them before its row. */
const dropGeneration = async (db: EntityManager, { generation, shape }: Generation): Promise<void> => {
  await dropTables(db, generation, shape);
  await db.query('delete from read_models where generation = $1', [generation]);
};
