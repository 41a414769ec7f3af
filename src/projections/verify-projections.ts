import type { Position } from '../domain/shared/fact.js';
import type { FactLog } from './fact-log.js';
import type { Projection } from './projection.js';
import type { Progress, ReadStore, Row } from './read-store.port.js';
import { PROJECTIONS } from './registry.js';
import { MemoryFold, type KeptRow } from './runner/memory-fold.js';

export interface ProjectionCheck {
  readonly name: string;
  readonly holds: boolean;
  /** Rows compared, of all tables. */
  readonly rows: number;
  readonly position?: Position;
  /** The first difference; '' when there is none. */
  readonly detail: string;
}

const PAGE = 1_000;

/** JSON with sorted keys: a store may give the fields back in another order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  );

async function* storedRows(store: ReadStore, model: string, table: string): AsyncIterable<Row> {
  for (let cursor: string | undefined, first = true; first || cursor !== undefined; first = false) {
    const page = await store.list(model, table, { limit: PAGE, ...(cursor !== undefined && { cursor }) });
    yield* page.items;
    cursor = page.nextCursor;
  }
}

/** The first difference between what is stored and what must be; undefined when there is none. */
const difference = async (
  store: ReadStore,
  model: string,
  table: string,
  expected: readonly KeptRow[],
): Promise<string | undefined> => {
  let index = 0;
  for await (const row of storedRows(store, model, table)) {
    const wanted = expected[index++];
    if (wanted === undefined) return `${table}: a row too many: ${canonical(row)}`;
    if (canonical(row) !== canonical(wanted.row)) {
      return `${table} ${wanted.key}: stored ${canonical(row)}, folded ${canonical(wanted.row)}`;
    }
  }
  const missing = expected[index];
  return missing === undefined ? undefined : `${table} ${missing.key}: missing`;
};

const checkOf = async (
  store: ReadStore,
  fold: MemoryFold,
  position: Position | undefined,
  broken: string | undefined,
): Promise<ProjectionCheck> => {
  const { name, tables } = fold.projection;
  const about = { name, ...(position !== undefined && { position }) };
  if (broken !== undefined) return { ...about, holds: false, rows: 0, detail: broken };
  let rows = 0;
  for (const table of Object.keys(tables)) {
    const expected = fold.rows(table);
    const detail = position === undefined ? undefined : await difference(store, name, table, expected);
    if (detail !== undefined) return { ...about, holds: false, rows, detail };
    rows += expected.length;
  }
  return { ...about, holds: true, rows, detail: '' };
};

/**
 * Compares the rows of every read model with a fresh fold of the log up to the same position. Nothing may be writing
 * them meanwhile.
 */
export const verifyProjections = async (
  log: Pick<FactLog, 'readAll'>,
  store: ReadStore,
  projections: readonly Projection[] = PROJECTIONS,
): Promise<readonly ProjectionCheck[]> => {
  const reached: (Progress | undefined)[] = [];
  for (const { name } of projections) reached.push(await store.progress(name));
  const folds = projections.map((projection) => new MemoryFold(projection));
  const broken = new Map<number, string>();
  for await (const fact of log.readAll()) {
    folds.forEach((fold, index) => {
      const until = reached[index]?.position;
      if (until === undefined || fact.position > until || broken.has(index)) return;
      try {
        fold.take(fact);
      } catch (error) {
        broken.set(index, `${fact.type} at ${fact.position} cannot be folded: ${String(error)}`);
      }
    });
  }
  const checks: ProjectionCheck[] = [];
  for (const [index, fold] of folds.entries()) {
    checks.push(await checkOf(store, fold, reached[index]?.position, broken.get(index)));
  }
  return checks;
};
