import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import { streakAt } from '../../../../src/domain/account/risk/losses.js';
import {
  after,
  all,
  btcEntry,
  btcTrade,
  closeOf,
  decideAll,
  filled,
  folded,
  NOON,
  one,
  openAccount,
  positionIn,
  xrpShortEntry,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
let trade = 0;

/** A round trip of 0.01 BTC without fees: in at 60 000, out at the given price. */
const roundTrip = (px: string, at: number) => btcTrade({ n: (trade += 1), px, at });
const cooldowns = (facts: readonly AccountFact[]) =>
  all(facts, 'CooldownStarted').map(({ scope, reason, until }) => [scope, reason, (until - NOON) / MINUTE]);

describe('cooldowns', () => {
  test("after an entry's first fill 5 minutes for its instrument, after later fills none", () => {
    const order = btcEntry();
    const { facts } = given(accountDecider, after(...openAccount())).when(
      filled({ order, qty: '0.01', px: '60000', fee: '0', leaves: '0.01' }),
      filled({ order, qty: '0.01', px: '60000', fee: '0', fillNo: 1, at: NOON + MINUTE }),
    );
    expect(cooldowns(facts)).toEqual([['BTC/USDT', 'entry', 5]]);
  });

  test('after a booked loss 10 minutes for the account; F-R17 break-even and a gain start none', () => {
    const accountWide = (price: string) =>
      cooldowns(given(accountDecider, after(...openAccount())).when(...roundTrip(price, NOON)).facts).filter(
        ([scope]) => scope === 'account',
      );
    expect(accountWide('59999.9')).toEqual([['account', 'loss', 10 + 1 / MINUTE]]);
    expect(accountWide('60000')).toEqual([]);
    expect(accountWide('60000.1')).toEqual([]);
  });

  test('F-R10 a shorter one that comes later does not replace a longer one', () => {
    const losing = (state: ReturnType<typeof decideAll>['state'], at: number) => {
      const [entry, exit] = roundTrip('59000', at);
      if (!entry || !exit) throw new Error('no trade');
      const bought = folded(state, accountDecider.decide(entry, state));
      return accountDecider.decide(exit, bought);
    };
    const { state } = decideAll(openAccount());
    // Until 1 ms before, at and 1 ms after the end of the cooldown that the loss would start.
    const until = NOON + 1 + 10 * MINUTE;
    for (const [standing, started] of [
      [until - 1, 1],
      [until, 0],
      [until + 1, 0],
    ] as const) {
      const cooling = { ...state, cooldowns: { account: { until: standing, reason: 'rebalance' } } };
      const accountWide = all(losing(cooling, NOON), 'CooldownStarted').filter(({ scope }) => scope === 'account');
      expect(accountWide).toHaveLength(started);
    }
  });

  test('F-R10 one instrument waits while the other does not', () => {
    const { state } = decideAll([
      ...openAccount(),
      filled({ order: btcEntry(), qty: '0.01', px: '60000', fee: '0' }),
      filled({
        order: xrpShortEntry({ clientOrderId: 'entry-2' }),
        qty: '1200',
        px: '0.5',
        fee: '0',
        at: NOON + 2 * MINUTE,
      }),
    ]);
    expect(state.cooldowns).toEqual({
      'BTC/USDT': { until: NOON + 5 * MINUTE, reason: 'entry' },
      'XRP/USDT': { until: NOON + 7 * MINUTE, reason: 'entry' },
    });
  });
});

describe('losses in a row', () => {
  const streakAfter = (...trades: readonly (readonly [string, number])[]) =>
    decideAll([...openAccount(), ...trades.flatMap(([price, at]) => roundTrip(price, at))]).state;

  test('F-R17 count losses; zero is neither, a gain clears them', () => {
    const [loss, zero, gain] = ['59000', '60000', '61000'];
    const at = (n: number) => NOON + n * HOUR;
    expect(streakAfter([loss, at(0)], [loss, at(1)]).streak.losses).toBe(2);
    expect(streakAfter([loss, at(0)], [zero, at(1)]).streak.losses).toBe(1);
    expect(streakAfter([loss, at(0)], [loss, at(1)], [gain, at(2)]).streak.losses).toBe(0);
    expect(streakAfter([zero, at(0)]).streak.losses).toBe(0);
  });

  test('F-R17 the fees decide: a price gain that the fees eat is a loss', () => {
    const order = btcEntry();
    const entry = filled({ order, qty: '0.02', px: '60000', fee: '4.8' });
    const closing = closeOf(positionIn(decideAll([...openAccount(), entry]).state, 'BTC/USDT'));
    // 0.02 x 240 = 4.8 of the 4.8 paid at the entry.
    const streakWith = (px: string) =>
      decideAll([...openAccount(), entry, filled({ order: closing, qty: '0.02', px, fee: '0' })]).state.streak.losses;
    expect([streakWith('60239.9'), streakWith('60240'), streakWith('60240.1')]).toEqual([1, 0, 0]);
  });

  test('F-R16 each 24 h without a close take one away, also from what the next loss adds to', () => {
    const two = [
      ['59000', NOON - 1],
      ['59000', NOON - 1],
    ] as const;
    const state = streakAfter(...two);
    expect([streakAt(state, NOON + 24 * HOUR - 1), streakAt(state, NOON + 24 * HOUR)]).toEqual([2, 1]);
    expect(streakAfter(...two, ['59000', NOON + 24 * HOUR - 3]).streak.losses).toBe(3);
    expect(streakAfter(...two, ['59000', NOON + 24 * HOUR]).streak.losses).toBe(2);
    expect(streakAfter(...two, ['59000', NOON + 72 * HOUR]).streak.losses).toBe(1);
  });
});

describe('pauses and levels', () => {
  const opened = after(...openAccount());

  test('pauses are a set of reasons: each is lifted by its own', () => {
    const { state } = given(accountDecider, opened)
      .when(
        { type: 'PauseTrading', at: NOON, reason: 'startup' },
        { type: 'PauseTrading', at: NOON, reason: 'operator' },
        { type: 'ResumeTrading', at: NOON, reason: 'startup' },
      )
      .thenTypes('TradingPaused', 'TradingPaused', 'TradingResumed');
    expect(state.pauses).toEqual(['operator']);
    given(accountDecider, opened).when({ type: 'ResumeTrading', at: NOON, reason: 'operator' }).thenNothing();
  });

  test('a level is changed once; F-R12 it is in the log', () => {
    const { facts, state } = given(accountDecider, opened).when({
      type: 'ChangeDegradation',
      at: NOON,
      to: 3,
      reason: 'technical failing',
    });
    expect(one(facts, 'DegradationChanged')).toMatchObject({ from: 1, to: 3 });
    expect(state.degradation).toBe(3);
  });

  test('a deposit is split by the allocation share and booked once', () => {
    const deposit: AccountCommand = { type: 'DepositFunds', at: NOON, depositId: 'second', amount: '333.33' };
    const { facts, state } = given(accountDecider, opened).when(deposit);
    expect(one(facts, 'FundsDeposited')).toMatchObject({ trading: '166.665', allocation: '166.665' });
    expect(state.balances).toMatchObject({ trading: { USDT: '5166.665' }, allocation: { USDT: '5166.665' } });
  });

  test('an account is opened once, and nothing happens before', () => {
    given(accountDecider, opened)
      .when(...openAccount({ maxLeverage: 1 }))
      .thenNothing();
    expect(() => given(accountDecider, []).when({ type: 'PauseTrading', at: NOON, reason: 'x' })).toThrow('opened');
  });
});
