import { assert } from '../../domain/shared/assert.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { idOf } from '../../domain/shared/stream-names.js';
import { deskFact, put, refOf, type Projection, type Read, type RowRef } from '../projection.js';
import type { RowChange } from '../read-store.port.js';
import type { FillRow, LastFillRow, PositionIntentRow } from './fill.row.js';

const filled = (recorded: RecordedFact): FillRow | undefined => {
  const fact = deskFact(recorded);
  if (fact.type !== 'FillBooked') return undefined;
  const { tradeId, clientOrderId, purpose, instrumentId, book, side, quantity, price, liquiditySide } = fact.data;
  const { fee, feeCurrency, feeUsdt, grossUsdt } = fact.data;
  return {
    tradeId,
    clientOrderId,
    intentId: '',
    purpose,
    instrumentId,
    book,
    side,
    quantity,
    price,
    liquiditySide,
    fee,
    feeCurrency,
    feeUsdt,
    grossUsdt,
    at: recorded.metadata.at,
    position: recorded.position,
    refs: { booked: refOf(recorded) },
  };
};

interface Placing {
  readonly positionId: string;
  readonly intentId?: string;
  readonly tradeId?: string;
}

/** What a fact says of the position that the fill before it belongs to. */
const placingOf = (recorded: RecordedFact): Placing | undefined => {
  const fact = deskFact(recorded);
  switch (fact.type) {
    case 'PositionOpened':
      return { positionId: fact.data.positionId, intentId: fact.data.intentId };
    case 'PositionChanged':
      return { positionId: fact.data.positionId, tradeId: fact.data.tradeId };
    case 'PositionClosed':
      return { positionId: fact.data.positionId, intentId: fact.data.intentId, tradeId: fact.data.tradeId };
    default:
      return undefined;
  }
};

const LAST = 'last';
const INTENTS = 'intents';

const place = (account: string, placing: Placing, read: Read): readonly RowChange[] => {
  const { positionId } = placing;
  const known = read(INTENTS, positionId) as PositionIntentRow | undefined;
  const intentId = placing.intentId ?? known?.intentId ?? '';
  const intent: PositionIntentRow = { positionId, intentId };
  const intents = known === undefined ? [put(INTENTS, positionId, positionId, intent)] : [];
  const last = read(LAST, account) as LastFillRow | undefined;
  assert(last !== undefined, `position ${positionId} without a fill`);
  assert(
    placing.tradeId === undefined || placing.tradeId === last.fill.tradeId,
    `position ${positionId} names fill ${placing.tradeId} while ${last.fill.tradeId} was booked`,
  );
  // A flip closes one position and opens the other: the fill stays with the one that it closed.
  if (last.placed) return intents;
  const fill: FillRow = { ...last.fill, positionId, intentId };
  const placed: LastFillRow = { fill, placed: true };
  return [...intents, put('fills', fill.tradeId, fill.position, fill), put(LAST, account, account, placed)];
};

/**
 * Booked fills, by account facts alone. A fill enters the list with the position fact of its own commit, so that no
 * reader ever sees one that belongs nowhere.
 */
export const fillsProjection: Projection = {
  name: 'fills',
  version: 1,
  tables: {
    fills: { filters: ['instrumentId', 'positionId', 'clientOrderId', 'purpose'] },
    [LAST]: { filters: [] },
    [INTENTS]: { filters: [] },
  },
  categories: ['account'],
  reads: (fact) => {
    const last: RowRef = { table: LAST, key: idOf(fact.stream) };
    if (fact.type === 'FillBooked') return [last];
    const placing = placingOf(fact);
    return placing === undefined ? [] : [last, { table: INTENTS, key: placing.positionId }];
  },
  project: (fact, read) => {
    const account = idOf(fact.stream);
    const fill = filled(fact);
    if (fill !== undefined) {
      const before = read(LAST, account) as LastFillRow | undefined;
      assert(before?.placed !== false, `fill ${before?.fill.tradeId} left no position`);
      const last: LastFillRow = { fill, placed: false };
      return [put(LAST, account, account, last)];
    }
    const placing = placingOf(fact);
    return placing === undefined ? [] : place(account, placing, read);
  },
};
