import { placeHodlOrder } from '../../../../src/application/processes/place-hodl-order.process.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import type { AccountFact, HodlOrdered, ProfitSetAside } from '../../../../src/domain/account/account.events.js';
import type { RiskPolicy } from '../../../../src/domain/account/risk/policy.js';
import type { Quotes } from '../../../../src/domain/market/quote.js';
import type { OrderDetails } from '../../../../src/domain/orders/order-terms.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
import {
  all,
  btc,
  decideAll,
  ended,
  filled,
  NOON,
  observe,
  one,
  openAccount,
  priced,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';
import { aFact } from '../../../support/facts.js';

const MINUTE = 60_000;
const at = NOON + MINUTE;

const setAside = (BTC: string, XRP: string, USDT: string, amountUsdt: string): ProfitSetAside => ({
  type: 'ProfitSetAside',
  data: {
    at: NOON,
    profit: '1000',
    formerHigh: '0',
    amountUsdt,
    shares: { BTC, XRP, USDT },
    changes: [
      { book: 'trading', currency: 'USDT', amount: `-${amountUsdt}` },
      { book: 'hodl', currency: 'USDT', amount: amountUsdt },
    ],
  },
});
/** 33.33 wait for BTC, 33.33 for XRP. */
const started = (policy: Partial<RiskPolicy> = {}): readonly AccountFact[] => [
  ...decideAll(openAccount(policy)).facts,
  setAside('33.33', '33.33', '33.34', '100'),
];
const both = (now: number): Quotes => ({ ...btc('60000', now), ...priced('XRP/USDT', '0.5', now) });
const look = (now: number, quotes = both(now)): AccountCommand => observe(quotes, now);

/** The order as the process makes it of the permission. */
const orderOf = (data: HodlOrdered['data']): OrderDetails => {
  const fact = {
    ...aFact('f', data, 'HodlOrdered'),
    stream: 'account-paper',
    version: 1,
    position: '1',
  } as RecordedFact;
  const [command] = placeHodlOrder.on.HodlOrdered?.(fact, { at, accountId: 'paper', quotes: {} }) ?? [];
  if (command?.to !== 'order' || command.command.type !== 'InitializeOrder') throw new Error('no order');
  return command.command.details;
};

describe('a purchase for the hodl book', () => {
  test('is one limit order for each coin whose money suffices, with its money locked', () => {
    const { facts, state } = given(accountDecider, started()).when(look(at));
    const [first, second] = all(facts, 'HodlOrdered');
    // 60 000 x 1.001 = 60 060; 33.33 / (60 060 x 1.004) = 0.000552733...; 0.5005: 33.33 / 0.502502 = 66.3280....
    expect(first).toMatchObject({ currency: 'BTC', limit: '60060', quantity: '0.00055273', purchaseNo: 1 });
    expect(second).toMatchObject({ currency: 'XRP', limit: '0.5005', quantity: '66.32809421', purchaseNo: 2 });
    // 0.00055273 x 60 300.24.
    expect(first?.amountUsdt).toBe('33.3297516552');
    expect(first?.expiresAt).toBe(at + 15 * MINUTE);
    expect(Object.values(state.reservations).map(({ kind, book }) => `${kind} ${book}`)).toEqual([
      'hodl hodl',
      'hodl hodl',
    ]);
  });

  test('goes out as a cash order of its own purpose, without a stop', () => {
    const { facts } = given(accountDecider, started()).when(look(at));
    const [data] = all(facts, 'HodlOrdered') as [HodlOrdered['data']];
    expect(orderOf(data)).toMatchObject({
      book: 'hodl',
      purpose: 'hodl',
      side: 'buy',
      type: 'limit',
      leverage: 1,
      reduceOnly: false,
      permission: { type: 'HodlOrdered', key: data.purchaseId },
    });
    expect(orderOf(data).levels).toBeUndefined();
  });

  test.each([
    ['BTC', '14.99', false],
    ['BTC', '15', true],
    ['XRP', '24.99', false],
    ['XRP', '25', true],
  ] as const)('%s is bought with %s waiting: %s', (coin, waiting, buys) => {
    const [forBtc, forXrp] = coin === 'BTC' ? [waiting, '0'] : ['0', waiting];
    const facts = [...decideAll(openAccount()).facts, setAside(forBtc, forXrp, '0', waiting)];
    expect(
      given(accountDecider, facts)
        .when(look(at))
        .facts.some(({ type }) => type === 'HodlOrdered'),
    ).toBe(buys);
  });

  test('waits while the money is below the minimum of the venue', () => {
    // XRP at 3: 33.33 buy 11 of 10; at 3.4 they buy 9.7.
    const quotes = (px: string) => priced('XRP/USDT', px, at);
    const ordered = (px: string) =>
      all(given(accountDecider, started()).when(look(at, quotes(px))).facts, 'HodlOrdered');
    expect(ordered('3')).toHaveLength(1);
    expect(ordered('3.4')).toEqual([]);
  });

  test('needs a fresh price', () => {
    const ordered = (quotes: Quotes) =>
      all(given(accountDecider, started()).when(look(at, quotes)).facts, 'HodlOrdered');
    expect(ordered(both(at - 60_000))).toHaveLength(2);
    expect(ordered(both(at - 60_001))).toEqual([]);
  });

  test.each<readonly [string, readonly AccountCommand[]]>([
    ['halted', [{ type: 'HaltTrading', at: NOON, reason: 'drill' }]],
    ['paused', [{ type: 'PauseTrading', at: NOON, reason: 'operator' }]],
    ['degraded', [{ type: 'ChangeDegradation', at: NOON, to: 3, reason: 'venue slow' }]],
  ])('is not made while %s', (_what, commands) => {
    const { facts } = given(accountDecider, started()).when(...commands, look(at));
    expect(all(facts, 'HodlOrdered')).toEqual([]);
  });

  test('under way is taken back by a halt', () => {
    const { facts } = given(accountDecider, started()).when(look(at), { type: 'HaltTrading', at, reason: 'drill' });
    expect(all(facts, 'IntentRevoked').map(({ clientOrderId }) => clientOrderId)).toEqual(
      all(facts, 'HodlOrdered').map(({ clientOrderId }) => clientOrderId),
    );
  });

  test('F-C15 is made once: neither another look nor an unanswered order makes a second one', () => {
    const { facts } = given(accountDecider, started()).when(look(at), look(at + MINUTE), look(at + 60 * MINUTE));
    expect(all(facts, 'HodlOrdered')).toHaveLength(2);
  });

  test('F-C15 books what was really filled, at its price and fee, and frees the rest', () => {
    const { facts } = given(accountDecider, started()).when(look(at));
    const order = orderOf(all(facts, 'HodlOrdered')[0] as HodlOrdered['data']);
    const fill = filled({ order, qty: '0.0003', px: '60000', fee: '0.072', leaves: '0.00025273', at });
    const { facts: booked, state } = given(accountDecider, [...started(), ...facts]).when(
      fill,
      ended(order.clientOrderId, at + MINUTE),
    );
    // 0.0003 x 60 000 = 18, fee 0.072.
    expect(one(booked, 'HodlBought')).toMatchObject({ currency: 'BTC', quantity: '0.0003', costUsdt: '18.072' });
    expect(one(booked, 'LotAcquired')).toMatchObject({ book: 'hodl', quantity: '0.0003', costUsdt: '18.072' });
    expect(state.balances.hodl).toEqual({ BTC: '0.0003', USDT: '81.928' });
    expect(state.hodl.waiting.BTC).toBe('15.258');
    expect(Object.values(state.reservations).map(({ instrumentId }) => instrumentId)).toEqual(['XRP/USDT']);
  });

  test('F-P11 makes no position: nothing is closed as unprotected, netted or sold', () => {
    const { facts } = given(accountDecider, started()).when(look(at));
    const order = orderOf(all(facts, 'HodlOrdered')[0] as HodlOrdered['data']);
    const bought = filled({ order, qty: '0.00055273', px: '60000', fee: '0.13', at, quotes: both(at) });
    const { facts: booked, state } = given(accountDecider, [...started(), ...facts]).when(bought);
    expect(booked.map(({ type }) => type)).toEqual(['FillBooked', 'LotAcquired', 'HodlBought']);
    expect(state.positions).toEqual({});
    expect(state.realised).toEqual({ gross: '0', fees: '0' });
  });

  test('an order that ends unfilled leaves its money waiting, for another purchase in its time', () => {
    const { facts, state } = given(accountDecider, started()).when(look(at));
    const [first] = all(facts, 'HodlOrdered') as [HodlOrdered['data']];
    const { facts: later } = given(accountDecider, [...started(), ...facts]).when(
      ended(first.clientOrderId, at + MINUTE),
      look(at + 2 * MINUTE),
      look(at + 15 * MINUTE),
    );
    expect(state.hodl.waiting.BTC).toBe('33.33');
    const [second, ...others] = all(later, 'HodlOrdered');
    expect(others).toEqual([]);
    expect(second).toMatchObject({ currency: 'BTC', purchaseNo: 3, expiresAt: at + 30 * MINUTE });
    expect(second?.purchaseId).not.toBe(first.purchaseId);
    expect(second?.clientOrderId).not.toBe(first.clientOrderId);
  });

  test('what is withdrawn in the meantime is not spent: it no longer waits', () => {
    const out: AccountCommand = {
      type: 'WithdrawHodl',
      at,
      withdrawalId: 'w',
      currency: 'USDT',
      quantity: '80',
      reason: 'rent',
    };
    const { facts, state } = given(accountDecider, started()).when(out, look(at + 1));
    // 20 of 100 are left, and BTC comes first.
    expect(state.hodl.waiting).toEqual({ BTC: '20', XRP: '0' });
    expect(all(facts, 'HodlOrdered')).toMatchObject([{ currency: 'BTC' }]);
  });

  test('money of a purchase under way cannot be withdrawn', () => {
    const out: AccountCommand = {
      type: 'WithdrawHodl',
      at,
      withdrawalId: 'w',
      currency: 'USDT',
      quantity: '50',
      reason: 'rent',
    };
    expect(all(given(accountDecider, started()).when(look(at), out).facts, 'HodlWithdrawn')).toEqual([]);
  });

  test.each<readonly [keyof RiskPolicy, string, string]>([
    ['hodlBtcMinUsdt', '34', 'XRP'],
    ['hodlXrpMinUsdt', '34', 'BTC'],
  ])('F-R18 policy key %s is read', (key, value, bought) => {
    const { facts } = given(accountDecider, started({ [key]: value })).when(look(at));
    expect(all(facts, 'HodlOrdered').map(({ currency }) => currency)).toEqual([bought]);
  });
});
