import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import { begin } from '../../../../src/domain/account/commit.js';
import { triggerExit } from '../../../../src/domain/account/positions/exit-ladder.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import {
  all,
  btc,
  btcEntry,
  close,
  closeOf,
  ended,
  filled,
  stateOf,
  NOON,
  observe,
  one,
  positionIn,
  priced,
  stepExit,
  stopOf,
  xrpShortEntry,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';
import { CASH, CASH_STOP, LONG, MARGIN, MARGIN_STOP, SHORT } from '../../../support/open-positions.js';

const at = NOON + 60_000;

/** What a breaker does that closes a part of a position. */
const closePart = (facts: readonly AccountFact[], instrumentId: InstrumentId, quantity: string, when = at) => {
  const commit = begin(stateOf(facts), when);
  const quote = priced(instrumentId, instrumentId === 'BTC/USDT' ? '60000' : '0.5', when)[instrumentId];
  triggerExit(commit, positionIn(commit.state, instrumentId), 'breaker', quote, 'half of it', quantity);
  return commit.facts;
};

describe('a part of a margin position', () => {
  const asked = closePart(SHORT, 'XRP/USDT', '500');
  const leaving = [...SHORT, ...asked];
  const rung = one(asked, 'ExitStepped');
  const bought = (qty: string, leaves = '0', more: { fillNo?: number; at?: number } = {}): AccountCommand =>
    filled({
      order: { ...closeOf(MARGIN, rung.clientOrderId), quantity: '500' },
      ...{ qty, leaves, px: '0.5', fee: '1', at: at + 100, ...more },
    });

  test('is bought back at once, and no more than the part', () => {
    expect(one(asked, 'ExitTriggered')).toMatchObject({ closer: 'breaker', quantity: '500' });
    expect(rung).toMatchObject({ step: 1, side: 'buy', quantity: '500' });
  });

  test('frees the next closer and amends the stop down to exactly the rest', () => {
    const { facts, state } = given(accountDecider, leaving).when(bought('500'));
    expect(one(facts, 'ExitEnded')).toMatchObject({ outcome: 'reduced' });
    expect(one(facts, 'ProtectionChanged')).toMatchObject({
      action: 'amend',
      stopOrderId: MARGIN_STOP,
      quantity: '700',
    });
    expect(positionIn(state, 'XRP/USDT')).toMatchObject({ quantity: '700' });
    expect(positionIn(state, 'XRP/USDT').exit).toBeUndefined();
    expect(all(facts, 'PositionClosed')).toEqual([]);
  });

  test('what a rung left is taken by the next, to the last unit and not one more', () => {
    const { facts } = given(accountDecider, leaving).when(
      bought('200', '300'),
      ended(rung.clientOrderId, at + 150),
      stepExit(rung.exitId, at + 3_000, { instrumentId: 'XRP/USDT' }),
    );
    expect(one(facts, 'ExitStepped')).toMatchObject({ step: 2, quantity: '300' });
  });

  test('F-O3 an entry fill meanwhile makes the position and its stop larger, and the part not', () => {
    const late = filled({ order: xrpShortEntry(), qty: '100', px: '0.5', fee: '0.2', fillNo: 1, at: at + 50 });
    const { facts } = given(accountDecider, leaving).when(late, bought('500'));
    expect(all(facts, 'ProtectionChanged').map(({ action, quantity }) => [action, quantity])).toEqual([
      ['amend', '1300'],
      ['amend', '800'],
    ]);
  });

  test('F-O8 a stop fill meanwhile is counted for it, and the stop closes what is left', () => {
    const stop = stopOf(MARGIN);
    const { facts, state } = given(accountDecider, leaving).when(
      filled({ order: stop, qty: '900', leaves: '300', px: '0.51', fee: '1', at: at + 50 }),
      // Its own order bought nothing: reduce-only, with what the stop still held.
      ended(rung.clientOrderId, at + 200),
      filled({ order: stop, qty: '300', px: '0.51', fee: '1', fillNo: 1, at: at + 300 }),
    );
    expect(one(facts, 'ExitEnded')).toMatchObject({ outcome: 'reduced' });
    // The stop's own quantity holds what it has filled.
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ action: 'amend', quantity: '1200' });
    expect(one(facts, 'PositionClosed')).toMatchObject({ closer: 'stop' });
    expect(state.positions).toEqual({});
  });

  test('a full close takes its place, waits for its order, and closes exactly what is left', () => {
    const { facts, state } = given(accountDecider, leaving).when(
      close(at + 50, priced('XRP/USDT', '0.5', at), 'XRP/USDT'),
      bought('500'),
    );
    expect(all(facts, 'ExitEnded')).toMatchObject([{ outcome: 'abandoned' }]);
    expect(one(facts, 'ExitTriggered')).toMatchObject({ closer: 'operator', quantity: '1200' });
    expect(one(facts, 'ExitStepped')).toMatchObject({ step: 1, quantity: '700' });
    expect(all(facts, 'ProtectionChanged')).toEqual([]);
    expect(positionIn(state, 'XRP/USDT').exit?.closer).toBe('operator');
  });

  test('F-O8 a target that is reached meanwhile closes all', () => {
    const look = observe(priced('XRP/USDT', '0.47', at + 50), at + 50);
    const { facts } = given(accountDecider, leaving).when(look);
    expect(one(facts, 'ExitTriggered')).toMatchObject({ closer: 'target', quantity: '1200' });
  });

  test('F-O9 a stop that the venue gave up meanwhile sends the whole position out', () => {
    const { facts } = given(accountDecider, leaving).when(ended(MARGIN_STOP, at + 50));
    expect(one(facts, 'ExitTriggered')).toMatchObject({ closer: 'unprotected', quantity: '1200' });
  });

  test('a part does not come after another closer, and none closes nothing', () => {
    expect(closePart([...SHORT, ...closePart(SHORT, 'XRP/USDT', '500')], 'XRP/USDT', '300', at + 1)).toEqual([]);
    expect(closePart(SHORT, 'XRP/USDT', '0')).toEqual([]);
    const { facts } = given(accountDecider, SHORT).when(close(at, {}, 'XRP/USDT'));
    expect(closePart([...SHORT, ...facts], 'XRP/USDT', '300', at + 1)).toEqual([]);
  });

  test('twice at one instant is two exits with orders of their own', () => {
    const { facts } = given(accountDecider, leaving).when(bought('500', '0', { at }));
    const again = closePart([...leaving, ...facts], 'XRP/USDT', '500');
    expect(one(again, 'ExitStepped').clientOrderId).not.toBe(rung.clientOrderId);
  });
});

describe('a part of a cash position', () => {
  const asked = closePart(LONG, 'BTC/USDT', '0.01');
  const leaving = [...LONG, ...asked];
  const { facts: freed } = given(accountDecider, leaving).when(ended(CASH_STOP, at + 100));
  const rung = one(freed, 'ExitStepped');
  const selling = [...leaving, ...freed];
  const sold = (qty: string, leaves = '0'): AccountCommand =>
    filled({
      order: { ...closeOf(CASH, rung.clientOrderId), quantity: '0.01' },
      ...{ qty, leaves, px: '60000', fee: '2.4', at: at + 200 },
    });

  test('is sold once its stop, which holds the units, is gone', () => {
    expect(asked.map(({ type }) => type)).toEqual(['ExitTriggered']);
    expect(one(asked, 'ExitTriggered')).toMatchObject({ quantity: '0.01', cancelStopOrderId: CASH_STOP });
    expect(rung).toMatchObject({ step: 1, quantity: '0.01' });
  });

  test('F-O12 a new stop for exactly the rest follows in the commit of the sale', () => {
    const { facts, state } = given(accountDecider, selling).when(sold('0.01'));
    expect(one(facts, 'ExitEnded')).toMatchObject({ outcome: 'reduced' });
    const stop = one(facts, 'ProtectionChanged');
    expect(stop).toMatchObject({ action: 'place', n: 2, quantity: '0.01', stop: '59000' });
    expect(stop.stopOrderId).not.toBe(CASH_STOP);
    expect(positionIn(state, 'BTC/USDT').stopOrderId).toBe(stop.stopOrderId);
  });

  test('a stop whose cancel is not confirmed in time is placed again with its end', () => {
    const { facts } = given(accountDecider, leaving).when(
      stepExit(rung.exitId, at + 3_000),
      { ...sold('0.01'), at: at + 3_100 },
      ended(CASH_STOP, at + 20_000),
    );
    expect(one(facts, 'ExitEnded')).toMatchObject({ outcome: 'reduced' });
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ action: 'place', quantity: '0.01' });
    expect(all(facts, 'ExitTriggered')).toEqual([]);
  });

  test('F-O8 a stop that fills instead of being cancelled ends it: nothing is sold twice', () => {
    const { facts, state } = given(accountDecider, leaving).when(
      filled({ order: stopOf(CASH), qty: '0.02', px: '59000', fee: '4.72', at: at + 50 }),
      stepExit(rung.exitId, at + 3_000),
    );
    expect(one(facts, 'PositionClosed')).toMatchObject({ closer: 'stop' });
    expect(all(facts, 'ExitStepped')).toEqual([]);
    expect(state.positions).toEqual({});
  });

  test('F-O3 an entry fill meanwhile gets its stop with the rest', () => {
    const late = filled({ order: btcEntry(), qty: '0.004', px: '60000', fee: '1', fillNo: 1, at: at + 150 });
    const { facts } = given(accountDecider, selling).when(late, sold('0.01'));
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ action: 'place', quantity: '0.014' });
  });

  test('F-O9 while its stop is away the desk watches the level: reached, all goes', () => {
    const { facts } = given(accountDecider, selling).when(
      observe(btc('58900', at + 150), at + 150),
      ended(rung.clientOrderId, at + 200),
    );
    expect(one(facts, 'ExitTriggered')).toMatchObject({ closer: 'stop', quantity: '0.02' });
    expect(one(facts, 'ExitStepped')).toMatchObject({ quantity: '0.02' });
  });
});
