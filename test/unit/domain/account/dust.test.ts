import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import {
  after,
  all,
  btc,
  btcBought,
  btcEntry,
  close,
  closeOf,
  ended,
  filled,
  stateOf,
  NOON,
  observe,
  one,
  openAccount,
  positionIn,
  priced,
  stepExit,
  stopOf,
  xrpShortEntry,
} from '../../../support/account.js';
import { assess, btcLong, QUOTES } from '../../../support/risk.js';
import { given } from '../../../support/given.js';
import { MARGIN, SHORT, onwards } from '../../../support/open-positions.js';

const at = NOON + 60_000;

/** 0.02 BTC of which an exit has sold 0.01997: 0.00003 are less than the venue takes. */
const bought = after(...openAccount(), observe(btc('60000', NOON), NOON), btcBought());
const cash = positionIn(stateOf(bought), 'BTC/USDT');
const onRung = given(accountDecider, bought).when(close(at, btc('60000', at)), ended(cash.stopOrderId ?? '', at)).facts;
const rung = one(onRung, 'ExitStepped').clientOrderId;
const sold = filled({
  order: closeOf(cash, rung),
  ...{ qty: '0.01997', leaves: '0.00003', px: '60000', fee: '4.7928', at },
});
const crumbs = onwards([...bought, ...onRung], sold);
const { facts: end } = given(accountDecider, crumbs).when(ended(rung, at + 100, btc('60000', at + 100)));
const dusty = [...crumbs, ...end];

describe('F-P13 what is left below the minimum of the venue', () => {
  test('ends the trade at once, with the result of what was sold, and sends no order that would be refused', () => {
    // Bought for 4.8 of fees, sold for 4.7928, at one price.
    expect(one(end, 'PositionClosed')).toMatchObject({
      closer: 'operator',
      grossUsdt: '0',
      feesUsdt: '9.5928',
      netUsdt: '-9.5928',
      dust: { quantity: '0.00003', cost: '1.8' },
    });
    expect(one(end, 'ExitEnded').outcome).toBe('closed');
    expect(all(end, 'ExitStepped')).toEqual([]);
    expect(all(end, 'ProtectionChanged')).toEqual([]);
    expect(stateOf(dusty).positions).toEqual({});
  });

  test('counts as a trade that is over: the streak, and the cooldown after a loss', () => {
    expect(stateOf(dusty).streak.losses).toBe(1);
    expect(all(end, 'CooldownStarted')).toMatchObject([{ scope: 'account', reason: 'loss' }]);
  });

  test('is still in the balances, in a lot, at cost, and in the P&L that breakers look at', () => {
    const { balances, lots, dust } = stateOf(dusty);
    expect(balances.trading.BTC).toBe('0.00003');
    expect(lots.map(({ quantity }) => quantity)).toEqual(['0.00003']);
    expect(Object.values(dust)).toMatchObject([{ quantity: '0.00003', cost: '1.8', side: 'long' }]);
    // Worth 2.1 at 70 000.
    const later = at + 3_600_000;
    const { state } = given(accountDecider, dusty).when(observe(btc('70000', later), later));
    expect(state.lastMark?.tradingPnl).toBe('-9.2928');
  });

  test('no look, deadline or closer comes back to it', () => {
    const later = NOON + 49 * 3_600_000;
    const { facts } = given(accountDecider, dusty).when(
      observe(btc('1000', later), later),
      close(later),
      stepExit(one(onRung, 'ExitTriggered').exitId, later),
    );
    expect(all(facts, 'ExitTriggered')).toEqual([]);
    expect(all(facts, 'ExitStepped')).toEqual([]);
  });

  test('does not stand in the way of the next trade of its instrument', () => {
    const later = at + 3_600_000;
    const quotes = Object.fromEntries(Object.entries(QUOTES).map(([id, quote]) => [id, { ...quote, at: later }]));
    const { facts } = given(accountDecider, dusty).when(assess(btcLong({ snapshotAt: later }), { at: later, quotes }));
    expect(all(facts, 'IntentDenied')).toEqual([]);
  });

  test('is taken over by the next position, whose stop and exit cover it; no digit is lost', () => {
    const later = at + 3_600_000;
    const order = btcEntry({ clientOrderId: 'entry-2', intentId: 'intent-2' });
    const { facts, state } = given(accountDecider, dusty).when(
      filled({ order, qty: '0.01', px: '61000', fee: '2.44', at: later }),
    );
    expect(one(facts, 'PositionOpened')).toMatchObject({
      ...{ quantity: '0.01003', cost: '611.8', price: '61000', feesUsdt: '2.44' },
      swept: { quantity: '0.00003', cost: '1.8' },
    });
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ action: 'place', quantity: '0.01003' });
    expect(state.dust).toEqual({});
    const stop = stopOf(positionIn(state, 'BTC/USDT'));
    const { facts: out, state: flat } = given(accountDecider, [...dusty, ...facts]).when(
      filled({ order: stop, qty: '0.01003', px: '59000', fee: '2.36708', at: later + 1_000 }),
    );
    // 0.01003 x 59 000 - 611.8.
    expect(one(out, 'PositionClosed')).toMatchObject({ grossUsdt: '-20.03', feesUsdt: '4.80708' });
    expect(flat.balances.trading.BTC).toBe('0');
    expect(flat.lots).toEqual([]);
  });

  test('of a cancelled entry goes the same way as soon as that has ended', () => {
    const approved = after(...openAccount(), { type: 'ObserveMarket', at: NOON, quotes: QUOTES }, assess(btcLong()));
    const { order } = one(approved, 'IntentApproved');
    const entry = btcEntry({ ...order, levels: { stop: order.stop, target: order.target } });
    const { facts, state } = given(accountDecider, approved).when(
      filled({ order: entry, qty: '0.00004', px: '60000', fee: '0.0096', leaves: '0.01996' }),
      ended(order.clientOrderId, NOON + 1_000, btc('60000', NOON)),
    );
    expect(one(facts, 'ProtectionChanged').action).toBe('watch');
    expect(one(facts, 'PositionClosed')).toMatchObject({ closer: 'unprotected', dust: { quantity: '0.00004' } });
    expect(state.positions).toEqual({});
  });

  test('a late fill against it is netted with it: nothing reverse is left open', () => {
    const { facts, state } = given(accountDecider, dusty).when(
      filled({ order: closeOf(cash, rung), qty: '0.00003', px: '60000', fee: '0.0072', fillNo: 1, at: at + 500 }),
    );
    expect(facts.slice(0, 2).map(({ type }) => type)).toEqual(['PositionOpened', 'FillBooked']);
    expect(one(facts, 'PositionClosed')).toMatchObject({ grossUsdt: '0', feesUsdt: '0.0072' });
    expect(state.positions).toEqual({});
    expect(state.dust).toEqual({});
    expect(state.balances.trading.BTC).toBe('0');
  });

  test('of a part of a position ends the part, and the stop rests for what is there', () => {
    const state = stateOf(crumbs);
    const exit = positionIn(state, 'BTC/USDT').exit;
    if (!exit) throw new Error('no exit');
    const position = { ...positionIn(state, 'BTC/USDT'), quantity: '0.01', exit: { ...exit, leavesQty: '0.00002' } };
    const partly = { ...state, positions: { 'trading:BTC/USDT': position } };
    const facts = accountDecider.decide(ended(rung, at + 100), partly);
    expect(one(facts, 'ExitEnded').outcome).toBe('reduced');
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ action: 'place', quantity: '0.01' });
  });
});

describe('F-P13 dust on margin', () => {
  const asked = given(accountDecider, SHORT).when(close(at, priced('XRP/USDT', '0.5', at), 'XRP/USDT')).facts;
  const order = one(asked, 'ExitStepped').clientOrderId;
  const { facts } = given(accountDecider, [...SHORT, ...asked]).when(
    filled({ order: closeOf(MARGIN, order), qty: '1195', leaves: '5', px: '0.5', fee: '2.39', at }),
    ended(order, at + 100),
  );
  const left = [...SHORT, ...asked, ...facts];

  test('names the stop to cancel, which still rests for it', () => {
    expect(one(facts, 'PositionClosed')).toMatchObject({
      stopOrderId: MARGIN.stopOrderId,
      dust: { quantity: '5', cost: '2.5' },
    });
  });

  test('is charged for as long as it is borrowed, and whoever takes it over pays', () => {
    const later = NOON + 4 * 3_600_000;
    const { facts: charged } = given(accountDecider, left).when(observe(priced('XRP/USDT', '0.5', later), later));
    // 0.025 % of 2.5.
    expect(one(charged, 'FeeCharged')).toMatchObject({ kind: 'margin-period', feeUsdt: '0.000625' });
    const more = filled({
      order: xrpShortEntry({ clientOrderId: 'entry-2' }),
      ...{ qty: '100', px: '0.5', fee: '0.2', at: later + 1 },
    });
    const { facts: opened, state } = given(accountDecider, [...left, ...charged]).when(more);
    expect(one(opened, 'PositionOpened')).toMatchObject({ quantity: '105', cost: '52.5', feesUsdt: '0.200625' });
    expect(positionIn(state, 'XRP/USDT')).toMatchObject({ marginSince: NOON, marginFeesChargedTo: later });
  });

  test('an entry the other way is netted with it first', () => {
    const long = xrpShortEntry({ clientOrderId: 'entry-2', side: 'buy', levels: { stop: '0.49', target: '0.55' } });
    const { facts: turned, state } = given(accountDecider, left).when(
      filled({ order: long, qty: '100', px: '0.5', fee: '0.2', at: at + 1_000 }),
    );
    expect(one(turned, 'PositionClosed')).toMatchObject({ side: 'short', feesUsdt: '0.01' });
    expect(positionIn(state, 'XRP/USDT')).toMatchObject({ side: 'long', quantity: '95' });
    expect(state.dust).toEqual({});
  });
});
