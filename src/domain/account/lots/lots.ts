import type { Currency } from '../../market/instrument.js';
import type { Book } from '../../orders/order-terms.js';
import { dec, minOf, proportion, text, type Dec, type DecimalString } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import type { LotAcquired, LotDisposed } from '../account.events.js';
import type { AccountState, Lot } from '../account.state.js';
import type { LotOrder } from './lot-order.js';

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

/** By cross-multiplication: a division would make equal prices differ in the last digit. */
const dearer = (a: Lot, b: Lot): number => dec(b.costUsdt).mul(a.quantity).cmp(dec(a.costUsdt).mul(b.quantity));

/** The lots in the order in which they give; of equals the one that came first. */
export const lotsInOrder = (lots: readonly Lot[], order: LotOrder): readonly Lot[] => {
  const oldestFirst = [...lots].sort((a, b) => a.acquiredAt - b.acquiredAt);
  if (order === 'fifo') return oldestFirst;
  return order === 'lifo' ? oldestFirst.reverse() : oldestFirst.sort(dearer);
};

export interface TakenLot {
  readonly lot: Lot;
  readonly quantity: Dec;
  /** Its part of what the lot cost, USDT. */
  readonly costUsdt: Dec;
}

/** What each lot of one book gives of a quantity; less than the quantity where the lots do not hold it. */
export const takeLots = (
  state: AccountState,
  { book, currency, quantity }: { book: Book; currency: Currency; quantity: DecimalString },
): readonly TakenLot[] => {
  const own = state.lots.filter((lot) => lot.book === book && lot.currency === currency);
  const taken: TakenLot[] = [];
  let left = dec(quantity);
  for (const lot of lotsInOrder(own, state.policy.lotOrder)) {
    if (left.lte(0)) break;
    const part = minOf(left, dec(lot.quantity));
    taken.push({ lot, quantity: part, costUsdt: proportion(lot.costUsdt, part, lot.quantity) });
    left = left.sub(part);
  }
  return taken;
};

/**
 * A sale, lot by lot, within one book. Proceeds (after the fee, USDT) and lot costs are split in proportion; the last
 * part takes the rest, so that the parts sum to the whole.
 */
export const disposeLots = (
  state: AccountState,
  at: number,
  sale: { tradeId: string; book: Book; currency: Currency; quantity: DecimalString; proceedsUsdt: DecimalString },
): readonly LotDisposed[] => {
  let left = dec(sale.quantity);
  let proceedsLeft = dec(sale.proceedsUsdt);
  return takeLots(state, sale).map(({ lot, quantity, costUsdt }): LotDisposed => {
    const proceedsUsdt = proportion(proceedsLeft, quantity, left);
    left = left.sub(quantity);
    proceedsLeft = proceedsLeft.sub(proceedsUsdt);
    return {
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
    };
  });
};
