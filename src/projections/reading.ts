import type { Position } from '../domain/shared/fact.js';
import type { UnixMs } from '../domain/shared/time.js';
import { timeKey } from './projection.js';
import type { ListQuery, ReadStore, Row } from './read-store.port.js';
import type { Page } from './views.js';

/** What every list takes. */
export interface PageRequest {
  /** 1 to 500. */
  readonly limit: number;
  /** `nextCursor` of the page before. */
  readonly cursor?: string;
  /** The answer must hold every fact up to here. */
  readonly minPosition?: Position;
}

/** How long a reader waits for a read model to come up to the position asked for, ms. */
export const PATIENCE_MS = 5_000;

/** The read model did not come up to the position in time: it lags, is being rebuilt, or stands still. */
export class NotYetError extends Error {
  override readonly name = 'NotYetError';
  constructor(
    readonly model: string,
    readonly wanted: Position,
    readonly reached: Position | undefined,
  ) {
    super(`${model} stands at ${reached ?? 'the beginning'} and did not reach ${wanted} in ${PATIENCE_MS} ms`);
  }
}

/** Waits until the models hold every fact up to the position. @throws NotYetError */
export const reachedBy = async (
  store: ReadStore,
  models: readonly string[],
  minPosition: Position | undefined,
): Promise<void> => {
  if (minPosition === undefined) return;
  await Promise.all(
    models.map(async (model) => {
      if (await store.reaches(model, minPosition, PATIENCE_MS)) return;
      throw new NotYetError(model, minPosition, (await store.progress(model))?.position);
    }),
  );
};

/** Conditions that were given; what is undefined is no condition. */
const where = (
  conditions: Readonly<Record<string, string | readonly string[] | undefined>>,
): NonNullable<ListQuery['where']> =>
  Object.fromEntries(
    Object.entries(conditions).filter((entry): entry is [string, string | readonly string[]] => entry[1] !== undefined),
  );

export const listQuery = (
  { limit, cursor }: PageRequest,
  more: Omit<ListQuery, 'limit' | 'cursor'> = {},
): ListQuery => ({ limit, ...(cursor !== undefined && { cursor }), ...more });

/** A page of the rows that meet the conditions, the newest first. @throws NotYetError */
export const newestRows = async (
  store: ReadStore,
  model: string,
  table: string,
  page: PageRequest,
  conditions: Parameters<typeof where>[0],
): Promise<Page<Row>> => {
  await reachedBy(store, [model], page.minPosition);
  return store.list(model, table, listQuery(page, { where: where(conditions), newestFirst: true }));
};

/** A row as the projection that wrote it knows it. */
const typed = <R extends object>(row: Row): R => row as R;

/** The first row that is found, where no other one counts. */
export const firstOf = async <R extends object>(
  store: ReadStore,
  model: string,
  table: string,
  query: Omit<ListQuery, 'limit' | 'cursor'> = {},
): Promise<R | undefined> => {
  const { items } = await store.list(model, table, { ...query, limit: 1 });
  return items[0] && typed<R>(items[0]);
};

/** A page with its rows turned into what the API answers. */
export const pageOf = <R extends object, V>(page: Page<Row>, view: (row: R) => V): Page<V> => ({
  ...page,
  items: page.items.map((row) => view(typed<R>(row))),
});

/** The rows whose `field` has one of the values, by that value; for joins with the rows of one page. */
export const rowsBy = async <R extends object>(
  store: ReadStore,
  model: string,
  table: string,
  field: string,
  values: readonly string[],
): Promise<ReadonlyMap<string, R>> => {
  if (values.length === 0) return new Map();
  const distinct = [...new Set(values)];
  const { items } = await store.list(model, table, { where: { [field]: distinct }, limit: distinct.length });
  return new Map(items.map((row) => [String(row[field]), typed<R>(row)]));
};

/** A row without what only the house needs. */
export const withoutRefs = <R extends { readonly refs: unknown }>({ refs: _, ...view }: R): Omit<R, 'refs'> => view;

/** `from` inclusive, `to` exclusive. */
export interface Span {
  readonly from: UnixMs;
  readonly to: UnixMs;
}

const ROWS_AT_ONCE = 500;

/** All rows of a table that is in the order of time, page by page, oldest first. */
export async function* pagesOf<R extends object>(
  store: ReadStore,
  model: string,
  table: string,
  { from, to }: Span,
): AsyncIterable<readonly R[]> {
  let cursor: string | undefined;
  do {
    const page = { limit: ROWS_AT_ONCE, ...(cursor !== undefined && { cursor }) };
    const found = await store.list(model, table, listQuery(page, { from: timeKey(from), to: timeKey(to) }));
    yield found.items.map((row) => typed<R>(row));
    cursor = found.nextCursor;
  } while (cursor !== undefined);
}
