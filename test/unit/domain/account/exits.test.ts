import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
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
  priced,
  stepExit,
  stopOf,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';
import { CASH, CASH_STOP, LONG, MARGIN, MARGIN_STOP, SHORT } from '../../../support/open-positions.js';

/** The price a deadline comes with. */
const shown = (price: string, when: number) => ({ quote: btc(price, when)['BTC/USDT'] });

const at = NOON + 60_000;

describe('a cash exit', () => {
  const asked = close(at, btc('60000.3', at));
  const { facts: leaving } = decideAll([...openAccount(), btcBought(), asked]);
  const { exitId } = one(leaving, 'ExitTriggered');

  test('cancels the stop, which holds the units, before anything is sold', () => {
    given(accountDecider, LONG).when(asked).thenTypes('ExitTriggered');
    expect(one(leaving, 'ExitTriggered')).toMatchObject({
      closer: 'operator',
      quantity: '0.02',
      cancelStopOrderId: CASH_STOP,
      dueAt: at + 3_000,
    });
  });

  test('sells reduce-only what is open once the stop is gone, 0.5 % through the market', () => {
    const { facts } = given(accountDecider, leaving)
      .when(ended(CASH_STOP, at + 200))
      .thenTypes('ProtectionLost', 'ExitStepped');
    // 60 000.3 x 0.995 = 59 700.2985, towards filling.
    expect(one(facts, 'ExitStepped')).toMatchObject({
      step: 1,
      side: 'sell',
      quantity: '0.02',
      limit: '59700.2',
      dueAt: at + 3_200,
    });
  });

  test('waits 3 s for the cancellation and no longer', () => {
    given(accountDecider, leaving)
      .when(stepExit(exitId, at + 2_999, shown('60000', at + 2_999)))
      .thenNothing();
    const { facts } = given(accountDecider, leaving).when(stepExit(exitId, at + 3_000, shown('60000', at + 3_000)));
    expect(one(facts, 'ExitStepped')).toMatchObject({ step: 1, quantity: '0.02', limit: '59700' });
  });

  test('F-O8 F-P1 a stop fill meanwhile is the end of it: closed once, sold once', () => {
    const { facts } = given(accountDecider, leaving).when(
      filled({ order: stopOf(CASH), qty: '0.02', px: '59000', fee: '4.72', at: at + 100 }),
      stepExit(exitId, at + 3_000, shown('59000', at + 3_000)),
      close(at + 4_000),
    );
    expect(one(facts, 'PositionClosed')).toMatchObject({ closer: 'stop' });
    expect(one(facts, 'ExitEnded')).toMatchObject({ exitId, outcome: 'closed' });
    expect(all(facts, 'ExitStepped')).toEqual([]);
  });

  test('F-O8 after a partial stop fill sells the rest only', () => {
    const { facts } = given(accountDecider, leaving).when(
      filled({ order: stopOf(CASH), qty: '0.005', px: '59000', fee: '1.18', leaves: '0.015', at: at + 100 }),
      ended(CASH_STOP, at + 200),
    );
    expect(one(facts, 'ExitStepped').quantity).toBe('0.015');
  });

  test('goes 0.5, 1 and 2 % through the market, 3 s each, then to market once a minute, and never gives up', () => {
    const { facts, state } = decideAll([...openAccount(), btcBought(), asked, ended(CASH_STOP, at)]);
    let [log, exit] = [facts, positionIn(state, 'BTC/USDT').exit];
    for (let rung = 0; rung < 4; rung++) {
      const last = all(log, 'ExitStepped').at(-1);
      const due = exit?.dueAt ?? 0;
      const next = given(accountDecider, log).when(
        ended(last?.clientOrderId ?? '', due - 1_000),
        stepExit(exitId, due, shown('50000', due)),
      );
      log = [...log, ...next.facts];
      // From the first market order on a stop rests until the next.
      const recalled = all(next.facts, 'StopRecalled')[0];
      const gone = recalled ? given(accountDecider, log).when(ended(recalled.stopOrderId, due)) : next;
      if (recalled) log = [...log, ...gone.facts];
      exit = positionIn(gone.state, 'BTC/USDT').exit;
    }
    // 50 000 x 0.99 and x 0.98.
    expect(all(log, 'ExitStepped').map(({ step, limit }) => [step, limit])).toEqual([
      [1, '59700.2'],
      [2, '49500'],
      [3, '49000'],
      [4, undefined],
      [5, undefined],
    ]);
    const dues = all(log, 'ExitStepped').map(({ dueAt }) => dueAt - at);
    expect(dues).toEqual([3_000, 6_000, 9_000, 69_000, 129_000]);
    expect(new Set(all(log, 'ExitStepped').map(({ clientOrderId }) => clientOrderId)).size).toBe(5);
  });

  test('F-O24 takes no step while the last rung is unaccounted for, and takes it with its end', () => {
    const { facts: onRung } = decideAll([...openAccount(), btcBought(), asked, ended(CASH_STOP, at)]);
    const rung = one(onRung, 'ExitStepped').clientOrderId;
    given(accountDecider, onRung)
      .when(stepExit(exitId, at + 5_000, shown('60000', at + 5_000)))
      .thenNothing();
    const { facts } = given(accountDecider, onRung).when(stepExit(exitId, at + 5_000), ended(rung, at + 40_000));
    expect(one(facts, 'ExitStepped')).toMatchObject({ step: 2, quantity: '0.02' });
  });

  test('a partial fill of a rung leaves its rest for the next', () => {
    const { facts: onRung } = decideAll([...openAccount(), btcBought(), asked, ended(CASH_STOP, at)]);
    const rung = one(onRung, 'ExitStepped').clientOrderId;
    const sold = filled({ order: closeOf(CASH, rung), qty: '0.013', px: '59900', fee: '3', leaves: '0.007', at });
    const { facts } = given(accountDecider, onRung).when(
      sold,
      ended(rung, at + 1),
      stepExit(exitId, at + 3_000, shown('60000', at + 3_000)),
    );
    expect(one(facts, 'ExitStepped')).toMatchObject({ step: 2, quantity: '0.007' });
  });
});

describe('a margin exit', () => {
  const asked = close(at, priced('XRP/USDT', '0', at, { bid: '0.49985', ask: '0.50015' }), 'XRP/USDT');

  test('sends a reduce-only order at once and leaves the stop until the close', () => {
    const { facts } = given(accountDecider, SHORT).when(asked).thenTypes('ExitTriggered', 'ExitStepped');
    expect(one(facts, 'ExitTriggered').cancelStopOrderId).toBeUndefined();
    // 0.50015 x 1.005 = 0.50265075, towards filling.
    expect(one(facts, 'ExitStepped')).toMatchObject({ side: 'buy', limit: '0.50266', quantity: '1200', leverage: 2 });
  });

  test('F-O10 F-O31 names the stop to cancel when it closes', () => {
    const { facts } = given(accountDecider, SHORT).when(asked);
    const rung = one(facts, 'ExitStepped').clientOrderId;
    const bought = filled({ order: closeOf(MARGIN, rung), qty: '1200', px: '0.5', fee: '2.4', at });
    const { facts: end } = given(accountDecider, [...SHORT, ...facts]).when(bought);
    expect(one(end, 'PositionClosed')).toMatchObject({ closer: 'operator', stopOrderId: MARGIN.stopOrderId });
  });

  test('a stop that ends while the exit is under way changes nothing for it', () => {
    const { facts } = given(accountDecider, SHORT).when(asked);
    given(accountDecider, [...SHORT, ...facts])
      .when(ended(MARGIN_STOP, at + 1))
      .thenTypes('ProtectionLost');
  });
});

describe('who closes', () => {
  test('F-O8 the first of two closers wins, the other does nothing', () => {
    const operator = close(at, btc('60000', at));
    const decision: AccountCommand = { ...operator, closer: 'decision', at: at + 1 };
    const { facts } = given(accountDecider, LONG).when(operator, decision, observe(btc('63000', at + 2), at + 2));
    expect(all(facts, 'ExitTriggered')).toMatchObject([{ closer: 'operator' }]);
  });

  test('F-O8 what a target and a later stop fill want is one close', () => {
    const { facts } = given(accountDecider, SHORT).when(
      observe(priced('XRP/USDT', '0.47', at), at),
      filled({ order: stopOf(MARGIN), qty: '1200', px: '0.51', fee: '2.4', at: at + 1 }),
      observe(priced('XRP/USDT', '0.47', at + 2), at + 2),
    );
    expect(all(facts, 'ExitTriggered')).toMatchObject([{ closer: 'target' }]);
    expect(all(facts, 'PositionClosed')).toMatchObject([{ closer: 'stop' }]);
  });

  test('takes back the entry that still works', () => {
    const levels = { stop: '59000', target: '62400' };
    const order = btcEntry({ levels });
    const reserved = decideAll([
      ...openAccount(),
      filled({ order, qty: '0.01', px: '60000', fee: '2.4', leaves: '0.01' }),
    ]);
    const reservation = {
      clientOrderId: 'entry-1',
      kind: 'entry' as const,
      instrumentId: 'BTC/USDT' as const,
      book: 'trading' as const,
      leavesQty: '0.01',
      notionalUsdt: '600',
      reservedUsdt: '602.4',
      marginUsdt: '0',
      intentId: 'intent-1',
      revoked: false,
    };
    const state = { ...reserved.state, reservations: { 'entry-1': reservation } };
    expect(all(accountDecider.decide(close(at), state), 'IntentRevoked')).toMatchObject([
      { clientOrderId: 'entry-1', reason: 'exit: operator' },
    ]);
    const position = positionIn(state, 'BTC/USDT');
    const byStop = filled({ order: stopOf(position), qty: '0.004', px: '59000', fee: '1', leaves: '0.006', at });
    expect(all(accountDecider.decide(byStop, state), 'IntentRevoked')).toMatchObject([{ reason: 'stop filled' }]);
  });

  test('a close of what is not open is no close', () => {
    given(accountDecider, LONG)
      .when(close(at, {}, 'XRP/USDT'))
      .thenNothing();
    given(accountDecider, LONG).when(stepExit('no-exit', at)).thenNothing();
  });

  test('F-O30 no halt, pause, breaker, degradation or missing price refuses an exit', () => {
    const { facts } = given(accountDecider, SHORT).when(
      { type: 'HaltTrading', at, reason: 'operator' },
      { type: 'PauseTrading', at, reason: 'startup' },
      { type: 'ChangeDegradation', at, to: 4, reason: 'venue away' },
      close(at, {}, 'XRP/USDT'),
    );
    // Without any price the rung is a market order.
    expect(one(facts, 'ExitStepped')).toMatchObject({ quantity: '1200', side: 'buy' });
    expect(one(facts, 'ExitStepped').limit).toBeUndefined();
  });
});

describe('F-O9 a position without a stop', () => {
  test.each(['denied: NOT_SENT', 'rejected: EOrder:Invalid price', 'rejected: NEVER_ARRIVED'])(
    '%s: closed',
    (reason) => {
      const gone: AccountCommand = {
        type: 'ReleaseReservation',
        at,
        clientOrderId: CASH_STOP,
        reason,
        quotes: btc('60000', at),
      };
      const { facts } = given(accountDecider, LONG)
        .when(gone)
        .thenTypes('ProtectionLost', 'ExitTriggered', 'ExitStepped');
      expect(one(facts, 'ExitTriggered')).toMatchObject({ closer: 'unprotected', quantity: '0.02' });
      expect(one(facts, 'ExitStepped')).toMatchObject({ step: 1, limit: '59700' });
    },
  );

  test('a stop that is not confirmed in time is given up, an older deadline is not', () => {
    const unconfirmed = (protectionNo: number): AccountCommand => ({
      ...close(at, btc('60000', at)),
      closer: 'unprotected',
      protectionNo,
    });
    given(accountDecider, LONG).when(unconfirmed(0)).thenNothing();
    const { facts } = given(accountDecider, LONG).when(unconfirmed(1));
    expect(one(facts, 'ExitTriggered')).toMatchObject({ closer: 'unprotected', cancelStopOrderId: CASH_STOP });
  });
});

test('F-O9 a margin stop that nobody has confirmed is cancelled before the way out begins', () => {
  const unconfirmed: AccountCommand = {
    ...close(at, priced('XRP/USDT', '0.5', at), 'XRP/USDT'),
    ...{ closer: 'unprotected', protectionNo: 1 },
  };
  const { facts } = given(accountDecider, SHORT).when(unconfirmed).thenTypes('ExitTriggered');
  expect(one(facts, 'ExitTriggered').cancelStopOrderId).toBe(MARGIN.stopOrderId);
  const waiting = [...SHORT, ...facts];
  const { exitId } = one(facts, 'ExitTriggered');
  const confirmed = given(accountDecider, waiting).when(ended(MARGIN_STOP, at + 100));
  expect(one(confirmed.facts, 'ExitStepped')).toMatchObject({ step: 1, quantity: '1200' });
  const late = given(accountDecider, waiting).when(stepExit(exitId, at + 3_000));
  expect(one(late.facts, 'ExitStepped')).toMatchObject({ step: 1, quantity: '1200' });
});
