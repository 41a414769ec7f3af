import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import {
  all,
  btc,
  btcBought,
  btcEntry,
  close,
  closeOf,
  decideAll,
  ended,
  filled,
  NOON,
  observe,
  one,
  openAccount,
  positionIn,
  stopOf,
  xrpShortEntry,
  xrpSold,
} from '../../../support/account.js';
import { anEntry } from '../../../support/orders.js';
import { given } from '../../../support/given.js';

const part = (fillNo: number, qty: string, leaves: string, at: number) =>
  filled({ order: btcEntry(), qty, px: '60000', fee: '1', leaves, fillNo, at });

describe('an entry that fills late', () => {
  const { state: half, facts: halfFacts } = decideAll([...openAccount(), part(0, '0.01', '0.01', NOON)]);
  const stop = stopOf(positionIn(half, 'BTC/USDT'));
  const stopped = filled({ order: stop, qty: '0.01', px: '59000', fee: '1', at: NOON + 1_000 });

  test('F-O5 F-O11 after its position closed opens a new one with a stop of its own', () => {
    const { facts, state } = given(accountDecider, halfFacts).when(stopped, part(1, '0.01', '0', NOON + 2_000));
    const position = positionIn(state, 'BTC/USDT');
    expect(position).toMatchObject({ quantity: '0.01', stop: '59000', target: '62400' });
    expect(position.stopOrderId).not.toBe(stop.clientOrderId);
    expect(all(facts, 'ProtectionChanged')).toMatchObject([{ action: 'place', n: 1, quantity: '0.01' }]);
  });

  test('F-O11 after its stop was spent makes a remainder that goes the same way', () => {
    const { facts, state } = given(accountDecider, halfFacts).when(part(1, '0.005', '0.005', NOON + 500), stopped);
    // 0.015 held, the stop had 0.01 when it filled: 0.005 has no stop.
    expect(one(facts, 'ProtectionLost').stopOrderId).toBe(stop.clientOrderId);
    expect(one(facts, 'ExitTriggered')).toMatchObject({ closer: 'stop', quantity: '0.005' });
    expect(one(facts, 'ExitStepped')).toMatchObject({ step: 1, quantity: '0.005', side: 'sell' });
    expect(positionIn(state, 'BTC/USDT').stopOrderId).toBeUndefined();
  });

  test('F-O11 while its stop is filled in part gets a stop of what is open and what that stop has filled', () => {
    const { facts } = given(accountDecider, halfFacts).when(
      filled({ order: stop, qty: '0.004', px: '59000', fee: '1', leaves: '0.006', at: NOON + 1_000 }),
      part(1, '0.01', '0', NOON + 2_000),
    );
    // 0.01 - 0.004 + 0.01 = 0.016 open; the order's own quantity is 0.016 + 0.004.
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ action: 'amend', quantity: '0.02' });
  });

  test('F-R2 after the drawdown halt is closed at once', () => {
    const at = NOON + 60_000;
    const big = btcEntry({ clientOrderId: 'entry-0', quantity: '0.06', instrumentId: 'BTC/USDT' });
    const { facts: fallen, state } = decideAll([
      ...openAccount(),
      observe(btc('60000', NOON), NOON),
      filled({ order: big, qty: '0.05', px: '60000', fee: '12', leaves: '0.01', quotes: btc('60000', NOON) }),
      // 0.05 x 20 000 = 1 000 and the fee of 12: 10.12 % of 10 000.
      observe(btc('40000', at), at),
    ]);
    expect(state.halted?.reason).toBe('drawdown breaker');
    const { facts } = given(accountDecider, fallen).when(
      filled({ order: stopOf(positionIn(state, 'BTC/USDT')), qty: '0.05', px: '40000', fee: '8', at: at + 1 }),
      filled({ order: big, qty: '0.01', px: '40000', fee: '1.6', fillNo: 1, at: at + 2, quotes: btc('40000', at) }),
    );
    expect(all(facts, 'ExitTriggered')).toMatchObject([{ closer: 'breaker', quantity: '0.01' }]);
    expect(all(facts, 'ProtectionChanged')).toEqual([]);
  });

  test('during an exit is sold with the rest, also when the rung ended after its time', () => {
    const { facts: leaving, state } = decideAll([
      ...openAccount(),
      filled({ order: xrpShortEntry(), qty: '600', px: '0.5', fee: '1.2', leaves: '600' }),
      close(NOON + 10_000, {}, 'XRP/USDT'),
    ]);
    const rung = all(leaving, 'ExitStepped')[0]?.clientOrderId ?? '';
    const closing = closeOf(positionIn(state, 'XRP/USDT'), rung);
    const late = NOON + 20_000;
    const { facts } = given(accountDecider, leaving).when(
      filled({ order: xrpShortEntry(), qty: '600', px: '0.5', fee: '1.2', fillNo: 1, at: NOON + 11_000 }),
      // Nobody had heard of the rung's order for 10 s; its own 600 are bought, the other 600 are still short.
      filled({ order: closing, qty: '600', px: '0.5', fee: '1.2', at: late }),
    );
    expect(one(facts, 'ExitStepped')).toMatchObject({ step: 2, quantity: '600', dueAt: late + 3_000 });
  });
});

describe('an order that fills beyond its position', () => {
  const { facts: bought, state } = decideAll([...openAccount(), btcBought()]);
  const position = positionIn(state, 'BTC/USDT');
  const sellAll = closeOf(position);
  const gone = filled({ order: sellAll, qty: '0.02', px: '60000', fee: '4.8', at: NOON + 1_000 });
  const types = (facts: readonly AccountFact[]) => facts.map(({ type }) => type);

  test('F-P8 a flip is the close of all there is, then the opening of the rest, each with its part of the fee', () => {
    const { facts: short, state: held } = decideAll([...openAccount(), xrpSold()]);
    const over = filled({ order: closeOf(positionIn(held, 'XRP/USDT')), qty: '1600', px: '0.5', fee: '3.2' });
    const { facts, state: flipped } = given(accountDecider, short).when(over);
    // A quarter of the fill is beyond: 0.8 of the fee, 400 x 0.5 = 200 borrowed at 0.05.
    expect(one(facts, 'PositionClosed')).toMatchObject({ grossUsdt: '0', feesUsdt: '4.95', quantity: '1200' });
    expect(one(facts, 'PositionOpened')).toMatchObject({ side: 'long', quantity: '400', cost: '200', feesUsdt: '0.8' });
    expect(types(facts).indexOf('PositionClosed')).toBeLessThan(types(facts).indexOf('PositionOpened'));
    expect(one(facts, 'ExitTriggered')).toMatchObject({ closer: 'unprotected', quantity: '400' });
    expect(flipped.balances.trading).toEqual({ USDT: '4994.2' });
  });

  test.each([
    ['whole', '0.02', '0'],
    ['in part', '0.005', '0.015'],
  ])('F-O7 F-O10 F-O31 a stop that fires %s after the close opens the reverse: closed at once', (_, qty, leaves) => {
    const orphan = filled({ order: stopOf(position), qty, leaves, px: '59000', fee: '1', at: NOON + 2_000 });
    const { facts, state: end } = given(accountDecider, bought).when(gone, orphan);
    expect(all(facts, 'ExitTriggered')).toMatchObject([{ closer: 'unprotected', quantity: qty }]);
    expect(positionIn(end, 'BTC/USDT')).toMatchObject({ side: 'short', protectionNo: 0 });
    expect(all(facts, 'ExitStepped')).toMatchObject([{ side: 'buy', quantity: qty }]);
  });

  test('what covers an oversold balance is no holding: the lots sum to what is held', () => {
    const orphan = filled({ order: stopOf(position), qty: '0.02', px: '59000', fee: '1', at: NOON + 2_000 });
    const cover = closeOf({ ...position, side: 'short' }, 'cover');
    const { state: end } = given(accountDecider, bought).when(
      gone,
      orphan,
      filled({ order: cover, qty: '0.03', px: '59000', fee: '3', at: NOON + 3_000 }),
    );
    // 0.02 - 0.02 - 0.02 + 0.03.
    expect(end.balances.trading.BTC).toBe('0.01');
    // A third of 0.03 x 59 000 + 3 = 1 773.
    expect(end.lots).toMatchObject([{ quantity: '0.01', costUsdt: '591' }]);
  });

  test('F-O10 F-O31 the close names the stop that may still rest, also where another stop closed the position', () => {
    const { facts } = given(accountDecider, bought).when(gone);
    expect(one(facts, 'PositionClosed').stopOrderId).toBe(position.stopOrderId);
    const other = { ...stopOf(position), clientOrderId: 'an-older-stop' };
    const byOther = given(accountDecider, bought).when(filled({ order: other, qty: '0.02', px: '59000', fee: '1' }));
    expect(one(byOther.facts, 'PositionClosed').stopOrderId).toBe(position.stopOrderId);
  });

  test('a canceled order that was filled is booked after its end, its reservation freed once', () => {
    const { facts, state: end } = given(accountDecider, bought).when(
      close(NOON + 1_000),
      ended(position.stopOrderId ?? '', NOON + 2_000),
    );
    const rung = one(facts, 'ExitStepped').clientOrderId;
    const closed = given(accountDecider, [...bought, ...facts]).when(
      ended(rung, NOON + 3_000),
      filled({ order: closeOf(position, rung), qty: '0.02', px: '60000', fee: '4.8', at: NOON + 4_000 }),
    );
    expect(Object.keys(end.reservations)).toEqual([rung]);
    expect(closed.state.reservations).toEqual({});
    expect(closed.state.positions).toEqual({});
  });
});

describe('F-P11 F-P12 the allocation', () => {
  const rebalance = anEntry({ clientOrderId: 'leg-1', book: 'allocation', instrumentId: 'BTC/USDT' });
  const { levels: _, ...bare } = rebalance;
  const bought = filled({ order: bare, qty: '0.05', px: '60000', fee: '12', quotes: btc('60000', NOON) });
  const sold = filled({
    order: { ...bare, clientOrderId: 'leg-2', side: 'sell' },
    qty: '0.05',
    px: '30000',
    fee: '6',
    at: NOON + 1_000,
    quotes: btc('30000', NOON + 1_000),
  });

  test('has neither stop nor exit, and its losses are no trading losses', () => {
    const { facts, state } = given(accountDecider, decideAll(openAccount()).facts).when(bought, sold);
    expect(all(facts, 'ExitTriggered')).toEqual([]);
    expect(all(facts, 'ProtectionChanged')).toEqual([]);
    // 15 % of the account is gone, and no breaker, streak or cooldown knows.
    expect(all(facts, 'BreakerTripped')).toEqual([]);
    expect(all(facts, 'CooldownStarted')).toEqual([]);
    expect(state.realised).toEqual({ gross: '0', fees: '0' });
    expect(state.streak.losses).toBe(0);
    expect(state.balances.trading).toEqual({ USDT: '5000' });
  });

  test('is not netted with a trade in the same instrument', () => {
    const { state } = given(accountDecider, decideAll([...openAccount(), btcBought()]).facts).when(bought);
    expect(Object.keys(state.positions).sort()).toEqual(['allocation:BTC/USDT', 'trading:BTC/USDT']);
    expect(positionIn(state, 'BTC/USDT').quantity).toBe('0.02');
  });
});
