import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import {
  after,
  all,
  btc,
  btcEntry,
  decideAll,
  filled,
  NOON,
  observe,
  one,
  openAccount,
  positionIn,
  priced,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';

const DAY = 86_400_000;
const MIDNIGHT = NOON + DAY / 2;
const at = NOON + 60_000;
/** Out of the way of what these tests look at. */
const order = btcEntry({ quantity: '0.08', levels: { stop: '30000', target: '90000' } });
/** 10 000 marked at noon, then 0.08 BTC at 60 000 without a fee: each 125 USDT of price is 0.1 % of the account. */
const held = after(
  ...openAccount(),
  observe(btc('60000', NOON), NOON),
  filled({ order, qty: '0.08', px: '60000', fee: '0', quotes: btc('60000', NOON) }),
);
const look = (facts: readonly AccountFact[], price: string, when = at) =>
  given(accountDecider, facts).when(observe(btc(price, when), when));

describe('the daily loss', () => {
  test.each([
    ['below 2 % of the opening', '57500.1', 0],
    ['at 2 %: 0.08 x 2 500 = 200 of 10 000', '57500', 1],
    ['above', '57499', 1],
  ])('%s', (_, price, trips) => {
    expect(all(look(held, price).facts, 'BreakerTripped')).toHaveLength(trips);
  });

  test('F-R13 is measured against the opening equity, not against what is left of it', () => {
    // 198 of 9 802 would be 2.02 %, of 10 000 it is 1.98 %.
    expect(all(look(held, '57525').facts, 'BreakerTripped')).toEqual([]);
    expect(one(look(held, '57500').facts, 'BreakerTripped')).toMatchObject({
      breaker: 'daily-loss',
      loss: '200',
      lossPct: '0.02',
      limitPct: '0.02',
      until: MIDNIGHT,
    });
  });

  test('pulls the stop to 1 % below the mark, and never back', () => {
    // 57 500 x 0.99 = 56 925.
    const { facts } = look(held, '57500');
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ stop: '56925', action: 'amend', target: '90000' });
    const near = btcEntry({ quantity: '0.08', levels: { stop: '57400', target: '90000' } });
    const tight = after(
      ...openAccount(),
      observe(btc('60000', NOON), NOON),
      filled({ order: near, qty: '0.08', px: '60000', fee: '0', quotes: btc('60000', NOON) }),
    );
    expect(all(look(tight, '57500').facts, 'ProtectionChanged')).toEqual([]);
  });

  test('trips on a fill too, and once a day', () => {
    const dear = filled({
      order,
      qty: '0.001',
      px: '60000',
      fee: '200',
      fillNo: 1,
      at,
      quotes: btc('60000', at),
    });
    const partly = filled({ order, qty: '0.001', px: '60000', fee: '0', leaves: '0.001', quotes: btc('60000', NOON) });
    const start = after(...openAccount(), observe(btc('60000', NOON), NOON), partly);
    const { facts } = given(accountDecider, start).when(dear, observe(btc('50000', at + 1), at + 1));
    expect(all(facts, 'BreakerTripped')).toMatchObject([{ breaker: 'daily-loss', loss: '200' }]);
  });

  test('F-R12 stands in the log: refolded it still refuses, until midnight and not beyond', () => {
    const { state } = look(held, '57500');
    expect(state.breakers.dailyLoss).toEqual({ trippedAt: at, until: MIDNIGHT });
    const { facts } = look(held, '57500');
    // The next day opens at the present equity: nothing is lost yet, and the breaker can trip again.
    const next = given(accountDecider, [...held, ...facts]).when(
      observe(btc('57500', MIDNIGHT), MIDNIGHT),
      // 0.02 x 9 800 = 196 = 0.08 x 2 450.
      observe(btc('55050', MIDNIGHT + 60_000), MIDNIGHT + 60_000),
    );
    expect(all(next.facts, 'BreakerTripped')).toMatchObject([{ at: MIDNIGHT + 60_000, loss: '196', lossPct: '0.02' }]);
  });

  test('a deposit is no profit: it raises what losses are measured against', () => {
    const { facts } = given(accountDecider, held).when(
      { type: 'DepositFunds', at, depositId: 'second', amount: '10000' },
      observe(btc('57500', at), at),
    );
    // 200 of 20 000.
    expect(all(facts, 'BreakerTripped')).toEqual([]);
  });
});

describe('F-R14 periods', () => {
  const flat = after(...openAccount(), observe({}, NOON));
  const opened = (facts: readonly AccountFact[]) =>
    all(facts, 'PeriodOpened').map(({ period, openedAt }) => [period, new Date(openedAt).toISOString().slice(0, 16)]);

  test('the first look opens the day and its Monday', () => {
    expect(opened(flat)).toEqual([
      ['day', '2026-01-07T00:00'],
      ['week', '2026-01-05T00:00'],
    ]);
  });

  test.each([
    ['a millisecond before midnight nothing opens', MIDNIGHT - 1, []],
    ['at midnight the day does', MIDNIGHT, [['day', '2026-01-08T00:00']]],
    ['a day that nobody looked at is no obstacle', MIDNIGHT + DAY + 5, [['day', '2026-01-09T00:00']]],
    [
      'weeks that nobody looked at are none either',
      MIDNIGHT + 12 * DAY,
      [
        ['day', '2026-01-20T00:00'],
        ['week', '2026-01-19T00:00'],
      ],
    ],
    [
      'at Monday midnight both open, and the day has its own figures',
      MIDNIGHT + 4 * DAY,
      [
        ['day', '2026-01-12T00:00'],
        ['week', '2026-01-12T00:00'],
      ],
    ],
  ])('%s', (_, when, expected) => {
    expect(opened(given(accountDecider, flat).when(observe({}, when)).facts)).toEqual(expected);
  });

  test('while equity is missing none opens; the next price opens it', () => {
    given(accountDecider, held).when(observe({}, MIDNIGHT)).thenTypes('PriceLost');
    const { facts } = look(held, '60000', MIDNIGHT + 60_000);
    expect(opened(facts)).toEqual([['day', '2026-01-08T00:00']]);
  });
});

describe('the drawdown', () => {
  // The peak: 0.08 x 2 500 = 200 above, at an equity of 10 200; 10 % of it are 1 020 = 0.08 x 12 750.
  const peaked = [...held, ...look(held, '62500').facts];

  test.each([
    ['below 10 % of the equity at the peak', '49750.1', []],
    ['at 10 %', '49750', ['drawdown']],
  ])('%s', (_, price, expected) => {
    const later = MIDNIGHT;
    // The day has been opened at 51 000, so that it has lost less than its own limit.
    const facts = [...peaked, ...look(peaked, '51000', later).facts];
    expect(all(look(facts, price, later + 1).facts, 'BreakerTripped').map(({ breaker }) => breaker)).toEqual(expected);
  });

  const { facts: fallen, state } = look(peaked, '49000');

  test('halts, takes entries back and closes everything, in one commit', () => {
    expect(one(fallen, 'TradingHalted').reason).toBe('drawdown breaker');
    expect(one(fallen, 'ExitTriggered')).toMatchObject({ closer: 'breaker', quantity: '0.08' });
    expect(positionIn(state, 'BTC/USDT').exit?.closer).toBe('breaker');
    // Another look changes nothing.
    given(accountDecider, [...peaked, ...fallen])
      .when(observe(btc('48990', at + 1), at + 1))
      .thenNothing();
  });

  test('F-R12 the halt is in the log, a refold finds it', () => {
    expect(given(accountDecider, [...peaked, ...fallen]).state().halted).toEqual({ at, reason: 'drawdown breaker' });
    given(accountDecider, [...peaked, ...fallen])
      .when({ type: 'HaltTrading', at: at + 1, reason: 'again' })
      .thenNothing();
  });

  test('F-R11 cleared, the peak is anchored where the account stands: it does not halt again at once', () => {
    const later = at + 60_000;
    const clear = { type: 'ClearHalt' as const, at: later, reason: 'looked into', quotes: btc('49000', later) };
    const { facts, state: cleared } = given(accountDecider, [...peaked, ...fallen])
      .when(clear, observe(btc('49000', later), later))
      .thenTypes('HaltCleared', 'BreakerCleared', 'PeakReanchored');
    // 10 000 - 0.08 x 11 000.
    expect(one(facts, 'PeakReanchored')).toMatchObject({
      equity: '9120',
      tradingPnl: '-880',
      cashOnlyUntil: later + 7 * DAY,
    });
    expect(cleared.halted).toBeUndefined();
    expect(cleared.breakers.drawdown).toBeUndefined();
    expect(cleared.breakers.cashOnlyUntil).toBe(later + 7 * DAY);
  });

  test('F-R11 without prices the last mark is the anchor', () => {
    const { facts } = given(accountDecider, [...peaked, ...fallen]).when({
      type: 'ClearHalt',
      at: at + 1,
      reason: 'looked into',
      quotes: {},
    });
    expect(one(facts, 'PeakReanchored')).toMatchObject({ equity: '9120', tradingPnl: '-880' });
  });

  test("an operator's halt has no peak to anchor", () => {
    given(accountDecider, held)
      .when({ type: 'HaltTrading', at, reason: 'operator' }, { type: 'ClearHalt', at, reason: 'fine', quotes: {} })
      .thenTypes('TradingHalted', 'HaltCleared');
    given(accountDecider, held).when({ type: 'ClearHalt', at, reason: 'fine', quotes: {} }).thenNothing();
  });
});

describe('a mark is recorded', () => {
  test.each([
    ['a fall below 0.1 % is not', '59875.1', 60_000, []],
    ['a fall of 0.1 % is: 0.08 x 125 = 10', '59875', 60_000, ['move']],
    ['a new peak is, however small', '60000.1', 60_000, ['peak']],
    ['an hour later it is anyway', '60000', 3_600_000, ['hour']],
    ['a millisecond before it is not', '60000', 3_599_999, []],
  ])('%s', (_, price, age, reasons) => {
    expect(all(look(held, price, NOON + age).facts, 'EquityMarked').map(({ reason }) => reason)).toEqual(reasons);
  });
});

test('a short is pulled to 1 % above the mark', () => {
  const short = btcEntry({ side: 'sell', leverage: 2, quantity: '0.08', levels: { stop: '80000', target: '30000' } });
  const { facts } = decideAll([
    ...openAccount(),
    observe(btc('60000', NOON), NOON),
    filled({ order: short, qty: '0.08', px: '60000', fee: '0', quotes: btc('60000', NOON) }),
    observe(priced('BTC/USDT', '62500', at), at),
  ]);
  // The margin fee of 1.2, 200, and a minute of the next period: 1.2 / 240. 62 500 x 1.01 = 63 125.
  expect(one(facts, 'BreakerTripped').loss).toBe('201.205');
  expect(all(facts, 'ProtectionChanged').at(-1)).toMatchObject({ stop: '63125', reason: 'daily-loss breaker' });
});
