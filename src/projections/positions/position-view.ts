import { dec, SPLIT_PLACES, text } from '../../domain/shared/decimal.js';
import type { PositionView } from '../views.js';
import type { PositionRow, StopRow } from './position.row.js';

const averageOf = (cost: string, quantity: string): string =>
  dec(quantity).isZero() ? '0' : text(dec(cost).div(quantity).toDecimalPlaces(SPLIT_PLACES));

/** The account says what protects the position, the stop's own order whether it rests at the venue. */
export const positionView = (row: PositionRow, stop: StopRow | undefined): PositionView => {
  const { cost, enteredCost, enteredQuantity, stopOrderId: _, refs: _refs, position: _position, ...view } = row;
  return {
    ...view,
    entry: row.status === 'open' ? averageOf(cost, row.quantity) : averageOf(enteredCost, enteredQuantity),
    protection: row.protection === 'requested' && stop?.resting === true ? 'resting' : row.protection,
  };
};
