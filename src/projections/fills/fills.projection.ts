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
}

/** What a fact says of the position that the fill of its commit belongs to. */
const placingOf = (recorded: RecordedFact): Placing | undefined => {
  const fact = deskFact(recorded);
  switch (fact.type) {
    case 'PositionOpened':
    case 'PositionClosed':
      return { positionId: fact.data.positionId, intentId: fact.data.intentId };
    case 'PositionChanged':
      return { positionId: fact.data.positionId };
    default:
      return undefined;
  }
};

const LAST = 'last';
const INTENTS = 'intents';

const place = (fact: RecordedFact, placing: Placing, read: Read): readonly RowChange[] => {
  const account = idOf(fact.stream);
  const { positionId } = placing;
  const known = read(INTENTS, positionId) as PositionIntentRow | undefined;
  const intentId = placing.intentId ?? known?.intentId ?? '';
  const intent: PositionIntentRow = { positionId, intentId };
  const intents = known === undefined ? [put(INTENTS, positionId, positionId, intent)] : [];
  const last = read(LAST, account) as LastFillRow | undefined;
  // What changes a position without a fill (dust, a correction) is a commit of its own; and of a flip, which closes one
  // position and opens the other, the fill stays with the one that it closed.
  if (last?.commandId !== fact.metadata.commandId || last.placed) return intents;
  const fill: FillRow = { ...last.fill, positionId, intentId };
  const placed: LastFillRow = { ...last, fill, placed: true };
  return [...intents, put('fills', fill.tradeId, fill.position, fill), put(LAST, account, account, placed)];
};

/**
 * Booked fills, by account facts alone. The position fact of its own commit says where a fill belongs; what is bought to
 * be kept belongs to no position.
 */
export const fillsProjection: Projection = {
  name: 'fills',
  version: 2,
  tables: {
    fills: { filters: ['instrumentId', 'positionId', 'clientOrderId', 'purpose'] },
    [LAST]: { filters: [] },
    [INTENTS]: { filters: [] },
  },
  categories: ['account'],
  reads: (fact) => {
    const placing = placingOf(fact);
    if (placing === undefined) return [];
    const last: RowRef = { table: LAST, key: idOf(fact.stream) };
    return [last, { table: INTENTS, key: placing.positionId }];
  },
  project: (fact, read) => {
    const fill = filled(fact);
    if (fill !== undefined) {
      const account = idOf(fact.stream);
      const last: LastFillRow = { fill, commandId: fact.metadata.commandId, placed: false };
      return [put('fills', fill.tradeId, fill.position, fill), put(LAST, account, account, last)];
    }
    const placing = placingOf(fact);
    return placing === undefined ? [] : place(fact, placing, read);
  },
};
