import type { Currency } from '../../market/instrument.js';
import type { Book } from '../../orders/order-terms.js';
import { dec, minOf, proportion, text, type DecimalString } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import type { LotAcquired, LotDisposed } from '../account.events.js';
import type { AccountState } from '../account.state.js';

/** A cash purchase becomes one lot; its fee is part of the cost. Quantity in units, cost in USDT. */
export const acquireLot = (
  at: number,
  tradeId: string,
  book: Book,
  currency: Currency,
  quantity: DecimalString,
  costUsdt: DecimalString,
): LotAcquired => ({
  type: 'LotAcquired',
  data: { lotId: stableId('lot', tradeId, currency), book, currency, quantity, costUsdt, acquiredAt: at },
});

/**
 * First in, first out, within one book. Proceeds (after the fee, USDT) and lot costs are split in proportion; the last
 * part takes the rest, so that the parts sum to the whole.
 */
export const disposeLots = (
  state: AccountState,
  at: number,
  sale: { tradeId: string; book: Book; currency: Currency; quantity: DecimalString; proceedsUsdt: DecimalString },
): readonly LotDisposed[] => {
  const facts: LotDisposed[] = [];
  let left = dec(sale.quantity);
  let proceedsLeft = dec(sale.proceedsUsdt);
  for (const lot of state.lots) {
    if (left.lte(0)) break;
    if (lot.book !== sale.book || lot.currency !== sale.currency) continue;
    const quantity = minOf(left, dec(lot.quantity));
    const costUsdt = proportion(lot.costUsdt, quantity, lot.quantity);
    const proceedsUsdt = proportion(proceedsLeft, quantity, left);
    left = left.sub(quantity);
    proceedsLeft = proceedsLeft.sub(proceedsUsdt);
    facts.push({
      type: 'LotDisposed',
      data: {
        lotId: lot.lotId,
        tradeId: sale.tradeId,
        book: sale.book,
        currency: sale.currency,
        quantity: text(quantity),
        costUsdt: text(costUsdt),
        proceedsUsdt: text(proceedsUsdt),
        gainUsdt: text(proceedsUsdt.sub(costUsdt)),
        acquiredAt: lot.acquiredAt,
        disposedAt: at,
      },
    });
  }
  return facts;
};
