import type { ConflictResolved } from '../../domain/decisions/decision.events.js';
import { assert } from '../../domain/shared/assert.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { deskFact, put, timeKey, type Projection, type RowRef } from '../projection.js';
import type { RowChange } from '../read-store.port.js';

/** One conflict of one leg. */
export interface ConflictRow {
  readonly cycleId: string;
  readonly instrumentId: string;
  readonly kind: string;
  /** When it was detected. */
  readonly at: UnixMs;
  readonly resolver: ConflictResolved['data']['resolver'] | 'nobody';
  readonly by?: string;
  readonly outcome?: string;
  readonly latencyMs?: number;
}

const keyOf = ({ cycleId, instrumentId, kind }: Pick<ConflictRow, 'cycleId' | 'instrumentId' | 'kind'>): string =>
  `${cycleId}|${instrumentId}|${kind}`;

const putConflict = (row: ConflictRow): RowChange => {
  const key = keyOf(row);
  return put('conflicts', key, `${timeKey(row.at)}|${key}`, row);
};

const readsOf = (recorded: RecordedFact): readonly RowRef[] => {
  const fact = deskFact(recorded);
  return fact.type === 'ConflictResolved' ? [{ table: 'conflicts', key: keyOf(fact.data) }] : [];
};

/** Which conflicts there were, who settled them, how and how fast. */
export const conflictsProjection: Projection = {
  name: 'conflicts',
  version: 1,
  tables: { conflicts: { filters: [] } },
  categories: ['decision'],
  reads: readsOf,
  project: (recorded, read) => {
    const fact = deskFact(recorded);
    if (fact.type === 'ConflictDetected') {
      const { cycleId, instrumentId, kind } = fact.data;
      return [putConflict({ cycleId, instrumentId, kind, at: recorded.metadata.at, resolver: 'nobody' })];
    }
    if (fact.type !== 'ConflictResolved') return [];
    const open = read('conflicts', keyOf(fact.data)) as ConflictRow | undefined;
    assert(open !== undefined, `a conflict was settled that nobody detected: ${keyOf(fact.data)}`);
    const { resolver, by, outcome, latencyMs } = fact.data;
    const more = { ...(by !== undefined && { by }), ...(latencyMs !== undefined && { latencyMs }) };
    return [putConflict({ ...open, resolver, outcome, ...more })];
  },
};
