import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import { PROCESSES } from '../../../../src/application/processes/index.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
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
  NOON,
  observe,
  one,
  openAccount,
  positionIn,
  stepExit,
  stopOf,
} from '../../../support/account.js';
import { assess, btcLong, QUOTES } from '../../../support/risk.js';
import { given } from '../../../support/given.js';
import { CASH, CASH_STOP, LONG, onwards } from '../../../support/open-positions.js';

const at = NOON + 60_000;
const quotes = btc('60000', at);
/** Of an older approval, long ended by the venue's word, and filled all the same. */
const late = (more: Parameters<typeof btcEntry>[0] = {}) =>
  btcEntry({ clientOrderId: 'older', intentId: 'older', quantity: '0.01', ...more });

describe('a late entry fill beside a position of another approval', () => {
  test('F-O5 of the same kind is taken out again: exactly that much, and a stop rests for the rest', () => {
    const fill = filled({ order: late(), qty: '0.01', px: '60000', fee: '2.4', at, quotes });
    const { facts } = given(accountDecider, LONG).when(fill);
    expect(one(facts, 'PositionChanged').quantity).toBe('0.03');
    expect(one(facts, 'ExitTriggered')).toMatchObject({
      closer: 'unprotected',
      quantity: '0.01',
      cancelStopOrderId: CASH.stopOrderId,
    });
    const leaving = [...LONG, ...facts];
    const { facts: freed } = given(accountDecider, leaving).when(ended(CASH_STOP, at + 100));
    const rung = one(freed, 'ExitStepped');
    expect(rung.quantity).toBe('0.01');
    const sold = filled({ order: closeOf(CASH, rung.clientOrderId), qty: '0.01', px: '60000', fee: '2.4', at });
    const { facts: end } = given(accountDecider, [...leaving, ...freed]).when(sold);
    expect(one(end, 'ExitEnded').outcome).toBe('reduced');
    expect(one(end, 'ProtectionChanged')).toMatchObject({ action: 'place', quantity: '0.02', stop: '59000' });
  });

  test('F-O5 with another leverage on margin too: its stop covers all of it until that is gone', () => {
    const opened = after(
      ...openAccount(),
      filled({ order: btcEntry({ leverage: 2 }), qty: '0.02', px: '60000', fee: '4.8' }),
    );
    const fill = filled({ order: late({ leverage: 3 }), qty: '0.01', px: '60000', fee: '2.4', at, quotes });
    const { facts } = given(accountDecider, opened).when(fill);
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ action: 'amend', quantity: '0.03' });
    expect(one(facts, 'ExitStepped')).toMatchObject({ side: 'sell', quantity: '0.01' });
  });

  test('F-O5 on margin beside cash is booked apart and sold at once; the cash position keeps all it has', () => {
    const fill = filled({ order: late({ leverage: 2 }), qty: '0.01', px: '60000', fee: '2.4', at, quotes });
    const { facts, state } = given(accountDecider, LONG).when(fill);
    const stray = one(facts, 'PositionOpened');
    expect(stray).toMatchObject({ quantity: '0.01', leverage: 2, intentId: 'older' });
    expect(one(facts, 'ExitTriggered')).toMatchObject({ positionId: stray.positionId, closer: 'unprotected' });
    const rung = one(facts, 'ExitStepped');
    expect(rung).toMatchObject({ positionId: stray.positionId, quantity: '0.01', leverage: 2 });
    expect(positionIn(state, 'BTC/USDT')).toEqual(CASH);

    const order = { ...closeOf(CASH, rung.clientOrderId), positionId: stray.positionId, leverage: 2 };
    const sold = filled({ order, qty: '0.01', px: '60100', fee: '2.404', at: at + 100 });
    const { facts: end, state: left } = given(accountDecider, [...LONG, ...facts]).when(sold);
    expect(one(end, 'PositionClosed')).toMatchObject({ positionId: stray.positionId, grossUsdt: '1' });
    expect(left.positions).toEqual({ 'trading:BTC/USDT': CASH });
    // The coins of the cash position, and not one of the margin fill.
    expect(left.balances.trading.BTC).toBe('0.02');
    expect(left.lots.map(({ quantity }) => quantity)).toEqual(['0.02']);
  });

  test('F-O17 that nobody approved is taken out as well, and one that made the position smaller shrinks its stop', () => {
    const opened = after(
      ...openAccount(),
      filled({ order: btcEntry({ leverage: 2 }), qty: '0.02', px: '60000', fee: '4.8' }),
    );
    const { levels: _none, ...foreign } = late({ leverage: 2, permission: { type: 'ExitStepped', key: 'none' } });
    const buy = given(accountDecider, opened).when(
      filled({ order: foreign, qty: '0.01', px: '60000', fee: '2.4', at }),
    );
    expect(one(buy.facts, 'ExitTriggered')).toMatchObject({ closer: 'unprotected', quantity: '0.01' });
    const order = { ...foreign, side: 'sell' as const };
    const sell = given(accountDecider, opened).when(filled({ order, qty: '0.005', px: '60000', fee: '1.2', at }));
    expect(all(sell.facts, 'ExitTriggered')).toEqual([]);
    expect(one(sell.facts, 'ProtectionChanged')).toMatchObject({ action: 'amend', quantity: '0.015' });
  });

  test('F-P8 a margin sell is no sale of the coins: a short apart, bought back at once', () => {
    const fill = filled({
      order: late({ leverage: 2, side: 'sell' }),
      qty: '0.01',
      px: '60000',
      fee: '2.4',
      at,
      quotes,
    });
    const { facts, state } = given(accountDecider, LONG).when(fill);
    expect(one(facts, 'PositionOpened')).toMatchObject({ side: 'short', quantity: '0.01' });
    expect(one(facts, 'ExitStepped')).toMatchObject({ side: 'buy', quantity: '0.01', leverage: 2 });
    expect(positionIn(state, 'BTC/USDT')).toEqual(CASH);
  });

  test('F-O9 one apart that no market takes, and whose stop nobody confirms, is not taken for the first', () => {
    const fill = filled({ order: late({ leverage: 2 }), qty: '0.01', px: '60000', fee: '2.4', at, quotes });
    let log = [...LONG, ...given(accountDecider, LONG).when(fill).facts];
    // Three rungs and a market order find nobody; then a stop rests until the next.
    for (const [step, time] of [at + 3_010, at + 6_010, at + 9_010, undefined].entries()) {
      const rung = all(log, 'ExitStepped').at(-1);
      const over = given(accountDecider, log).when(ended(rung?.clientOrderId ?? '', at + 3_000 * step + 50)).facts;
      log = [...log, ...over];
      if (time !== undefined)
        log = [...log, ...given(accountDecider, log).when(stepExit(rung?.exitId ?? '', time)).facts];
    }
    const stop = all(log, 'ProtectionChanged').at(-1);
    expect(stop).toMatchObject({ reason: 'no market, placed again', leverage: 2 });
    const { facts } = given(accountDecider, log).when({
      type: 'ClosePosition',
      at: at + 40_000,
      instrumentId: 'BTC/USDT',
      closer: 'unprotected',
      protectionNo: stop?.n ?? 0,
      stopOrderId: stop?.stopOrderId ?? '',
      reason: 'not confirmed in time',
    });
    expect(one(facts, 'StopRecalled').stopOrderId).toBe(stop?.stopOrderId);
    expect(all(facts, 'ExitTriggered')).toEqual([]);
  });

  test('while one is out, the deadlines of both exits find their own', () => {
    const fill = filled({ order: late({ leverage: 2 }), qty: '0.01', px: '60000', fee: '2.4', at, quotes });
    const { facts } = given(accountDecider, LONG).when(fill, close(at + 10, quotes));
    const [stray, mine] = all(facts, 'ExitTriggered');
    const rung = one(facts, 'ExitStepped').clientOrderId;
    const { facts: next } = given(accountDecider, [...LONG, ...facts]).when(
      ended(rung, at + 50),
      ...[stray, mine].map((exit) => stepExit(exit?.exitId ?? '', at + 3_010)),
    );
    expect(all(next, 'ExitStepped')).toMatchObject([
      { exitId: stray?.exitId, step: 2, leverage: 2 },
      { exitId: mine?.exitId, step: 1, leverage: 1 },
    ]);
  });
});

describe('a late entry fill where nothing is open', () => {
  const flat = after(
    ...openAccount(),
    btcBought(),
    filled({ order: stopOf(CASH), qty: '0.02', px: '59000', fee: '4.72', at: NOON + 1_000 }),
  );

  test('F-O4 F-O11 after the position closed opens one that is protected like any other', () => {
    const fill = filled({ order: late(), qty: '0.01', px: '59100', fee: '2.4', at, quotes });
    const { facts } = given(accountDecider, flat).when(fill);
    expect(one(facts, 'PositionOpened')).toMatchObject({ quantity: '0.01' });
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ action: 'place', quantity: '0.01', stop: '59000' });
  });

  test('F-O3 takes back the entry that was approved in its place', () => {
    const start = onwards(flat, observe(QUOTES, NOON + 2_000));
    const when = NOON + 11 * 60_000;
    const seen = Object.fromEntries(Object.entries(QUOTES).map(([id, quote]) => [id, { ...quote, at: when }]));
    const approve = assess(btcLong({ intentId: 'newer', snapshotAt: when }), { at: when, quotes: seen });
    const { facts: approved } = given(accountDecider, start).when(approve);
    const newer = [...all(approved, 'IntentApproved'), ...all(approved, 'IntentResized')][0]?.order.clientOrderId;
    const fill = filled({ order: late(), qty: '0.01', px: '60000', fee: '2.4', at: when + 1_000, quotes: seen });
    const { facts } = given(accountDecider, [...start, ...approved]).when(fill);
    expect(newer).toBeDefined();
    expect(one(facts, 'IntentRevoked')).toMatchObject({ clientOrderId: newer, reason: 'another entry filled' });
  });
});

describe('what is left at the venue when a position closes', () => {
  test('F-O10 F-O31 a closing order that waits to be sent is taken back with the stop', () => {
    const asked = given(accountDecider, LONG).when(
      close(at, quotes),
      stepExit(exitOf(), at + 3_000),
      filled({ order: stopOf(CASH), qty: '0.02', px: '59000', fee: '4.72', at: at + 3_100 }),
    );
    const rung = one(asked.facts, 'ExitStepped').clientOrderId;
    const closed = one(asked.facts, 'PositionClosed');
    expect(closed.closingOrderIds).toEqual([rung]);
    const recorded = { type: 'PositionClosed', data: closed } as unknown as RecordedFact;
    const commands = PROCESSES.flatMap(
      ({ on }) => on['PositionClosed']?.(recorded, { at, accountId: 'paper', quotes: {} }) ?? [],
    );
    expect(commands).toMatchObject([{ to: 'order', id: rung, command: { type: 'RequestCancel' } }]);
  });

  function exitOf(): string {
    return one(given(accountDecider, LONG).when(close(at, quotes)).facts, 'ExitTriggered').exitId;
  }
});
