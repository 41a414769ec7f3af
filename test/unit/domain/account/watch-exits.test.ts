import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { Quote } from '../../../../src/domain/market/quote.js';
import {
  after,
  all,
  btc,
  btcBought,
  btcEntry,
  filled,
  NOON,
  observe,
  one,
  openAccount,
  priced,
  xrpSold,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';

const at = NOON + 60_000;
const HOUR = 3_600_000;
/** Stop 59 000 resting at the venue, target 62 400. */
const long = after(...openAccount(), btcBought());
const short = after(...openAccount(), xrpSold());
/** The same, too small for the venue: the desk watches the stop itself. */
const watched = after(
  ...openAccount(),
  filled({ order: btcEntry(), qty: '0.00004', px: '60000', fee: '0.0096', leaves: '0.01996' }),
);

const range = (from: number, open: string, high: string, low: string): Partial<Quote> => ({
  range: { from, to: from + 60_000, open, high, low },
});
const look = (facts: typeof long, price: string, more: Partial<Quote> = {}, when = at) =>
  all(given(accountDecider, facts).when(observe(btc(price, when, more), when)).facts, 'ExitTriggered');

describe('a target', () => {
  test.each([
    ['below it waits', '62399.9', 0],
    ['at it closes', '62400', 1],
    ['beyond it closes', '62400.1', 1],
  ])('of a long: %s', (_, price, exits) => {
    expect(look(long, price)).toHaveLength(exits);
  });

  test.each([
    ['above it waits', '0.47001', 0],
    ['at it closes', '0.47', 1],
  ])('of a short: %s', (_, price, exits) => {
    const { facts } = given(accountDecider, short).when(observe(priced('XRP/USDT', price, at), at));
    expect(all(facts, 'ExitTriggered')).toHaveLength(exits);
  });

  test('counts on the side that would be sold to: the bid', () => {
    expect(look(long, '62400', { bid: '62399.9', ask: '62400.1' })).toEqual([]);
  });

  test('touched inside a candle is quoted at its level, not at the close', () => {
    const [exit] = look(long, '61000', range(NOON, '61000', '62500', '60900'));
    expect(exit).toMatchObject({ closer: 'target', quote: { bid: '62400', ask: '62400' } });
  });

  test('jumped over is quoted at the open beyond it', () => {
    const [exit] = look(long, '62700', range(NOON, '62600', '62800', '62500'));
    expect(exit).toMatchObject({ closer: 'target', quote: { bid: '62600', ask: '62600' } });
  });

  test.each([
    ['that began before the position says nothing about it', NOON - 1, 0],
    ['that began with it does', NOON, 1],
  ])('a range %s', (_, from, exits) => {
    expect(look(long, '61000', range(from, '61000', '62500', '60900'))).toHaveLength(exits);
  });
});

describe('F-P1 a stop and a target in one candle', () => {
  const both = range(NOON, '60000', '62500', '58900');

  test('where the stop rests at the venue, its fill is awaited and the target is void', () => {
    expect(look(long, '60000', both)).toEqual([]);
  });

  test('where the desk watches the stop, the stop wins and closes once', () => {
    const { facts } = given(accountDecider, watched).when(
      observe(btc('60000', at, both), at),
      observe(btc('62500', at + 1), at + 1),
    );
    expect(all(facts, 'ExitTriggered')).toMatchObject([{ closer: 'stop', quote: { bid: '59000', ask: '59000' } }]);
  });

  test('a level on the wrong side of a stop moved later is not crossed by the range before the move', () => {
    const moved = all(watched, 'ProtectionChanged')[0];
    if (!moved) throw new Error('no protection');
    const facts = [
      ...watched,
      { type: 'ProtectionChanged' as const, data: { ...moved, n: 2, stop: '59900', since: at } },
    ];
    // The low of 59 500 was before the stop stood at 59 900; the price now is above it.
    expect(look(facts, '60100', range(NOON, '60000', '60200', '59500'), at)).toEqual([]);
    expect(look(facts, '60100', range(at, '60000', '60200', '59500'), at + 1)).toMatchObject([{ closer: 'stop' }]);
  });
});

describe('a watched stop', () => {
  test.each([
    ['above it waits', '59000.1', 0],
    ['at it closes', '59000', 1],
  ])('%s', (_, price, exits) => {
    expect(look(watched, price)).toHaveLength(exits);
  });

  test('F-P13 of less than the venue takes sends no order: the trade ends, and its dust is set aside', () => {
    const { facts, state } = given(accountDecider, watched).when(observe(btc('58000', at), at));
    expect(all(facts, 'ExitStepped')).toEqual([]);
    expect(one(facts, 'PositionClosed')).toMatchObject({ closer: 'stop', dust: { quantity: '0.00004', cost: '2.4' } });
    expect(state.positions).toEqual({});
  });
});

describe('F-P6 a stale price', () => {
  test.each([
    ['60 s old closes', 60_000, 1],
    ['a millisecond older triggers nothing', 60_001, 0],
  ])('%s', (_, age, exits) => {
    const { facts } = given(accountDecider, long).when({
      type: 'ObserveMarket',
      at: NOON + age,
      quotes: btc('62400', NOON),
    });
    expect(all(facts, 'ExitTriggered')).toHaveLength(exits);
  });

  test('none at all triggers nothing, not even the time', () => {
    given(accountDecider, long)
      .when(observe({}, NOON + 49 * HOUR))
      .thenTypes('PriceLost');
  });
});

describe('time', () => {
  test.each([
    ['a millisecond before 48 h', 48 * HOUR - 1, []],
    ['at 48 h', 48 * HOUR, [{ closer: 'time' }]],
  ])('%s', (_, held, exits) => {
    expect(look(long, '60100', {}, NOON + held)).toMatchObject(exits);
  });

  test('a target reached at the same look comes first', () => {
    expect(look(long, '62400', {}, NOON + 48 * HOUR)).toMatchObject([{ closer: 'target' }]);
  });
});

test('several positions are looked at each with its own price', () => {
  const facts = [...long, ...given(accountDecider, long).when(xrpSold()).facts];
  const quotes = { ...btc('62400', at), ...priced('XRP/USDT', '0.5', at) };
  const { facts: seen } = given(accountDecider, facts).when(observe(quotes, at));
  expect(all(seen, 'ExitTriggered')).toMatchObject([{ instrumentId: 'BTC/USDT' }]);
});
