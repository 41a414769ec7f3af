import { INSTRUMENTS } from '../../market/instrument.js';
import { dec, text, ZERO } from '../../shared/decimal.js';
import { append, type Commit } from '../commit.js';
import { bookLots, feeInUsdt, fillBooked, type Fill } from '../equity/booked-fill.js';
import type { HodlCoin } from './hodl.events.js';

/** What was really filled, at its real price and fee: a holding and its lot, no position, so nothing ever closes it. */
export const bookHodlFill = (commit: Commit, fill: Fill): void => {
  const feeUsdt = feeInUsdt(fill);
  append(commit, fillBooked(fill, feeUsdt, ZERO));
  bookLots(commit, fill, feeUsdt);
  const costUsdt = text(dec(fill.lastQty).mul(fill.lastPx).mul(fill.rate).add(feeUsdt));
  append(commit, {
    type: 'HodlBought',
    data: {
      purchaseId: fill.order.intentId,
      currency: INSTRUMENTS[fill.order.instrumentId].base as HodlCoin,
      quantity: fill.lastQty,
      costUsdt,
      tradeId: fill.tradeId,
    },
  });
};
