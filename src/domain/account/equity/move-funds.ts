import type { Currency } from '../../market/instrument.js';
import type { Quotes } from '../../market/quote.js';
import type { Book } from '../../orders/order-terms.js';
import { dec, parseDecimal, text, type DecimalString } from '../../shared/decimal.js';
import { stableId } from '../../shared/stable-id.js';
import type { UnixMs } from '../../shared/time.js';
import type { AccountCommand } from '../account.commands.js';
import type { AccountState } from '../account.state.js';
import { append, type Commit } from '../commit.js';
import { takeLots } from '../lots/lots.js';
import { freeMoney } from './free-money.js';
import { freshMids, usdtRate, type Mids } from './valuation.js';

type CommandOf<T extends AccountCommand['type']> = Extract<AccountCommand, { type: T }>;

const requested = ({ reason, requestId }: { readonly reason: string; readonly requestId?: string }) => ({
  reason,
  ...(requestId === undefined ? {} : { requestId }),
});

interface Wanted {
  readonly book: Book;
  readonly currency: Currency;
  readonly amount: DecimalString;
}

const whyNotTake = (state: AccountState, { book, currency, amount }: Wanted, mids: Mids): string | undefined => {
  const wanted = parseDecimal(amount);
  if (!wanted?.gt(0)) return `${amount} is not an amount above zero`;
  const free = freeMoney(state, book, currency, mids);
  if (free === undefined) return 'an open margin position has no fresh price: what it needs is unknown';
  if (wanted.lte(free)) return undefined;
  return `${text(free)} ${currency} of the ${book} book are free, ${text(wanted)} are wanted`;
};

/** Worth of what crosses the border of equity, USDT; the hodl book lies beyond it. */
const worthOf = ({ currency, amount }: Omit<Wanted, 'book'>, mids: Mids): DecimalString | undefined => {
  const rate = usdtRate(currency, mids);
  return rate && text(rate.mul(amount));
};

const midsOf = (state: AccountState, at: UnixMs, quotes: Quotes = {}): Mids =>
  freshMids(quotes, at, state.policy.maxPriceAgeMs);

const lotsOf = (state: AccountState, wanted: Wanted) =>
  wanted.currency === 'USDT'
    ? []
    : takeLots(state, { ...wanted, quantity: wanted.amount }).map(({ lot, quantity, costUsdt }) => ({
        lot,
        part: { lotId: lot.lotId, quantity: text(quantity), costUsdt: text(costUsdt) },
      }));

const NO_PRICE = 'without a fresh price nobody can say by how much equity changes';

/** Why nothing would come in; undefined when it would. Repeats are no refusals and give no reason. */
export const whyNotDeposit = ({ amount }: Pick<CommandOf<'DepositFunds'>, 'amount'>): string | undefined =>
  parseDecimal(amount)?.gt(0) ? undefined : `${amount} is not an amount above zero`;

/** USDT come in and are shared among the books. */
export const deposit = (commit: Commit, command: CommandOf<'DepositFunds'>): void => {
  const { depositId, amount, reason, requestId } = command;
  if (commit.state.deposits.includes(depositId) || whyNotDeposit(command) !== undefined) return;
  const allocation = dec(amount).mul(commit.state.policy.allocationShare);
  append(commit, {
    type: 'FundsDeposited',
    data: {
      depositId,
      currency: 'USDT',
      amount: text(amount),
      trading: text(dec(amount).sub(allocation)),
      allocation: text(allocation),
      ...(reason === undefined ? {} : { reason }),
      ...(requestId === undefined ? {} : { requestId }),
    },
  });
};

/** Why the money stays where it is; undefined when it would go. Coins never leave the hodl book for another. */
export const whyNotTransfer = (state: AccountState, command: CommandOf<'TransferFunds'>): string | undefined => {
  const { from, to, currency, at, quotes } = command;
  const mids = midsOf(state, at, quotes);
  if (from === to) return `the ${from} book has it already`;
  if (from === 'hodl' && currency !== 'USDT') return 'what is kept in coins may only be withdrawn';
  const crosses = from === 'hodl' || to === 'hodl';
  const short = whyNotTake(state, { ...command, book: from }, mids);
  return short ?? (crosses && worthOf(command, mids) === undefined ? NO_PRICE : undefined);
};

export const transferFunds = (commit: Commit, command: CommandOf<'TransferFunds'>): void => {
  const { state } = commit;
  const { transferId, from, to, currency, amount } = command;
  if (state.moves.includes(transferId) || whyNotTransfer(state, command) !== undefined) return;
  const worth = worthOf(command, midsOf(state, command.at, command.quotes)) ?? '0';
  const equityUsdt = to === 'hodl' ? text(dec(worth).neg()) : from === 'hodl' ? worth : '0';
  const lots = lotsOf(state, { book: from, currency, amount }).map(({ lot, part }) => ({
    ...part,
    toLotId: stableId(lot.lotId, transferId),
    acquiredAt: lot.acquiredAt,
  }));
  append(commit, {
    type: 'FundsTransferred',
    data: { transferId, from, to, currency, amount: text(amount), equityUsdt, lots, ...requested(command) },
  });
};

/** Why nothing leaves the account; undefined when it would. */
export const whyNotWithdraw = (state: AccountState, command: CommandOf<'WithdrawFunds'>): string | undefined => {
  const mids = midsOf(state, command.at, command.quotes);
  if (command.book === 'hodl') return 'the hodl book gives by WithdrawHodl alone';
  return whyNotTake(state, command, mids) ?? (worthOf(command, mids) === undefined ? NO_PRICE : undefined);
};

export const withdrawFunds = (commit: Commit, command: CommandOf<'WithdrawFunds'>): void => {
  const { state } = commit;
  const { withdrawalId, book, currency, amount } = command;
  if (state.moves.includes(withdrawalId) || whyNotWithdraw(state, command) !== undefined) return;
  const worth = worthOf(command, midsOf(state, command.at, command.quotes)) ?? '0';
  const lots = lotsOf(state, command).map(({ part }) => part);
  append(commit, {
    type: 'FundsWithdrawn',
    data: {
      withdrawalId,
      book,
      currency,
      amount: text(amount),
      equityUsdt: text(dec(worth).neg()),
      lots,
      ...requested(command),
    },
  });
};

/** Why the coins or the set-aside money stay; undefined when they would go. */
export const whyNotWithdrawHodl = (
  state: AccountState,
  { currency, quantity }: Pick<CommandOf<'WithdrawHodl'>, 'currency' | 'quantity'>,
): string | undefined => whyNotTake(state, { book: 'hodl', currency, amount: quantity }, {});

export const withdrawHodl = (commit: Commit, command: CommandOf<'WithdrawHodl'>): void => {
  const { withdrawalId, currency, quantity } = command;
  if (commit.state.moves.includes(withdrawalId) || whyNotWithdrawHodl(commit.state, command) !== undefined) return;
  const lots = lotsOf(commit.state, { book: 'hodl', currency, amount: quantity }).map(({ part }) => part);
  append(commit, {
    type: 'HodlWithdrawn',
    data: { withdrawalId, currency, quantity: text(quantity), lots, ...requested(command) },
  });
};
