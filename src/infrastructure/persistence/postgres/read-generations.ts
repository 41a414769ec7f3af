import type { EntityManager } from 'typeorm';
import {
  ForeignReadModelError,
  type ModelGeneration,
  type Poison,
  type Progress,
  type ReadModelShape,
} from '../../../projections/read-store.port.js';
import { assertNames } from '../read-model-names.js';
import { shapeText } from '../shape-text.js';
import { createTables, dropTables, tableName } from './read-tables.js';

/** One filling of a read model; readers see the live one. */
export interface Generation {
  readonly generation: number;
  readonly live: boolean;
  readonly shape: ReadModelShape;
  readonly storeId: string;
  readonly position: string | null;
  readonly poison: Poison | undefined;
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
  readonly poison: string | null;
}

const fromRow = (row: GenerationRow): Generation => ({
  generation: row.generation,
  live: row.live,
  shape: JSON.parse(row.shape) as ReadModelShape,
  storeId: row.store_id,
  position: row.position,
  poison: row.poison === null ? undefined : (JSON.parse(row.poison) as Poison),
});

export const progressOf = ({ storeId, position }: Generation): Progress | undefined =>
  position === null ? undefined : { storeId, position };

const COLUMNS = 'generation, live, shape, store_id, position, poison';

export const liveGeneration = async (db: EntityManager, model: string): Promise<Generation | undefined> => {
  const rows = await db.query<GenerationRow[]>(`select ${COLUMNS} from read_models where model = $1 and live`, [model]);
  return rows[0] && fromRow(rows[0]);
};

export const allGenerations = async (db: EntityManager): Promise<readonly ModelGeneration[]> => {
  const rows = await db.query<GenerationRow[]>(
    `select ${COLUMNS} from read_models order by model, live desc, generation`,
  );
  return rows.map(fromRow).map(({ shape: { name, version }, live, storeId, position, poison }) => ({
    model: name,
    version,
    live,
    storeId,
    ...(position !== null && { position }),
    ...(poison && { poison }),
  }));
};

/** Of all models that readers see. */
export const liveTables = async (db: EntityManager): Promise<readonly string[]> => {
  const rows = await db.query<GenerationRow[]>(`select ${COLUMNS} from read_models where live order by generation`);
  return rows
    .map(fromRow)
    .flatMap(({ generation, shape }) => Object.keys(shape.tables).map((table) => tableName(generation, table)));
};

const lockModel = (db: EntityManager, model: string): Promise<unknown> =>
  db.query(`select pg_advisory_xact_lock(hashtext('read_models:' || $1))`, [model]);

/** The live one first, then the newest. */
const generationsOf = async (db: EntityManager, model: string): Promise<readonly Generation[]> => {
  const rows = await db.query<GenerationRow[]>(
    `select ${COLUMNS} from read_models where model = $1 order by live desc, generation desc`,
    [model],
  );
  return rows.map(fromRow);
};

/**
 * Takes over the generation that fits, or begins a new one: live at once if readers have none yet, else beside. To be
 * called in a transaction.
 */
export const claimGeneration = async (db: EntityManager, shape: ReadModelShape, storeId: string): Promise<Claim> => {
  assertNames(shape);
  await lockModel(db, shape.name);
  const known = await generationsOf(db, shape.name);
  // Filters that changed without a new version would leave columns missing: that is another generation as well.
  const fitting = known.filter((generation) => shapeText(generation.shape) === shapeText(shape));
  const [taken] = fitting;
  const live = known.find((generation) => generation.live);
  // Of the live one's own shape there may be another beside it: somebody's rebuild, which is not ours to end.
  for (const old of known) if (!old.live && !fitting.includes(old)) await dropGeneration(db, old);
  const other = [taken, live].find((generation) => generation !== undefined && generation.storeId !== storeId);
  if (other) throw new ForeignReadModelError(shape.name, storeId, other.storeId);
  return taken ? takeOver(db, taken) : begin(db, shape, storeId, live === undefined);
};

/** Takes up the rebuild that stands beside the live generation, or begins one. To be called in a transaction. */
export const rebuildGeneration = async (db: EntityManager, shape: ReadModelShape, storeId: string): Promise<Claim> => {
  assertNames(shape);
  await lockModel(db, shape.name);
  const known = await generationsOf(db, shape.name);
  const live = known.find((generation) => generation.live);
  const unfinished = known.find(
    (generation) =>
      !generation.live &&
      generation.generation > (live?.generation ?? 0) &&
      generation.storeId === storeId &&
      shapeText(generation.shape) === shapeText(shape),
  );
  for (const old of known) if (!old.live && old !== unfinished) await dropGeneration(db, old);
  return unfinished ? takeOver(db, unfinished) : begin(db, shape, storeId, live === undefined);
};

/** The live generation, if its writer has let go of it and it fits. */
export const claimReleasedGeneration = async (
  db: EntityManager,
  shape: ReadModelShape,
  storeId: string,
): Promise<Claim | undefined> => {
  const [rows] = await db.query<[(GenerationRow & { fence: number })[], number]>(
    `update read_models set fence = fence + 1, released = false
     where model = $1 and live and released and shape = $2 and store_id = $3 returning ${COLUMNS}, fence`,
    [shape.name, shapeText(shape), storeId],
  );
  return rows[0] && { ...fromRow(rows[0]), fence: rows[0].fence };
};

const begin = async (db: EntityManager, shape: ReadModelShape, storeId: string, live: boolean): Promise<Claim> => {
  const made = await db.query<GenerationRow[]>(
    `insert into read_models (model, version, live, shape, store_id) values ($1, $2, $3, $4, $5) returning ${COLUMNS}`,
    [shape.name, shape.version, live, shapeText(shape), storeId],
  );
  const generation = fromRow(made[0] as GenerationRow);
  await createTables(db, generation.generation, shape);
  return takeOver(db, generation);
};

/** TypeORM answers an UPDATE with [rows, count]. */
const takeOver = async (db: EntityManager, generation: Generation): Promise<Claim> => {
  const [rows] = await db.query<[{ fence: number }[], number]>(
    'update read_models set fence = fence + 1, released = false where generation = $1 returning fence',
    [generation.generation],
  );
  return { ...generation, fence: (rows[0] as { fence: number }).fence };
};

/** False if the generation isn't this writer's any more. */
export const notePoison = async (db: EntityManager, claim: Claim, poison: Poison): Promise<boolean> => {
  const [, count] = await db.query<[unknown[], number]>(
    'update read_models set poison = $3 where generation = $1 and fence = $2',
    [claim.generation, claim.fence, JSON.stringify(poison)],
  );
  return count === 1;
};

export type Publication = 'published' | 'behind' | 'fenced';

/**
 * Makes the generation the one that readers see, and fences off the writer of the one before. No table is touched, so
 * readers wait for nothing. Unless it is published, the transaction must be rolled back.
 */
export const publishGeneration = async (db: EntityManager, claim: Claim, release: boolean): Promise<Publication> => {
  const { generation, fence, shape, storeId } = claim;
  await lockModel(db, shape.name);
  const [old] = await db.query<[{ position: string | null; store_id: string }[], number]>(
    `update read_models set live = false, fence = fence + 1
     where model = $1 and live and generation <> $2 returning position, store_id`,
    [shape.name, generation],
  );
  const [own] = await db.query<[{ position: string | null }[], number]>(
    'update read_models set live = true, released = $3 where generation = $1 and fence = $2 returning position',
    [generation, fence, release],
  );
  if (own[0] === undefined) return 'fenced';
  // Positions of another log say nothing about this one.
  const seen = old[0]?.store_id === storeId ? (old[0].position ?? '') : '';
  return (own[0].position ?? '') < seen ? 'behind' : 'published';
};

/** Readers of a table that is to be dropped queue behind the drop, which queues behind the readers before it. */
const DROP_PATIENCE_MS = 1_000;

/** Drops the generations that {@link publishGeneration} has retired; gives up rather than make readers queue. */
export const dropRetired = async (db: EntityManager, { generation, shape }: Claim): Promise<void> => {
  await lockModel(db, shape.name);
  await db.query(`set local lock_timeout = '${DROP_PATIENCE_MS}ms'`);
  for (const old of await generationsOf(db, shape.name)) {
    if (!old.live && old.generation < generation) await dropGeneration(db, old);
  }
};

/** Tables first: a writer that is committing has locked them before its row. */
const dropGeneration = async (db: EntityManager, { generation, shape }: Generation): Promise<void> => {
  await dropTables(db, generation, shape);
  await db.query('delete from read_models where generation = $1', [generation]);
};
