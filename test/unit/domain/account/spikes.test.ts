import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import type { Quote } from '../../../../src/domain/market/quote.js';
import {
  after,
  all,
  btc,
  btcBought,
  filled,
  NOON,
  observe,
  one,
  openAccount,
  positionIn,
  stopOf,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';
import { assess, btcLong } from '../../../support/risk.js';

const MINUTE = 60_000;
const opened = after(...openAccount());
type Candle = NonNullable<Quote['candle5m']>;
/** A candle that closed at noon, six times as wide as usual. */
const SPIKE: Candle = { closedAt: NOON, trueRange: '600', previousAtr: '100', movePct: '0.01' };
const quotes = (candle5m: Partial<Candle>, at = NOON) => btc('60000', at, { candle5m: { ...SPIKE, ...candle5m } });
const look = (candle5m: Partial<Candle> = {}, at = NOON): AccountCommand => observe(quotes(candle5m, at), at);
const tripped = (facts: readonly AccountFact[]) => all(facts, 'BreakerTripped');
const waits = (facts: readonly AccountFact[]) =>
  all(facts, 'CooldownStarted').map(({ scope, reason, until }) => [scope, reason, (until - NOON) / MINUTE]);

describe('a spike', () => {
  test.each([
    ['below five times the ATR', { trueRange: '499.9' }, 0],
    ['five times', { trueRange: '500' }, 0],
    ['more', { trueRange: '500.1' }, 1],
    ['in a market that did not move before', { trueRange: '0.1', previousAtr: '0' }, 1],
    ['nothing moved at all', { trueRange: '0', previousAtr: '0' }, 0],
    ['numbers that are none', { trueRange: 'NaN' }, 0],
    ['an ATR that is none', { previousAtr: '-1' }, 0],
  ])('%s', (_, candle, trips) => {
    expect(tripped(given(accountDecider, opened).when(look(candle)).facts)).toHaveLength(trips);
  });

  test('is of its instrument, for 15 minutes from the close of its candle, however often the candle is shown', () => {
    const { facts, state } = given(accountDecider, opened).when(
      look({}, NOON + 1),
      look({}, NOON + MINUTE),
      look({}, NOON + 4 * MINUTE),
    );
    const until = NOON + 15 * MINUTE;
    expect(tripped(facts)).toEqual([
      { breaker: 'spike', at: NOON + 1, instrumentId: 'BTC/USDT', reached: '6', allowed: '5', until },
    ]);
    expect(state.breakers.spikes).toEqual({ 'BTC/USDT': { trippedAt: NOON + 1, until } });
  });

  test('the next one in that time lasts longer; its end is recorded once', () => {
    const next = { closedAt: NOON + 5 * MINUTE };
    const { facts } = given(accountDecider, opened).when(look(), look(next, NOON + 5 * MINUTE));
    expect(tripped(facts).map(({ until }) => until)).toEqual([NOON + 15 * MINUTE, NOON + 20 * MINUTE]);
    const calm = { closedAt: NOON + 15 * MINUTE, trueRange: '100' };
    const end = [14, 20, 21].map((minutes) => look(calm, NOON + minutes * MINUTE));
    const over = given(accountDecider, [...opened, ...facts]).when(...end);
    expect(one(over.facts, 'BreakerCleared')).toMatchObject({ breaker: 'spike', instrumentId: 'BTC/USDT' });
    expect(over.state.breakers.spikes).toBeUndefined();
  });

  test('looked at when its time is over, it trips nothing', () => {
    expect(tripped(given(accountDecider, opened).when(look({}, NOON + 15 * MINUTE)).facts)).toEqual([]);
  });

  test('takes back the entry of its instrument alone', () => {
    const of = (instrumentId: 'BTC/USDT' | 'XRP/USDT', entry: string) =>
      assess(
        btcLong({ intentId: instrumentId, instrumentId, entry, snapshotAt: NOON, stopPct: '0.03', targetPct: '0.09' }),
        {
          at: NOON,
          quotes: { ...btc('60000', NOON), 'XRP/USDT': { ...btc('0.5', NOON)['BTC/USDT']!, instrumentId: 'XRP/USDT' } },
        },
      );
    const approved = given(accountDecider, opened).when(of('BTC/USDT', '60000'), of('XRP/USDT', '0.5'));
    const { facts } = given(accountDecider, [...opened, ...approved.facts]).when(look());
    expect(all(facts, 'IntentRevoked').map(({ instrumentId }) => instrumentId)).toEqual(['BTC/USDT']);
  });
});

describe('a stop that a spike hits', () => {
  const bought = after(...openAccount(), btcBought(NOON - 10 * MINUTE));
  const stopped = (at: number): AccountCommand => {
    const position = positionIn(given(accountDecider, bought).state(), 'BTC/USDT');
    // At the entry's price with no fee but the entry's: what the loss itself starts is the account's wait, not this one.
    return filled({ order: stopOf(position), qty: '0.02', px: '59000', fee: '0', at });
  };
  const byInstrument = (facts: readonly AccountFact[]) => waits(facts).filter(([scope]) => scope === 'BTC/USDT');

  test.each([
    ['while it lasts', NOON + 3 * MINUTE, [['BTC/USDT', 'spike', 18]]],
    ['when it is over', NOON + 15 * MINUTE, []],
  ])('%s', (_, at, expected) => {
    const facts = [...bought, ...given(accountDecider, bought).when(look()).facts];
    expect(byInstrument(given(accountDecider, facts).when(stopped(at)).facts)).toEqual(expected);
  });

  test.each([
    [
      'filled within the candle, before anybody could call it a spike',
      NOON - 5 * MINUTE + 1,
      [['BTC/USDT', 'spike', 10 + 1 / MINUTE]],
    ],
    ['filled as the candle before closed', NOON - 5 * MINUTE, []],
  ])('%s', (_, at, expected) => {
    expect(byInstrument(given(accountDecider, bought).when(stopped(at), look()).facts)).toEqual(expected);
  });

  test('F-R12 when the stop was hit is in the log', () => {
    const facts = [...bought, ...given(accountDecider, bought).when(stopped(NOON)).facts];
    expect(byInstrument(given(accountDecider, facts).when(look()).facts)).toEqual([['BTC/USDT', 'spike', 15]]);
  });

  test('closed another way, it starts no such wait', () => {
    const spiking = [...bought, ...given(accountDecider, bought).when(look()).facts];
    const position = positionIn(given(accountDecider, bought).state(), 'BTC/USDT');
    const closing = { ...stopOf(position), purpose: 'close' as const, clientOrderId: 'close-1' };
    const command = filled({ order: closing, qty: '0.02', px: '60000', fee: '0', at: NOON + MINUTE });
    expect(byInstrument(given(accountDecider, spiking).when(command).facts)).toEqual([]);
  });
});

describe('a fast move', () => {
  const calm = { trueRange: '100' };
  test.each([
    ['3 %', '0.03', []],
    ['more', '0.0300001', [['BTC/USDT', 'fast-move', 10]]],
  ])('%s in five minutes', (_, movePct, expected) => {
    expect(waits(given(accountDecider, opened).when(look({ ...calm, movePct })).facts)).toEqual(expected);
  });

  test('counts from the close of its candle: a late look neither shortens nor lengthens it', () => {
    const fast = { ...calm, movePct: '0.05' };
    expect(waits(given(accountDecider, opened).when(look(fast, NOON + 4 * MINUTE)).facts)).toEqual([
      ['BTC/USDT', 'fast-move', 10],
    ]);
    expect(waits(given(accountDecider, opened).when(look(fast, NOON + 10 * MINUTE)).facts)).toEqual([]);
  });
});

test('ratio, way, times and size are limits of the policy', () => {
  const policy = { spikeAtrRatio: '6', fastMovePct: '0.01', spikeMs: MINUTE, cooldownAfterFastMoveMs: 2 * MINUTE };
  const start = after(
    ...openAccount({ ...policy, cooldownAfterSpikeStopMs: 3 * MINUTE }),
    btcBought(NOON - 10 * MINUTE),
  );
  expect(tripped(given(accountDecider, start).when(look({ trueRange: '600' })).facts)).toEqual([]);
  const { facts } = given(accountDecider, start).when(look({ trueRange: '601', movePct: '0.011' }));
  expect(tripped(facts)).toMatchObject([{ allowed: '6', until: NOON + MINUTE }]);
  expect(waits(facts)).toEqual([['BTC/USDT', 'fast-move', 2]]);
  const position = positionIn(given(accountDecider, start).state(), 'BTC/USDT');
  const hit = filled({ order: stopOf(position), qty: '0.02', px: '59000', fee: '0', at: NOON + 1 });
  const more = given(accountDecider, [...start, ...facts]).when(hit);
  expect(waits(more.facts)).toContainEqual(['BTC/USDT', 'spike', 3 + 1 / MINUTE]);
});
