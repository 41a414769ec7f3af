import { isBelowMinimum, isPrice, isTimely, rulesOf, type Quote, type Quotes } from '../../market/quote.js';
import { dec, minOf, ONE, roundDownTo, roundUpTo, text } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import type { HodlCoin, HodlOrdered } from '../account.events.js';
import { append, type Commit } from '../commit.js';
import { standingInTheWay } from '../gates/standing-in-the-way.js';
import { lockedForHodl, HODL_COINS, purchaseOf } from './waiting.js';

const orderOf = (commit: Commit, currency: HodlCoin, quote: Quote): HodlOrdered | undefined => {
  const { state, at } = commit;
  const { policy, hodl, accountId } = state;
  const instrumentId = `${currency}/USDT` as const;
  const rules = rulesOf(instrumentId, quote);
  // The waiting money of the other coin may be locked already; what the book has beyond that is what can be paid.
  const payable = dec(state.balances.hodl.USDT ?? '0').sub(lockedForHodl(state));
  const money = minOf(dec(hodl.waiting[currency]), payable);
  const limit = roundUpTo(dec(quote.ask).mul(ONE.add(policy.maxEntryThroughPct)), rules.tick);
  const costOfOne = limit.mul(ONE.add(policy.takerFee));
  const quantity = roundDownTo(money.div(costOfOne), rules.lot);
  if (isBelowMinimum(text(quantity), text(limit), rules)) return undefined;
  const purchaseNo = hodl.purchases + 1;
  const purchaseId = stableId(accountId, 'hodl', currency, purchaseNo);
  return {
    type: 'HodlOrdered',
    data: {
      purchaseId,
      purchaseNo,
      clientOrderId: stableId(purchaseId, 'order'),
      currency,
      instrumentId,
      quantity: text(quantity),
      limit: text(limit),
      amountUsdt: text(quantity.mul(costOfOne)),
      expiresAt: at + policy.entryLifeMs,
      approvalExpiresAt: at + policy.approvalLifeMs,
      quote,
    },
  };
};

const isFresh = (quote: Quote | undefined, at: number, maxAgeMs: number): quote is Quote =>
  quote !== undefined && isTimely(quote, at, maxAgeMs) && isPrice(quote);

/**
 * Buys what set-aside money waits for: one order of a coin at a time, each under an id of its own that counts up, so
 * that the same purchase is never made twice. An order that ends unfilled leaves its money waiting for the next one,
 * not before that one's time would have been up: a venue that refuses is not asked every minute.
 */
export const orderHodl = (commit: Commit, quotes: Quotes): void => {
  const { at } = commit;
  // What keeps the desk from opening keeps it from buying too.
  if (standingInTheWay(commit.state, at) !== undefined) return;
  for (const coin of HODL_COINS) {
    const { policy, hodl } = commit.state;
    const least = coin === 'BTC' ? policy.hodlBtcMinUsdt : policy.hodlXrpMinUsdt;
    const quote = quotes[`${coin}/USDT`];
    if (dec(hodl.waiting[coin]).lt(least) || purchaseOf(commit.state, coin)) continue;
    if (at < (hodl.notBefore[coin] ?? 0) || !isFresh(quote, at, policy.maxPriceAgeMs)) continue;
    const order = orderOf(commit, coin, quote);
    if (order) append(commit, order);
  }
};
