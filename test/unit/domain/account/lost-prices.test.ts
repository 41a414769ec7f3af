import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { Quote } from '../../../../src/domain/market/quote.js';
import {
  after,
  btc,
  btcBought,
  filled,
  NOON,
  observe,
  one,
  openAccount,
  positionIn,
  priced,
  stopOf,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';

const long = after(...openAccount(), observe(btc('60000', NOON), NOON), btcBought());
const look = (age: number, price = '60000') => observe(btc(price, NOON), NOON + age);
const types = (facts: readonly { readonly type: string }[]) =>
  facts.map(({ type }) => type).filter((type) => type.startsWith('Price'));

describe('F-P6 the price of an open position', () => {
  test('older than 60 s is lost: said once, and nothing else comes of it', () => {
    given(accountDecider, long).when(look(60_000)).thenNothing();
    const { facts } = given(accountDecider, long).when(look(60_001), look(120_000)).thenTypes('PriceLost');
    expect(one(facts, 'PriceLost')).toEqual({ instrumentId: 'BTC/USDT', lastAt: NOON, at: NOON + 60_001 });
  });

  test.each([
    ['absent', {}],
    ['from a clock far ahead', btc('90000', NOON + 61_001)],
    ['no number', btc('NaN', NOON + 1_000)],
    ['zero', btc('0', NOON + 1_000)],
  ])('%s is lost, closes nothing and values nothing', (_, quotes) => {
    const { facts } = given(accountDecider, long).when(observe(quotes, NOON + 1_000));
    expect(facts.map(({ type }) => type)).toEqual(['PriceLost']);
  });

  test('F-R7 with one side at zero is no price: the mid of nothing and something values nothing', () => {
    const half = { ...btc('60000', NOON + 60_000)['BTC/USDT'], bid: '0' } as Quote;
    const { facts } = given(accountDecider, long).when(observe({ 'BTC/USDT': half }, NOON + 60_000));
    expect(facts.map(({ type }) => type)).toEqual(['PriceLost']);
  });

  test('fresh again is restored, once, and then counts at once', () => {
    const { facts } = given(accountDecider, long).when(
      look(70_000),
      observe(btc('60010', NOON + 80_000), NOON + 80_000),
      observe(btc('62400', NOON + 81_000), NOON + 81_000),
    );
    expect(types(facts)).toEqual(['PriceLost', 'PriceRestored']);
    expect(one(facts, 'ExitTriggered').closer).toBe('target');
  });

  test('of an instrument without a position is nobody’s alarm', () => {
    const { facts } = given(accountDecider, long).when(
      observe({ ...btc('60000', NOON + 1_000), ...priced('XRP/USDT', '0.5', NOON - 600_000) }, NOON + 1_000),
    );
    expect(types(facts)).toEqual([]);
  });

  test('that is lost when the position closes is restored for the next one', () => {
    const stop = stopOf(positionIn(given(accountDecider, long).state(), 'BTC/USDT'));
    const { facts, state } = given(accountDecider, long).when(
      look(70_000),
      filled({ order: stop, qty: '0.02', px: '59000', fee: '4.72', at: NOON + 71_000 }),
      observe(btc('59000', NOON + 80_000), NOON + 80_000),
    );
    expect(types(facts)).toEqual(['PriceLost', 'PriceRestored']);
    expect(state.lostPrices).toEqual([]);
  });
});
