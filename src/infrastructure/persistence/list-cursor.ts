import { BadQueryError, type ListQuery, type ReadModelShape } from '../../projections/read-store.port.js';

const MAX_LIMIT = 1_000;

/** The last row of a page: the next one begins behind it, whatever was inserted meanwhile. */
export interface ListPlace {
  readonly sort: string;
  readonly key: string;
}

export const cursorOf = ({ sort, key }: ListPlace): string =>
  Buffer.from(JSON.stringify([sort, key]), 'utf8').toString('base64url');

const placeOf = (cursor: string): ListPlace => {
  try {
    const parsed: unknown = JSON.parse(Buffer.from(cursor, 'base64url').toString('utf8'));
    const [sort, key] = parsed as [unknown, unknown];
    if (typeof sort === 'string' && typeof key === 'string') return { sort, key };
  } catch {
    // Answered below, like any other cursor that is not ours.
  }
  throw new BadQueryError('the cursor is not one that a page gave');
};

export interface CheckedQuery extends ListQuery {
  readonly conditions: readonly (readonly [field: string, values: readonly string[]])[];
  readonly place: ListPlace | undefined;
}

/** @throws BadQueryError */
export const checkQuery = (shape: ReadModelShape, table: string, query: ListQuery): CheckedQuery => {
  const declared = shape.tables[table]?.filters;
  if (!declared) throw new BadQueryError(`${shape.name} has no table ${table}`);
  if (!Number.isInteger(query.limit) || query.limit < 1 || query.limit > MAX_LIMIT) {
    throw new BadQueryError(`limit must be 1 to ${MAX_LIMIT}`);
  }
  const conditions = Object.entries(query.where ?? {}).map(([field, value]) => {
    if (!declared.includes(field)) throw new BadQueryError(`${shape.name}.${table} can't be filtered by ${field}`);
    return [field, typeof value === 'string' ? [value] : value] as const;
  });
  return { ...query, conditions, place: query.cursor === undefined ? undefined : placeOf(query.cursor) };
};

/** A filter field as the text that readers compare with; null where the row has none. */
export const filterText = (value: unknown): string | null =>
  typeof value === 'string' || typeof value === 'number' || typeof value === 'boolean' ? String(value) : null;
