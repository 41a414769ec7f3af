import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import {
  all,
  btc,
  btcEntry,
  btcTrade,
  closeOf,
  decideAll,
  filled,
  NOON,
  one,
  openAccount,
  positionIn,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';
import { assess, btcLong } from '../../../support/risk.js';

const HOUR = 3_600_000;
const MINUTE = 60_000;
let trade = 0;

/** A round trip of 0.01 BTC without fees: in at 60 000, out at the given price. */
const roundTrip = (px: string, at: number) => btcTrade({ n: (trade += 1), px, at });
const losses = (count: number, from = NOON): readonly AccountCommand[] =>
  Array.from({ length: count }, (_, n) => roundTrip('59990', from + n * HOUR)).flat();
const after = (...commands: readonly AccountCommand[]) => decideAll([...openAccount(), ...commands]).facts;
/** Five losses, an hour apart: the last one closed at 16:00. */
const five = after(...losses(5));
const LAST = NOON + 4 * HOUR + 1;
const tripped = (facts: readonly AccountFact[]) =>
  all(facts, 'BreakerTripped').filter(({ breaker }) => breaker === 'losses-in-a-row');

/** An opening when every cooldown is over: its size, or why not. */
const opening = (facts: readonly AccountFact[], at: number, intentId = `at-${at}`) => {
  const intent = btcLong({ intentId, snapshotAt: at, rawConfidence: '0.9', confidence: '0.9' });
  return given(accountDecider, facts).when(assess(intent, { at, quotes: btc('60000', at) }));
};
const sizeOf = (facts: readonly AccountFact[], at: number): readonly [string, readonly string[]] | string => {
  const [verdict] = opening(facts, at).facts.slice(-1);
  if (verdict?.type === 'IntentDenied') return verdict.data.failed.join(', ');
  if (verdict?.type === 'IntentResized')
    return [Number(verdict.data.order.notionalUsdt).toFixed(0), verdict.data.resizedBy];
  return verdict?.type === 'IntentApproved' ? [Number(verdict.data.order.notionalUsdt).toFixed(0), []] : 'nothing';
};

describe('five losses in a row', () => {
  test.each([
    ['four do not trip', 4, 0],
    ['five do', 5, 1],
    ['a sixth adds nothing while the first trip stands', 6, 1],
  ])('%s', (_, count, trips) => {
    expect(tripped(after(...losses(count)))).toHaveLength(trips);
  });

  test('the number is a limit of the policy', () => {
    const { facts } = decideAll([...openAccount({ lossesInARow: 2 }), ...losses(2)]);
    expect(tripped(facts)).toEqual([{ breaker: 'losses-in-a-row', at: NOON + HOUR + 1, reached: '2', allowed: '2' }]);
  });

  test('F-R17 a trade without gain or loss is no loss, and a win before the fifth clears them', () => {
    const zero = roundTrip('60000', NOON + 4 * HOUR);
    expect(tripped(after(...losses(4), ...zero))).toEqual([]);
    expect(tripped(after(...losses(4), ...zero, ...losses(1, NOON + 5 * HOUR)))).toHaveLength(1);
    const win = roundTrip('60010', NOON + 4 * HOUR);
    expect(tripped(after(...losses(4), ...win, ...losses(1, NOON + 5 * HOUR)))).toEqual([]);
  });

  test('entries that are under way are taken back: none of full size fills after it', () => {
    const four = after(...losses(4));
    const at = NOON + 4 * HOUR;
    const xrp = btcLong({ intentId: 'xrp', instrumentId: 'XRP/USDT', entry: '0.5', snapshotAt: at, stopPct: '0.03' });
    const quotes = {
      ...btc('60000', at),
      'XRP/USDT': { ...btc('0.5', at)['BTC/USDT']!, instrumentId: 'XRP/USDT' },
    } as const;
    const approved = given(accountDecider, four).when(assess({ ...xrp, targetPct: '0.09' }, { at, quotes }));
    const { facts } = given(accountDecider, [...four, ...approved.facts]).when(...roundTrip('59990', at));
    expect(all(facts, 'IntentRevoked').map(({ reason }) => reason)).toContain('losses-in-a-row breaker');
  });
});

describe('the half size', () => {
  const later = LAST + 61 * MINUTE;

  test('cuts the next opening to half of the formula', () => {
    const [whole] = [sizeOf(after(...losses(4)), later)].flat();
    const cut = sizeOf(five, later);
    expect(cut).toEqual([(Number(whole) / 2).toFixed(0), ['streak-size']]);
  });

  test('F-R16 ends with the first fill of the next entry, and not before', () => {
    const verdict = opening(five, later);
    const approved = [...five, ...verdict.facts];
    expect(verdict.state.breakers.lossesInARow).toBeDefined();
    const { order } = one(verdict.facts, 'IntentResized');
    const entry = btcEntry({ ...order, levels: { stop: order.stop, target: order.target } });
    const first = filled({ order: entry, qty: '0.001', px: order.limit, fee: '0', leaves: '0.01', at: later + 1 });
    const { facts, state } = given(accountDecider, approved).when(first);
    expect(one(facts, 'BreakerCleared')).toMatchObject({ breaker: 'losses-in-a-row' });
    expect(state.breakers.lossesInARow).toBeUndefined();
  });

  test('F-R16 an entry that was taken back and filled all the same does not end it', () => {
    const verdict = opening(after(...losses(4)), NOON + 3 * HOUR + 31 * MINUTE, 'before');
    const { order } = one(verdict.facts, 'IntentApproved');
    const entry = btcEntry({ ...order, levels: { stop: order.stop, target: order.target } });
    const taken = [...after(...losses(4)), ...verdict.facts];
    const at = NOON + 4 * HOUR;
    // The fifth loss comes from another instrument, so that only the breaker takes the entry back.
    const xrp = { instrumentId: 'XRP/USDT', quantity: '100', levels: { stop: '0.4', target: '0.7' } } as const;
    const bought = given(accountDecider, taken).when(
      filled({ order: btcEntry({ ...xrp, clientOrderId: 'x' }), qty: '100', px: '0.5', fee: '0', at }),
    );
    const closing = closeOf(positionIn(bought.state, 'XRP/USDT'), 'x-close');
    const lost = given(accountDecider, [...taken, ...bought.facts]).when(
      filled({ order: closing, qty: '100', px: '0.49', fee: '0', at: at + 1 }),
    );
    expect(one(lost.facts, 'IntentRevoked').clientOrderId).toBe(order.clientOrderId);
    const { state } = given(accountDecider, [...taken, ...bought.facts, ...lost.facts]).when(
      filled({ order: entry, qty: '0.001', px: order.limit, fee: '0', leaves: '0.01', at: at + 2 }),
    );
    expect(state.breakers.lossesInARow).toBeDefined();
  });

  test('F-R16 days without a close take losses away and not the half size; a restart knows it', () => {
    const week = LAST + 7 * 24 * HOUR;
    expect(sizeOf(five, week)).toMatchObject([expect.any(String), ['streak-size']]);
    expect(given(accountDecider, five).state().breakers.lossesInARow).toEqual({ trippedAt: LAST });
  });

  test('an operator may clear the losses: the streak and the half size go, the cooldown runs out by itself', () => {
    const clear = (at: number, requestId: string): AccountCommand => ({
      type: 'ClearStreak',
      at,
      reason: 'all from one gap',
      requestId,
    });
    const { facts, state } = given(accountDecider, five).when(clear(LAST + 1, 'one'), clear(LAST + 2, 'two'));
    expect(facts.map(({ type }) => type)).toEqual(['StreakCleared', 'BreakerCleared']);
    expect(state.streak).toEqual({ losses: 0, since: LAST + 1 });
    expect(sizeOf([...five, ...facts], LAST + 59 * MINUTE)).toContain('COOLDOWN');
    expect(sizeOf([...five, ...facts], LAST + 61 * MINUTE)).toMatchObject([expect.any(String), []]);
    given(accountDecider, after()).when(clear(NOON, 'three')).thenNothing();
  });
});

describe('the wait after losses', () => {
  test.each([
    [1, 'loss', 10],
    [2, 'loss', 10],
    [3, 'losses-in-a-row', 30],
    [4, 'losses-in-a-row', 30],
    [5, 'losses-in-a-row', 60],
    [6, 'losses-in-a-row', 60],
  ])('after %d in a row: %s, %d minutes', (count, reason, minutes) => {
    const started = all(after(...losses(count)), 'CooldownStarted').filter(({ scope }) => scope === 'account');
    const until = NOON + (count - 1) * HOUR + 1 + minutes * MINUTE;
    expect(started.at(-1)).toEqual({ scope: 'account', reason, until });
  });

  test('F-R10 the longest wins, whatever came later', () => {
    const { state } = decideAll([...openAccount(), ...losses(5), ...roundTrip('60010', LAST), ...losses(1, LAST + 10)]);
    // A win and one loss right after: 10 minutes, and the hour stands.
    expect(state.cooldowns.account).toEqual({ until: LAST + 60 * MINUTE, reason: 'losses-in-a-row' });
  });

  test('the minutes are limits of the policy', () => {
    const policy = { cooldownAfterThreeLossesMs: 3 * HOUR, cooldownAfterLossStreakMs: 5 * HOUR };
    const untilOf = (count: number) =>
      decideAll([...openAccount(policy), ...losses(count)]).state.cooldowns.account?.until;
    expect(untilOf(3)).toBe(NOON + 2 * HOUR + 1 + 3 * HOUR);
    expect(untilOf(5)).toBe(NOON + 4 * HOUR + 1 + 5 * HOUR);
  });
});
