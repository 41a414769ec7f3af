import type { RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf } from '../../domain/shared/stream-names.js';
import { deskFact, put, type Projection } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import { positionAfter } from './position-fold.js';
import type { PositionRow, StopRow } from './position.row.js';

/** Of the fact's position; undefined for facts that touch none. */
const positionIdOf = (recorded: RecordedFact): string | undefined => {
  const fact = deskFact(recorded);
  switch (fact.type) {
    case 'PositionOpened':
    case 'PositionChanged':
    case 'PositionClosed':
    case 'FeeCharged':
    case 'ProtectionChanged':
    case 'ProtectionLost':
    case 'ExitTriggered':
    case 'ExitStepped':
    case 'ExitEnded':
      return fact.data.positionId;
    default:
      return undefined;
  }
};

const RESTS = new Set(['OrderAccepted', 'OrderTriggered', 'OrderUpdated']);
const ENDED = new Set(['OrderDenied', 'OrderRejected', 'OrderCanceled', 'OrderExpired']);

/** Whether the venue holds the stop; the row is made anew from one fact, so none has to be read. */
const stopAfter = (recorded: RecordedFact): readonly RowChange[] => {
  const fact = deskFact(recorded);
  if (!('order' in fact.data) || !('purpose' in fact.data.order) || fact.data.order.purpose !== 'stop') return [];
  const resting = RESTS.has(fact.type);
  const over = ENDED.has(fact.type) || (fact.type === 'OrderFilled' && fact.data.leavesQty === '0');
  if (!resting && !over) return [];
  const { clientOrderId } = fact.data.order;
  const row: StopRow = { clientOrderId, resting };
  return [put('stops', clientOrderId, clientOrderId, row)];
};

/** Positions of all books, in the order of their last turning: opening, then closing. */
export const positionsProjection: Projection = {
  name: 'positions',
  version: 1,
  tables: {
    positions: { filters: ['status', 'instrumentId', 'intentId', 'positionId'] },
    stops: { filters: ['clientOrderId'] },
  },
  categories: ['account', 'order'],
  reads: (fact) => {
    const key = positionIdOf(fact);
    return key === undefined ? [] : [{ table: 'positions', key }];
  },
  project: (fact, read) => {
    if (categoryOf(fact.stream) === 'order') return stopAfter(fact);
    const key = positionIdOf(fact);
    if (key === undefined) return [];
    const before = read('positions', key) as PositionRow | undefined;
    const after = positionAfter(before, fact);
    return after === undefined ? [] : [put('positions', key, after.position, after)];
  },
};
