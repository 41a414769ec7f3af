import type { Quotes } from '../../market/quote.js';
import { dec, minOf, roundDownTo, text, ZERO, type Dec } from '../../shared/decimal.js';
import { startOfDay } from '../../shared/time.js';
import type { AccountState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import { freeMoney } from '../equity/free-money.js';
import { freshMids } from '../equity/valuation.js';

const CENT = '0.01';

const setAsideToday = ({ hodl }: AccountState, at: number): Dec =>
  hodl.day?.openedAt === startOfDay(at) ? dec(hodl.day.setAside) : ZERO;

/**
 * A part of the net result above its former high goes to the hodl book, as far as the caps and the free money of the
 * trading book reach; to the cent, and of the split the odd cents stay USDT. What a cap cuts off is not made up for
 * later; what there was no money for, or nothing to reckon it with, waits for the next closing.
 */
export const setAsideProfit = (commit: Commit, quotes: Quotes): void => {
  const { state, at } = commit;
  const { policy, realised, hodl } = state;
  const profit = dec(realised.gross).sub(realised.fees);
  const risen = profit.sub(hodl.high);
  if (risen.lt(policy.setAsideMinUsdt)) return;
  const free = freeMoney(state, 'trading', 'USDT', freshMids(quotes, at, policy.maxPriceAgeMs));
  if (free === undefined) return;
  const leftToday = dec(policy.setAsideMaxDayUsdt).sub(setAsideToday(state, at));
  const wanted = minOf(risen.mul(policy.setAsideShare), dec(policy.setAsideMaxUsdt), leftToday, free);
  const amount = roundDownTo(wanted, CENT);
  if (amount.lte(0)) return;
  const btc = roundDownTo(amount.mul(policy.hodlBtcShare), CENT);
  const xrp = roundDownTo(amount.mul(policy.hodlXrpShare), CENT);
  append(commit, {
    type: 'ProfitSetAside',
    data: {
      at,
      profit: text(profit),
      formerHigh: hodl.high,
      amountUsdt: text(amount),
      shares: { BTC: text(btc), XRP: text(xrp), USDT: text(amount.sub(btc).sub(xrp)) },
      changes: [
        { book: 'trading', currency: 'USDT', amount: text(amount.neg()) },
        { book: 'hodl', currency: 'USDT', amount: text(amount) },
      ],
    },
  });
};
