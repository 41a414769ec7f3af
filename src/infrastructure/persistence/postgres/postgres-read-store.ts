import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, EntityManager } from 'typeorm';
import type { Position } from '../../../domain/shared/fact.js';
import {
  BadQueryError,
  type ListQuery,
  type ModelGeneration,
  type Progress,
  type ReadModelShape,
  type ReadModelWriter,
  ReadStore,
  type Row,
} from '../../../projections/read-store.port.js';
import type { Page } from '../../../projections/views.js';
import { sqlState } from '../../postgres/failures.js';
import { type CheckedQuery, checkQuery, cursorOf } from '../list-cursor.js';
import { PostgresReadWriter } from './postgres-read-writer.js';
import {
  allGenerations,
  type Claim,
  claimGeneration,
  claimReleasedGeneration,
  type Generation,
  liveGeneration,
  liveTables,
  progressOf,
  rebuildGeneration,
} from './read-generations.js';
import { filterColumn, tableName, UNDEFINED_TABLE } from './read-tables.js';

const LOOK_AGAIN_MS = 10;
/** Of a reader, to find a generation that stays for as long as the reading takes. */
const ATTEMPTS = 5;

interface ListRow {
  readonly as_of: string | null;
  readonly key: string | null;
  readonly sort: string;
  readonly row: string;
}

export class PostgresReadStore extends ReadStore {
  /** What readers saw last. Each statement asks whether it is still the live one; after a swap it is looked up again. */
  private readonly seen = new Map<string, Generation>();

  constructor(
    private readonly source: DataSource,
    private readonly db: EntityManager = source.manager,
  ) {
    super();
  }

  /** All models as they are at one moment, for as long as `work` takes. @throws Error if one is replaced right then */
  async atOneMoment<T>(work: (moment: ReadStore) => Promise<T>): Promise<T> {
    const names = await liveTables(this.db);
    const runner = this.source.createQueryRunner();
    try {
      await runner.startTransaction('REPEATABLE READ');
      // Before the first look, which fixes the moment: what is locked cannot be dropped.
      if (names.length > 0) await runner.query(`lock table ${names.join(', ')} in access share mode`);
      return await work(new PostgresReadStore(this.source, runner.manager));
    } finally {
      await runner.rollbackTransaction().catch(() => undefined);
      await runner.release();
    }
  }

  claim(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter> {
    return this.take((db) => claimGeneration(db, shape, storeId));
  }

  rebuild(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter> {
    return this.take((db) => rebuildGeneration(db, shape, storeId));
  }

  async claimReleased(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter | undefined> {
    const claim = await claimReleasedGeneration(this.db, shape, storeId);
    return claim && new PostgresReadWriter(this.source, claim);
  }

  generations(): Promise<readonly ModelGeneration[]> {
    return allGenerations(this.db);
  }

  async progress(model: string): Promise<Progress | undefined> {
    const live = await liveGeneration(this.db, model);
    return live && progressOf(live);
  }

  async reaches(model: string, position: Position, timeoutMs: number): Promise<boolean> {
    const deadline = performance.now() + timeoutMs;
    for (;;) {
      const progress = await this.progress(model);
      if (progress && progress.position >= position) return true;
      if (performance.now() >= deadline) return false;
      await sleep(LOOK_AGAIN_MS);
    }
  }

  get(model: string, table: string, key: string): Promise<Row | undefined> {
    return this.read(model, undefined, async ({ generation, shape }) => {
      if (!shape.tables[table]) throw new BadQueryError(`${model} has no table ${table}`);
      const text = `select r.row from read_models m left join ${tableName(generation, table)} r on r.key = $2
        where m.generation = $1 and m.live`;
      const [found] = await this.db.query<{ row: string | null }[]>(text, [generation, key]);
      return found && { answer: found.row === null ? undefined : (JSON.parse(found.row) as Row) };
    });
  }

  list(model: string, table: string, query: ListQuery): Promise<Page<Row>> {
    return this.read<Page<Row>>(model, { items: [] }, async ({ generation, shape }) => {
      const { text, values } = listStatement(generation, table, checkQuery(shape, table, query));
      const found = await this.db.query<ListRow[]>(text, values);
      if (found.length === 0) return undefined;
      const rows = found.filter((row) => row.key !== null);
      const items = rows.slice(0, query.limit);
      const last = items.at(-1);
      const asOf = found[0]?.as_of ?? null;
      const answer = {
        items: items.map((row) => JSON.parse(row.row) as Row),
        ...(rows.length > query.limit &&
          last && { nextCursor: cursorOf({ sort: last.sort, key: last.key as string }) }),
        ...(asOf !== null && { asOf }),
      };
      return { answer };
    });
  }

  private async take(claim: (db: EntityManager) => Promise<Claim>): Promise<ReadModelWriter> {
    return new PostgresReadWriter(this.source, await this.source.transaction(claim));
  }

  /** `work` answers nothing, or finds no table, if readers see another generation by now: it is then asked again. */
  private async read<T>(
    model: string,
    none: T,
    work: (live: Generation) => Promise<{ readonly answer: T } | undefined>,
  ): Promise<T> {
    for (let attempt = 1; ; attempt++) {
      const live = this.seen.get(model) ?? (await liveGeneration(this.db, model));
      if (!live) return none;
      this.seen.set(model, live);
      try {
        const found = await work(live);
        if (found) return found.answer;
      } catch (error) {
        if (sqlState(error) !== UNDEFINED_TABLE || attempt === ATTEMPTS) throw error;
      }
      this.seen.delete(model);
      if (attempt === ATTEMPTS) throw new Error(`the read model ${model} is replaced faster than it can be read`);
    }
  }
}

/** Rows and the position of their generation in one statement, hence of one moment; one row more than wanted. */
const listStatement = (generation: number, table: string, query: CheckedQuery): { text: string; values: unknown[] } => {
  const values: unknown[] = [generation, query.limit + 1];
  const put = (value: unknown) => `$${values.push(value)}`;
  const [order, beyond] = query.newestFirst ? (['desc', '<'] as const) : (['asc', '>'] as const);
  const conditions = query.conditions.map(([field, wanted]) =>
    wanted.length === 1
      ? `${filterColumn(field)} = ${put(wanted[0])}`
      : `${filterColumn(field)} = any(${put(wanted)}::text[])`,
  );
  if (query.from !== undefined) conditions.push(`sort >= ${put(query.from)}`);
  if (query.to !== undefined) conditions.push(`sort < ${put(query.to)}`);
  if (query.place) conditions.push(`(sort, key) ${beyond} (${put(query.place.sort)}, ${put(query.place.key)})`);
  const where = conditions.length === 0 ? '' : `where ${conditions.join(' and ')}`;
  const text = `select m.position as as_of, r.key, r.sort, r.row from read_models m left join lateral
      (select key, sort, row from ${tableName(generation, table)} ${where}
       order by sort ${order}, key ${order} limit $2) r on true
    where m.generation = $1 and m.live order by r.sort ${order}, r.key ${order}`;
  return { text, values };
};
