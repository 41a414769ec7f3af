import type { OverrideFact } from '../../domain/overrides/override.events.js';
import { assert } from '../../domain/shared/assert.js';
import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import { idOf } from '../../domain/shared/stream-names.js';
import { deskFact, put, type Projection } from '../projection.js';
import type { OverrideView } from '../views.js';

export interface OverrideRow extends OverrideView {
  /** Of its first fact: the order of lists. */
  readonly asked: Position;
}

const changeOf = (fact: Exclude<OverrideFact, { type: 'OverrideRequested' }>): Partial<OverrideView> => {
  switch (fact.type) {
    case 'OverrideConfirmed':
      return { status: 'accepted', confirmedAt: fact.data.confirmedAt, confirmedBy: fact.data.actor };
    case 'OverrideExpired':
      return { status: 'expired' };
    case 'OverrideExecuted': {
      const { outcome, clientOrderId } = fact.data;
      return { status: 'executed', outcome, ...(clientOrderId !== undefined && { clientOrderId }) };
    }
    case 'OverrideRefused':
      return { status: 'refused', code: fact.data.code, detail: fact.data.detail };
  }
};

const rowAfter = (before: OverrideRow | undefined, recorded: RecordedFact): OverrideRow => {
  const fact = deskFact(recorded) as OverrideFact;
  const { position, metadata } = recorded;
  if (fact.type === 'OverrideRequested') {
    const status = fact.data.confirmBefore === undefined ? 'accepted' : 'waiting';
    return { ...fact.data, status, at: metadata.at, updatedAt: metadata.at, position, asked: position };
  }
  assert(before, `${fact.type} of an override that nobody requested`);
  return { ...before, ...changeOf(fact), updatedAt: metadata.at, position };
};

/** What operators asked for, and what became of it. */
export const overridesProjection: Projection = {
  name: 'overrides',
  version: 1,
  tables: { overrides: { filters: ['status', 'kind'] } },
  categories: ['override'],
  reads: ({ stream }) => [{ table: 'overrides', key: idOf(stream) }],
  project: (fact, read) => {
    const key = idOf(fact.stream);
    const row = rowAfter(read('overrides', key) as OverrideRow | undefined, fact);
    return [put('overrides', key, row.asked, row)];
  },
};

export const overrideView = ({ asked: _asked, ...view }: OverrideRow): OverrideView => view;
