import { INSTRUMENTS, type Currency } from '../market/instrument.js';
import type { OrderTerms } from '../orders/order-terms.js';
import { dec, text, type DecimalString } from '../shared/decimal.js';
import { commissionOf } from './fees.js';
import { openingMarginFee } from './margin-fee.js';
import { closingPnl, type MarginPosition } from './margin-position.js';
import type { BalanceMove } from './paper-order.js';
import type { PaperSettings } from './paper-settings.js';

export interface Trade {
  readonly terms: OrderTerms;
  readonly quantity: DecimalString;
  readonly price: DecimalString;
  readonly liquiditySide: 'maker' | 'taker';
  /** USDT per unit of the quote currency. */
  readonly rate: DecimalString;
  /** What it closes; undefined for cash and for openings. */
  readonly closes: MarginPosition | undefined;
}

export interface Settlement {
  readonly commission: DecimalString;
  readonly commissionCurrency: Currency;
  readonly marginFee: DecimalString;
  readonly pnl: DecimalString;
  readonly moves: readonly BalanceMove[];
}

/**
 * What one fill does to the balances. Cash: base and quote change hands, the fee is paid in quote. Margin: everything
 * is settled in USDT at the fill's rate; an opening pays its fees, a closing also gets its P&L.
 */
export const settle = (trade: Trade, settings: PaperSettings): Settlement => {
  const { terms, quantity, price, rate, closes } = trade;
  const { base, quote } = INSTRUMENTS[terms.instrumentId];
  const fee = commissionOf(quantity, price, trade.liquiditySide, settings);
  const charged = { commission: text(fee), commissionCurrency: quote };
  const cost = dec(quantity).mul(price);
  if (terms.leverage === 1) {
    const moves: BalanceMove[] =
      terms.side === 'buy'
        ? [
            { currency: base, amount: quantity },
            { currency: quote, amount: text(cost.add(fee).neg()) },
          ]
        : [
            { currency: base, amount: text(dec(quantity).neg()) },
            { currency: quote, amount: text(cost.sub(fee)) },
          ];
    return { ...charged, marginFee: '0', pnl: '0', moves };
  }
  const pnl = closes ? closingPnl(closes, quantity, price).mul(rate) : dec(0);
  const marginFee = closes ? '0' : openingMarginFee(text(cost), rate, settings);
  const amount = text(pnl.sub(fee.mul(rate)).sub(marginFee));
  return { ...charged, marginFee, pnl: text(pnl), moves: [{ currency: 'USDT', amount }] };
};
