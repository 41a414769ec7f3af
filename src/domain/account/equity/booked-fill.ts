import { INSTRUMENTS } from '../../market/instrument.js';
import type { OrderFilled } from '../../orders/order.events.js';
import { dec, maxOf, minOf, proportion, text, ZERO, type Dec } from '../../shared/decimal.js';
import type { BalanceChange, FillBooked } from '../account.events.js';
import { append, type Commit } from '../commit.js';
import { acquireLot, disposeLots } from '../lots/lots.js';

export type Fill = OrderFilled['data'];

/** Cash: base and quote change hands. Margin: nothing but the fee, and the P&L at the close, both in USDT. */
const balanceChanges = (fill: Fill, feeUsdt: Dec, gross: Dec): readonly BalanceChange[] => {
  const { book, instrumentId, side, leverage } = fill.order;
  if (leverage > 1) return [{ book, currency: 'USDT', amount: text(gross.sub(feeUsdt)) }];
  const { base, quote } = INSTRUMENTS[instrumentId];
  const value = dec(fill.lastQty).mul(fill.lastPx);
  const sign = side === 'buy' ? 1 : -1;
  return [
    { book, currency: base, amount: text(dec(fill.lastQty).mul(sign)) },
    { book, currency: quote, amount: text(value.mul(-sign).sub(fill.commission)) },
  ];
};

/** Fees are in the quote currency; a venue that takes them in USDT says so, and then no rate applies. */
export const feeInUsdt = ({ commission, commissionCurrency, rate }: Fill): Dec =>
  commissionCurrency === 'USDT' ? dec(commission) : dec(commission).mul(rate);

export const fillBooked = (fill: Fill, feeUsdt: Dec, gross: Dec): FillBooked => ({
  type: 'FillBooked',
  data: {
    tradeId: fill.tradeId,
    clientOrderId: fill.order.clientOrderId,
    fillNo: fill.fillNo,
    purpose: fill.order.purpose,
    book: fill.order.book,
    instrumentId: fill.order.instrumentId,
    side: fill.order.side,
    leverage: fill.order.leverage,
    quantity: fill.lastQty,
    price: fill.lastPx,
    liquiditySide: fill.liquiditySide,
    fee: fill.commission,
    feeCurrency: fill.commissionCurrency,
    rate: fill.rate,
    feeUsdt: text(feeUsdt),
    grossUsdt: text(gross),
    changes: balanceChanges(fill, feeUsdt, gross),
  },
});

/** A cash purchase makes a lot, a cash sale takes from lots; margin touches none. */
export const bookLots = (commit: Commit, fill: Fill, feeUsdt: Dec): void => {
  const { book, instrumentId, side, leverage } = fill.order;
  if (leverage > 1) return;
  const value = dec(fill.lastQty).mul(fill.lastPx).mul(fill.rate);
  const { base } = INSTRUMENTS[instrumentId];
  if (side === 'buy') {
    // What covers an oversold balance is no holding: the lots sum to what is held.
    const held = minOf(dec(fill.lastQty), maxOf(dec(commit.state.balances[book][base] ?? '0'), ZERO));
    const cost = proportion(value.add(feeUsdt), held, fill.lastQty);
    if (held.gt(0)) append(commit, acquireLot(commit.at, fill.tradeId, book, base, text(held), text(cost)));
    return;
  }
  const proceedsUsdt = text(value.sub(feeUsdt));
  const sale = { tradeId: fill.tradeId, book, currency: base, quantity: fill.lastQty, proceedsUsdt };
  append(commit, ...disposeLots(commit.state, commit.at, sale));
};
