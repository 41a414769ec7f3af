import type {
  FillBooked,
  FundsTransferred,
  HodlBought,
  ProfitSetAside,
} from '../../../domain/account/account.events.js';
import { dec, text, ZERO } from '../../../domain/shared/decimal.js';
import type { AuditFact, Tally } from './invariant.js';

type FactOf<F extends { readonly type: string }> = Extract<AuditFact, F>;

/** From one book to another; coins never leave the hodl book this way. */
export const checkTransfer = (tally: Tally, fact: FactOf<FundsTransferred>): void => {
  const { from, to, amount, currency } = fact.data;
  tally.hold(
    from !== to && dec(amount).gt(ZERO) && (from !== 'hodl' || currency === 'USDT'),
    fact,
    () => `${amount} ${currency} go from the ${from} book to the ${to} book`,
  );
};

/** Money changes its book and its meaning, nothing else. */
export const checkSetAside = (tally: Tally, fact: FactOf<ProfitSetAside>): void => {
  const { changes, shares, amountUsdt } = fact.data;
  const moved = changes.reduce((sum, { amount }) => sum.add(amount), ZERO);
  const kept = changes.reduce((sum, { book, amount }) => (book === 'hodl' ? sum.add(amount) : sum), ZERO);
  const meant = dec(shares.BTC).add(shares.XRP).add(shares.USDT);
  tally.hold(
    moved.isZero() && kept.eq(amountUsdt) && meant.eq(amountUsdt) && changes.every((c) => c.currency === 'USDT'),
    fact,
    () => `${amountUsdt} USDT are set aside: the hodl book gets ${text(kept)}, meant are ${text(meant)}`,
  );
};

/** What is kept is what its fill says, fee included. */
export const checkBought = (tally: Tally, fact: FactOf<HodlBought>, fill: FillBooked['data'] | undefined): void => {
  const { tradeId, quantity, costUsdt } = fact.data;
  const cost = fill ? dec(fill.quantity).mul(fill.price).mul(fill.rate).add(fill.feeUsdt) : ZERO;
  tally.hold(
    fill?.tradeId === tradeId && fill.book === 'hodl' && dec(fill.quantity).eq(quantity) && cost.eq(costUsdt),
    fact,
    () => `${quantity} are kept for ${costUsdt} USDT, which trade ${tradeId} does not say`,
  );
};
