import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import type { Quote } from '../../../../src/domain/market/quote.js';
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
  xrpSold,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';

const at = NOON + 60_000;
const short = after(...openAccount(), xrpSold());

const lookAt = (facts: readonly AccountFact[], price: string, more: Partial<Quote> = {}) =>
  given(accountDecider, facts).when(observe(btc(price, at, more), at));
const lookAtShort = (price: string, more: Partial<Quote> = {}) =>
  given(accountDecider, short).when(observe(priced('XRP/USDT', price, at, more), at));

describe('break-even', () => {
  // Entry 60 000, R 1 000, round-trip fees 0.8 % = 480, twice that 960: +1 R is what binds. Target out of the way.
  const order = btcEntry({ levels: { stop: '59000', target: '80000' } });
  const farTarget = after(...openAccount(), filled({ order, qty: '0.02', px: '60000', fee: '4.8' }));

  test.each([
    ['below +1 R nothing moves', '60999.9', []],
    ['at +1 R the stop goes to entry + fees', '61000', ['60480']],
    ['above too', '61000.1', ['60480']],
  ])('%s', (_, price, stops) => {
    expect(all(lookAt(farTarget, price).facts, 'ProtectionChanged').map(({ stop }) => stop)).toEqual(stops);
  });

  test.each([
    ['below twice the round-trip fees nothing moves', '60959.9', 0],
    ['at twice the round-trip fees it moves', '60960', 1],
  ])('where R is small, %s', (_, price, moves) => {
    // R 600 = 1 %: 960 binds.
    const near = btcEntry({ levels: { stop: '59400', target: '80000' } });
    const facts = after(...openAccount(), filled({ order: near, qty: '0.02', px: '60000', fee: '4.8' }));
    expect(all(lookAt(facts, price).facts, 'ProtectionChanged')).toHaveLength(moves);
  });

  test('happens once, keeps the target and the order, and says so', () => {
    const { facts, state } = given(accountDecider, farTarget).when(
      observe(btc('61000', at), at),
      observe(btc('61200', at + 1), at + 1),
    );
    expect(one(facts, 'ProtectionChanged')).toMatchObject({
      action: 'amend',
      reason: 'break-even',
      breakEven: true,
      trailing: false,
      target: '80000',
      quantity: '0.02',
    });
    expect(positionIn(state, 'BTC/USDT').breakEven).toBe(true);
  });

  test('F-R17 on margin covers the fees of 48 h too: 0.5 - 0.005625, or the close would be a loss', () => {
    // 0.8 % + 13 x 0.025 % = 1.125 %: twice that is 0.01125, R is 0.01. A short gains as the price falls.
    expect(all(lookAtShort('0.48876').facts, 'ProtectionChanged')).toEqual([]);
    expect(one(lookAtShort('0.48875').facts, 'ProtectionChanged')).toMatchObject({ stop: '0.49437', breakEven: true });
  });
});

describe('trailing', () => {
  const order = btcEntry({ levels: { stop: '59000', target: '80000' } });
  const farTarget = after(...openAccount(), filled({ order, qty: '0.02', px: '60000', fee: '4.8' }));
  const stops = (facts: readonly AccountFact[]) => all(facts, 'ProtectionChanged').map(({ stop }) => stop);

  test.each([
    ['below +1.5 R it has not begun', '61499.9', '60480', 'break-even'],
    // 61 500 x 0.985 = 60 577.5; 2 ATR = 600 is less than 1.5 % = 922.5.
    ['at +1.5 R it stands 1.5 % below the mark', '61500', '60577.5', 'trailing'],
  ])('%s', (_, price, stop, reason) => {
    expect(one(lookAt(farTarget, price, { atr1h: '300' }).facts, 'ProtectionChanged')).toMatchObject({ stop, reason });
  });

  test('stands 2 ATR away where that is more', () => {
    // 63 000 - 2 x 700 = 61 600; 1.5 % would be 62 055.
    expect(stops(lookAt(farTarget, '63000', { atr1h: '700' }).facts)).toEqual(['61600']);
  });

  test('without an ATR the distance is unknown: only break-even moves', () => {
    expect(stops(lookAt(farTarget, '63000').facts)).toEqual(['60480']);
  });

  test.each([
    // From 62 055 at 63 000. At 63 063: 62 117.055 -> 62 117.1 (away from the entry), 62.1 gained, 0.1 % is 63.063.
    ['a step below 0.1 % of the mark is not worth an amendment', '63063', ['62055']],
    // At 63 065: 62 119.025 -> 62 119.1: 64.1 gained of 63.065.
    ['0.1 % is', '63065', ['62055', '62119.1']],
    ['F-P5 a fall moves nothing back', '62500', ['62055']],
  ])('F-P5 %s', (_, next, expected) => {
    const { facts } = given(accountDecider, farTarget).when(
      observe(btc('63000', at, { atr1h: '1' }), at),
      observe(btc(next, at + 1, { atr1h: '1' }), at + 1),
    );
    expect(stops(facts)).toEqual(expected);
  });

  test('F-P5 exactly 0.1 % of the mark is enough', () => {
    // At 62 500 the trail stands at 61 562.5 and 0.1 % is 62.5: from 61 500 it just moves.
    const held = after(
      ...openAccount(),
      filled({ order: btcEntry({ levels: { stop: '59000', target: '80000' } }), qty: '0.02', px: '60000', fee: '4.8' }),
    );
    const tightened = manualStop(held, '61500');
    expect(stops(lookAt(tightened, '62500', { atr1h: '1' }).facts)).toEqual(['61562.5']);
    expect(stops(lookAt(manualStop(held, '61500.1'), '62500', { atr1h: '1' }).facts)).toEqual([]);
  });

  test('F-P5 never loosens a tighter stop, and a break-even below it does not make its steps smaller', () => {
    const tightened = manualStop(farTarget, '62000');
    expect(stops(lookAt(tightened, '61600', { atr1h: '1' }).facts)).toEqual([]);
    // 62 950 x 0.985 = 62 005.75: 5.7 gained, no step.
    expect(stops(lookAt(tightened, '62950', { atr1h: '1' }).facts)).toEqual([]);
  });

  test('of a short stands above the mark, rounded away from the entry', () => {
    // +1.5 R = 0.485; 0.4833 x 1.015 = 0.4905495; away from the entry of 0.5 -> 0.49054.
    const { facts } = lookAtShort('0.4833', { atr1h: '0.0001' });
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ stop: '0.49054', trailing: true, reason: 'trailing' });
  });

  /** As an operator or a breaker would have it. */
  function manualStop(facts: readonly AccountFact[], stop: string): readonly AccountFact[] {
    const [data] = all(facts, 'ProtectionChanged');
    if (!data) throw new Error('no protection');
    return [...facts, { type: 'ProtectionChanged', data: { ...data, n: 2, action: 'amend', stop, reason: 'manual' } }];
  }
});

describe('the first stop', () => {
  test('F-O11 below the venue minimum is watched, and placed once more is filled', () => {
    const dust = btcEntry({ quantity: '0.02' });
    const small = filled({ order: dust, qty: '0.00004', px: '60000', fee: '0.0096', leaves: '0.01996' });
    const { facts, state } = given(accountDecider, after(...openAccount())).when(small);
    expect(one(facts, 'ProtectionChanged').action).toBe('watch');
    expect(positionIn(state, 'BTC/USDT').stopOrderId).toBeUndefined();
    const rest = filled({ order: dust, qty: '0.01996', px: '60000', fee: '4.7904', fillNo: 1 });
    const { facts: grown } = given(accountDecider, [...after(...openAccount()), ...facts]).when(rest);
    expect(one(grown, 'ProtectionChanged')).toMatchObject({ action: 'place', n: 2, quantity: '0.02' });
  });

  test.each([
    ['at the minimum quantity it rests', '0.00005', 'place'],
    ['below it is watched', '0.00004999', 'watch'],
  ])('%s', (_, qty, action) => {
    const { facts } = decideAll([...openAccount(), filled({ order: btcEntry(), qty, px: '60000', fee: '0.01' })]);
    expect(one(facts, 'ProtectionChanged').action).toBe(action);
  });
});

test('F-O12 a moved stop keeps its order: nothing is cancelled before something is placed', () => {
  const order = btcEntry({ levels: { stop: '59000', target: '80000' } });
  const { facts, state } = given(accountDecider, after(...openAccount())).when(
    filled({ order, qty: '0.01', px: '60000', fee: '2.4', leaves: '0.01' }),
    filled({ order, qty: '0.01', px: '60000', fee: '2.4', fillNo: 1 }),
    observe(btc('61000', at), at),
  );
  const changes = all(facts, 'ProtectionChanged');
  expect(changes.map(({ n, action }) => [n, action])).toEqual([
    [1, 'place'],
    [2, 'amend'],
    [3, 'amend'],
  ]);
  expect(new Set(changes.map(({ stopOrderId }) => stopOrderId))).toEqual(
    new Set([positionIn(state, 'BTC/USDT').stopOrderId]),
  );
  expect(all(facts, 'ProtectionLost')).toEqual([]);
});
