import { INSTRUMENTS, type Currency } from '../../market/instrument.js';
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

interface Coins {
  readonly currency: Currency;
  readonly quantity: Dec;
  /** What they are worth in this trade: what was paid for them, or what they brought. */
  readonly usdt: Dec;
}

const acquire = (commit: Commit, { order, tradeId }: Fill, { currency, quantity, usdt }: Coins): void => {
  // What covers an oversold balance is no holding: the lots sum to what is held.
  const held = minOf(quantity, maxOf(dec(commit.state.balances[order.book][currency] ?? '0'), ZERO));
  const cost = proportion(usdt, held, quantity);
  if (held.gt(0)) append(commit, acquireLot(commit.at, tradeId, order.book, currency, text(held), text(cost)));
};

const dispose = (commit: Commit, { order, tradeId }: Fill, { currency, quantity, usdt }: Coins): void => {
  const sale = { tradeId, book: order.book, currency, quantity: text(quantity), proceedsUsdt: text(usdt) };
  append(commit, ...disposeLots(commit.state, commit.at, sale));
};

/**
 * A cash purchase makes a lot, a cash sale takes from lots; margin touches none. Coins that are paid with, or paid out,
 * are sold and bought by that too.
 */
export const bookLots = (commit: Commit, fill: Fill, feeUsdt: Dec): void => {
  const { instrumentId, side, leverage } = fill.order;
  if (leverage > 1) return;
  const value = dec(fill.lastQty).mul(fill.lastPx);
  const { base, quote } = INSTRUMENTS[instrumentId];
  const buys = side === 'buy';
  const usdt = buys ? value.mul(fill.rate).add(feeUsdt) : value.mul(fill.rate).sub(feeUsdt);
  const ofBase: Coins = { currency: base, quantity: dec(fill.lastQty), usdt };
  const inQuote = buys ? value.add(fill.commission) : value.sub(fill.commission);
  const ofQuote: Coins = { currency: quote, quantity: inQuote, usdt };
  if (buys && quote !== 'USDT') dispose(commit, fill, ofQuote);
  if (buys) acquire(commit, fill, ofBase);
  else dispose(commit, fill, ofBase);
  if (!buys && quote !== 'USDT') acquire(commit, fill, ofQuote);
};
