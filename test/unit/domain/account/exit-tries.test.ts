import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import { PROCESSES } from '../../../../src/application/processes/index.js';
import type { RecordedFact } from '../../../../src/domain/shared/fact.js';
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
  one,
  positionIn,
  priced,
  stepExit,
  stopOf,
  xrpShortEntry,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';
import { CASH_STOP, LONG, SHORT, climbed, lastRung, onwards } from '../../../support/open-positions.js';

const at = NOON + 60_000;
const exitOf = (facts: readonly AccountFact[]) => all(facts, 'ExitTriggered').at(-1)?.exitId ?? '';
const step = (facts: readonly AccountFact[], when: number): AccountCommand =>
  stepExit(exitOf(facts), when, { quote: btc('60000', when)['BTC/USDT'] });

const trying = climbed(onwards(LONG, close(at, btc('60000', at)), ended(CASH_STOP, at)), at, step);
const market = lastRung(trying);
const between = onwards(trying, ended(market, at + 9_100));
const resting = positionIn(stateOf(between), 'BTC/USDT');

describe('between two market orders of a cash exit', () => {
  test('F-O9 F-O12 what the market left has a stop at the venue again', () => {
    const half = filled({
      order: closeOf(resting, market),
      ...{ qty: '0.008', leaves: '0.012', px: '59000', fee: '2', at: at + 9_050 },
    });
    const { facts } = given(accountDecider, trying).when(half, ended(market, at + 9_100));
    const placed = one(facts, 'ProtectionChanged');
    expect(placed).toMatchObject({ action: 'place', n: 2, quantity: '0.012', stop: '59000' });
    expect(placed.stopOrderId).not.toBe(CASH_STOP);
    expect(all(facts, 'ExitEnded')).toEqual([]);
  });

  test('not while a rung of the ladder follows within 3 s', () => {
    expect(all(trying, 'ProtectionChanged')).toHaveLength(1);
  });

  test('a minute after the last market order the stop is recalled, and the next goes once it is gone', () => {
    given(accountDecider, between)
      .when(step(between, at + 68_999))
      .thenNothing();
    const { facts } = given(accountDecider, between).when(step(between, at + 69_000));
    expect(one(facts, 'StopRecalled')).toMatchObject({ stopOrderId: resting.stopOrderId, dueAt: at + 72_000 });
    const recalled = [...between, ...facts];
    const { facts: gone } = given(accountDecider, recalled)
      .when(ended(resting.stopOrderId ?? '', at + 69_200))
      .thenTypes('ProtectionLost', 'ExitStepped');
    expect(one(gone, 'ExitStepped')).toMatchObject({ step: 5, quantity: '0.02', dueAt: at + 129_200 });
  });

  test('a recall that is not confirmed in 3 s does not hold up the next order', () => {
    const { facts } = given(accountDecider, between).when(step(between, at + 69_000), step(between, at + 72_000));
    expect(one(facts, 'ExitStepped')).toMatchObject({ step: 5, quantity: '0.02' });
    const late = [...between, ...facts];
    const order = one(facts, 'ExitStepped').clientOrderId;
    // It ends when that order has found no market either: only then a new one is placed.
    const { facts: end } = given(accountDecider, late).when(
      ended(order, at + 72_100),
      ended(resting.stopOrderId ?? '', at + 80_000),
    );
    expect(all(end, 'ProtectionChanged')).toMatchObject([{ action: 'place', n: 3 }]);
  });

  test('F-O9 nor does it leave the rest naked for a minute when nobody knows what became of that stop', () => {
    const { facts } = given(accountDecider, between).when(step(between, at + 69_000), step(between, at + 72_000));
    expect(one(facts, 'ExitStepped').dueAt).toBe(at + 102_000);
  });

  test('F-O11 an entry fill meanwhile is covered by the stop that rests', () => {
    const late = filled({ order: btcEntry(), qty: '0.004', px: '60000', fee: '1', fillNo: 1, at: at + 20_000 });
    const { facts } = given(accountDecider, between).when(late);
    expect(one(facts, 'ProtectionChanged')).toMatchObject({
      ...{ action: 'amend', quantity: '0.024', stopOrderId: resting.stopOrderId },
    });
  });

  test('F-O8 a stop that fills meanwhile ends the exit, recalled or not', () => {
    const stopped = filled({ order: stopOf(resting), qty: '0.02', px: '58900', fee: '4', at: at + 69_100 });
    for (const first of [[], [step(between, at + 69_000)]]) {
      const { facts, state } = given(accountDecider, between).when(...first, stopped, step(between, at + 72_000));
      expect(one(facts, 'PositionClosed')).toMatchObject({ closer: 'stop' });
      expect(one(facts, 'ExitEnded')).toMatchObject({ outcome: 'closed' });
      expect(all(facts, 'ExitStepped')).toEqual([]);
      expect(state.positions).toEqual({});
    }
  });

  test('F-O9 a stop that the venue refuses brings the next market order forward to half a minute', () => {
    const { facts } = given(accountDecider, between).when(ended(resting.stopOrderId ?? '', at + 9_300));
    expect(one(facts, 'ProtectionLost')).toMatchObject({ exitId: exitOf(between), dueAt: at + 39_000 });
    const naked = [...between, ...facts];
    given(accountDecider, naked)
      .when(step(between, at + 38_999))
      .thenNothing();
    const { facts: next } = given(accountDecider, naked).when(step(between, at + 39_000));
    expect(one(next, 'ExitStepped')).toMatchObject({ step: 5, quantity: '0.02' });
  });

  test('F-O9 a stop that is not confirmed in time brings it forward too', () => {
    const given30s: AccountCommand = { ...close(at + 39_100), closer: 'unprotected', protectionNo: 2 };
    const { facts } = given(accountDecider, between).when(given30s);
    expect(facts.map(({ type }) => type)).toEqual(['StopRecalled']);
    given(accountDecider, between)
      .when({ ...given30s, protectionNo: 1 })
      .thenNothing();
  });

  test('the recall asks the venue for a cancel', () => {
    const { facts } = given(accountDecider, between).when(step(between, at + 69_000));
    const recorded = { type: 'StopRecalled', data: one(facts, 'StopRecalled') } as unknown as RecordedFact;
    const commands = PROCESSES.flatMap(
      ({ on }) => on['StopRecalled']?.(recorded, { at: 1, accountId: 'paper', quotes: {} }) ?? [],
    );
    expect(commands).toMatchObject([{ to: 'order', id: resting.stopOrderId, command: { type: 'RequestCancel' } }]);
  });
});

describe('between two market orders of a margin exit', () => {
  const out = climbed(onwards(SHORT, close(at, priced('XRP/USDT', '0.5', at), 'XRP/USDT')), at, step);
  const tried = onwards(out, ended(lastRung(out), at + 9_100));
  const open = positionIn(stateOf(tried), 'XRP/USDT');

  test('the stop rests through the whole exit and is never recalled', () => {
    const { facts } = given(accountDecider, tried).when(step(out, at + 69_000));
    expect(facts.map(({ type }) => type)).toEqual(['ExitStepped']);
  });

  test('F-O9 one that nobody has confirmed is cancelled, and no half minute passes without the next order', () => {
    const { facts } = given(accountDecider, tried).when(
      { ...close(at + 30_000, {}, 'XRP/USDT'), closer: 'unprotected', protectionNo: open.protectionNo },
      step(out, at + 33_000),
    );
    expect(one(facts, 'StopRecalled')).toMatchObject({ stopOrderId: open.stopOrderId, dueAt: at + 33_000 });
    expect(one(facts, 'ExitStepped')).toMatchObject({ step: 5, quantity: '1200', dueAt: at + 63_000 });
  });

  test('F-O9 one that is spent on less than an entry fill has made of the position: the rest goes at once', () => {
    const more = filled({ order: xrpShortEntry(), qty: '200', px: '0.5', fee: '0.4', fillNo: 1, at: at + 20_000 });
    const stop = { ...stopOf(open), quantity: '1200' };
    const spent = filled({ order: stop, qty: '1200', px: '0.51', fee: '2.4', at: at + 20_000 });
    const { facts, state } = given(accountDecider, tried).when(more, spent);
    expect(one(facts, 'ProtectionLost')).toMatchObject({ stopOrderId: open.stopOrderId });
    const next = one(facts, 'ExitStepped');
    expect(next).toMatchObject({ step: 5, quantity: '200' });
    expect(positionIn(state, 'XRP/USDT').stopOrderId).toBeUndefined();
    const { facts: end } = given(accountDecider, [...tried, ...facts]).when(ended(next.clientOrderId, at + 20_100));
    expect(one(end, 'ProtectionChanged')).toMatchObject({ action: 'place', quantity: '200' });
  });

  test('F-O9 nor does the way out wait for the end of one that is spent while it is being cancelled', () => {
    const fewer = filled({ order: { ...stopOf(open), quantity: '1000' }, qty: '1000', px: '0.51', fee: '2', at });
    const { facts } = given(accountDecider, tried).when(
      { ...close(at + 30_000, {}, 'XRP/USDT'), closer: 'unprotected', protectionNo: open.protectionNo },
      { ...fewer, at: at + 30_100 },
    );
    expect(one(facts, 'ExitStepped')).toMatchObject({ step: 5, quantity: '200' });
  });
});
