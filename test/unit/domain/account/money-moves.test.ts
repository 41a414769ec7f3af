import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import {
  whyNotDeposit,
  whyNotTransfer,
  whyNotWithdraw,
  whyNotWithdrawHodl,
} from '../../../../src/domain/account/equity/move-funds.js';
import {
  all,
  btc,
  btcBought,
  btcTrade,
  decideAll,
  NOON,
  observe,
  one,
  openAccount,
  priced,
  xrpSold,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';
import { assess, btcLong } from '../../../support/risk.js';

type Command<T extends AccountCommand['type']> = Extract<AccountCommand, { type: T }>;

const at = NOON + 60_000;
const transfer = (more: Partial<Command<'TransferFunds'>> = {}): Command<'TransferFunds'> => ({
  type: 'TransferFunds',
  at,
  transferId: 'move-1',
  from: 'trading',
  to: 'allocation',
  currency: 'USDT',
  amount: '1000',
  reason: 'more to keep',
  ...more,
});
const withdraw = (more: Partial<Command<'WithdrawFunds'>> = {}): Command<'WithdrawFunds'> => ({
  type: 'WithdrawFunds',
  at,
  withdrawalId: 'out-1',
  book: 'trading',
  currency: 'USDT',
  amount: '1000',
  reason: 'rent',
  ...more,
});
/** 10 000 USDT, half in each book, and the day opened at that. */
const marked = [...openAccount(), observe(btc('60000', NOON), NOON)];

describe('a transfer', () => {
  test('between trading and allocation changes no equity and nothing that losses are measured against', () => {
    const before = decideAll(marked);
    const { facts, state } = given(accountDecider, before.facts).when(transfer());
    expect(facts).toMatchObject([{ type: 'FundsTransferred', data: { equityUsdt: '0', lots: [] } }]);
    expect(state.balances).toEqual({ trading: { USDT: '4000' }, allocation: { USDT: '6000' }, hodl: {} });
    expect({ day: state.day, peak: state.peak }).toEqual({ day: before.state.day, peak: before.state.peak });
  });

  test('to the hodl book leaves the equity: openings and peak fall by the same', () => {
    const { state } = given(accountDecider, decideAll(marked).facts).when(transfer({ to: 'hodl' }));
    expect(state.balances.hodl).toEqual({ USDT: '1000' });
    expect([state.day?.equity, state.week?.equity, state.peak?.equity]).toEqual(['9000', '9000', '9000']);
  });

  test('of coins takes their lots along, with age and cost', () => {
    const { facts } = decideAll([...marked, btcBought()]);
    const surplus = { at: NOON, ours: '0.02', venue: '0.05' };
    const evidence = [surplus, { ...surplus, at }];
    const correct = { type: 'CorrectBalance' as const, at, currency: 'BTC' as const, evidence };
    const { state } = given(accountDecider, facts).when(correct, transfer({ currency: 'BTC', amount: '0.01' }));
    expect(state.balances).toMatchObject({ trading: { BTC: '0.04' }, allocation: { BTC: '0.01' } });
    // The oldest lot gives: 0.01 of 0.02 BTC that cost 1 204.8.
    expect(state.lots.find(({ book }) => book === 'allocation')).toMatchObject({
      quantity: '0.01',
      costUsdt: '602.4',
      acquiredAt: NOON,
    });
    expect(state.lots.filter(({ book }) => book === 'trading').map(({ quantity }) => quantity)).toEqual([
      '0.01',
      '0.03',
    ]);
  });

  test.each<readonly [string, Partial<Command<'TransferFunds'>>, RegExp]>([
    ['of more than is free', { amount: '5000.01' }, /5000 USDT of the trading book are free, 5000.01 are wanted/],
    ['of nothing', { amount: '0' }, /not an amount/],
    ['of less than nothing', { amount: '-1' }, /not an amount/],
    ['of no number', { amount: 'NaN' }, /not an amount/],
    ['to where it is', { to: 'trading' }, /has it already/],
    ['of kept coins', { from: 'hodl', to: 'trading', currency: 'BTC' }, /may only be withdrawn/],
  ])('%s is refused without a fact, and why', (_what, more, why) => {
    const { state } = decideAll(marked);
    expect(accountDecider.decide(transfer(more), state)).toEqual([]);
    expect(whyNotTransfer(state, transfer(more))).toMatch(why);
  });
});

describe('free money', () => {
  const whyNotAll = (commands: readonly AccountCommand[], quotes = btc('60000', at), amount = '5000') =>
    whyNotTransfer(decideAll(commands).state, transfer({ amount, quotes }));

  test('is not what an approved entry has locked', () => {
    const { state } = decideAll([...marked, assess(btcLong({ snapshotAt: NOON }), { at: NOON })]);
    const [entry] = Object.values(state.reservations);
    expect(Number(entry?.reservedUsdt)).toBeGreaterThan(0);
    const free = 5000 - Number(entry?.reservedUsdt);
    expect(whyNotTransfer(state, transfer({ amount: '5000' }))).toMatch(/are free/);
    expect(whyNotTransfer(state, transfer({ amount: free.toFixed(4).replace(/\.?0+$/, '') }))).toBeUndefined();
  });

  test('is not the margin of an open position, nor what that position has lost', () => {
    // 1 200 XRP short at 0.5 on 2x: 300 of margin; at 0.55 it has lost 60; fees 2.55 are paid: 5 000 - 362.55.
    const quotes = priced('XRP/USDT', '0.55', at);
    expect(whyNotAll([...marked, xrpSold()], quotes, '4637.46')).toMatch(/^4637.45 USDT/);
    expect(whyNotAll([...marked, xrpSold()], quotes, '4637.45')).toBeUndefined();
    // A gain is not money before it is closed.
    expect(whyNotAll([...marked, xrpSold()], priced('XRP/USDT', '0.4', at), '4697.46')).toMatch(/^4697.45 USDT/);
  });

  test('is unknown while an open margin position has no price', () => {
    expect(whyNotAll([...marked, xrpSold()], {}, '1')).toMatch(/no fresh price/);
    expect(whyNotAll([...marked, xrpSold()], priced('XRP/USDT', '0.5', at - 61_000), '1')).toMatch(/no fresh price/);
  });

  test('is not the coins of a position', () => {
    const { state } = decideAll([...marked, btcBought()]);
    expect(whyNotTransfer(state, transfer({ currency: 'BTC', amount: '0.00000001' }))).toMatch(/^0 BTC/);
  });
});

describe('a withdrawal', () => {
  test('takes free money out of its own book, and of equity, openings and peak as much', () => {
    const { facts, state } = given(accountDecider, decideAll(marked).facts).when(withdraw({ requestId: 'request-1' }));
    expect(one(facts, 'FundsWithdrawn')).toMatchObject({ amount: '1000', equityUsdt: '-1000', reason: 'rent' });
    expect(state.balances).toEqual({ trading: { USDT: '4000' }, allocation: { USDT: '5000' }, hodl: {} });
    expect([state.day?.equity, state.peak?.equity]).toEqual(['9000', '9000']);
    expect(state.requests).toEqual(['request-1']);
  });

  test('of more than the day began with, after a gain, is no loss', () => {
    const earned = [...marked, ...btcTrade({ n: 1, px: '260000', at, qty: '0.01', quoted: true })];
    const taken = [
      withdraw({ amount: '6000' }),
      withdraw({ withdrawalId: 'out-2', book: 'allocation', amount: '5000' }),
      observe(btc('60000', at + 2), at + 2),
    ];
    const { facts, state } = decideAll([...earned, ...taken]);
    // 200 of the gain are set aside for the hodl book.
    expect(state.day?.equity).toBe('-1200');
    expect(all(facts, 'BreakerTripped')).toEqual([]);
  });

  test.each<readonly [string, Partial<Command<'WithdrawFunds'>>, RegExp]>([
    ['more than its book has', { amount: '5001' }, /5000 USDT of the trading book/],
    ['kept money', { book: 'hodl' }, /WithdrawHodl/],
    ['coins that nobody can price', { currency: 'BTC', amount: '1' }, /0 BTC/],
  ])('of %s is refused, and why', (_what, more, why) => {
    const { state } = decideAll(marked);
    expect(accountDecider.decide(withdraw(more), state)).toEqual([]);
    expect(whyNotWithdraw(state, withdraw(more))).toMatch(why);
  });

  test('of what is kept leaves equity alone', () => {
    const kept = decideAll([...marked, transfer({ to: 'hodl' })]);
    const out = (quantity: string): Command<'WithdrawHodl'> => ({
      type: 'WithdrawHodl',
      at,
      withdrawalId: 'kept-1',
      currency: 'USDT',
      quantity,
      reason: 'gold',
    });
    const { state } = given(accountDecider, kept.facts).when(out('400'));
    expect(state.balances.hodl).toEqual({ USDT: '600' });
    expect(state.day?.equity).toBe(kept.state.day?.equity);
    expect(accountDecider.decide({ ...out('601'), withdrawalId: 'kept-2' }, state)).toEqual([]);
    expect(whyNotWithdrawHodl(state, out('601'))).toMatch(/600 USDT of the hodl book are free/);
  });
});

describe('a deposit', () => {
  const depositNo = (n: number): AccountCommand => ({
    type: 'DepositFunds',
    at,
    depositId: `deposit-${n}`,
    amount: '1',
  });

  test('of nothing is none, and why', () => {
    const { state } = decideAll(marked);
    expect(accountDecider.decide({ type: 'DepositFunds', at, depositId: 'x', amount: '-5' }, state)).toEqual([]);
    expect(whyNotDeposit({ amount: '-5' })).toMatch(/not an amount/);
  });

  test('a thousand of them do not make the account forget the first, which every start asks for again', () => {
    const { facts, state } = decideAll([...openAccount(), ...Array.from({ length: 1_000 }, (_, n) => depositNo(n))]);
    expect(state.deposits).toHaveLength(201);
    given(accountDecider, facts)
      .when({ type: 'DepositFunds', at, depositId: 'first', amount: '10000' }, depositNo(999))
      .thenNothing();
  });
});
