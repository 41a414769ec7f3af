import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import { rulesOf, type Quote } from '../../../../src/domain/market/quote.js';
import {
  after,
  btc,
  btcBought,
  btcEntry,
  close,
  ended,
  filled,
  NOON,
  observe,
  one,
  openAccount,
  positionIn,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';

const at = NOON + 60_000;
/** Coarser than the fallback's 0.1 and 0.00005. */
const rules: NonNullable<Quote['rules']> = { tick: '5', lot: '0.001', minQuantity: '0.01', minCost: '100' };
const seen = (price: string) => btc(price, at, { rules });
const order = btcEntry({ levels: { stop: '59000', target: '80000' } });
const long = after(...openAccount(), filled({ order, qty: '0.02', px: '60000', fee: '4.8' }));

describe('F-O28 metadata that the venue changed while running', () => {
  test('win over the fallback table, field by field', () => {
    const { minQuantity } = rules;
    const quote = { ...btc('1', at)['BTC/USDT'], rules } as Quote;
    expect(rulesOf('BTC/USDT', quote)).toMatchObject({ tick: '5', minQuantity, base: 'BTC', maxStop: '0.03' });
    expect(rulesOf('BTC/USDT')).toMatchObject({ tick: '0.1', minQuantity: '0.00005' });
  });

  test('a moved stop lies on the new tick, away from the entry', () => {
    // Break-even at 60 480 is on it; trailing 1.5 % below 63 001 is 62 055.985.
    const trailing = btc('63001', at, { rules, atr1h: '1' });
    const { facts } = given(accountDecider, long).when(observe(trailing, at));
    expect(one(facts, 'ProtectionChanged')).toMatchObject({ reason: 'trailing', stop: '62060' });
  });

  test('an exit goes through the market on the new tick', () => {
    const { facts } = given(accountDecider, long).when(
      close(at, seen('60001')),
      ended(positionIn(given(accountDecider, long).state(), 'BTC/USDT').stopOrderId ?? '', at),
    );
    // 60 001 x 0.995 = 59 700.995.
    expect(one(facts, 'ExitStepped').limit).toBe('59700');
  });

  test.each([
    ['at the new minimum a stop rests', '0.01', 'place'],
    ['below it the desk watches', '0.00999', 'watch'],
  ])('%s', (_, qty, action) => {
    const fill = filled({ order, qty, px: '60000', fee: '1', quotes: seen('60000'), at });
    const { facts } = given(accountDecider, after(...openAccount())).when(fill);
    expect(one(facts, 'ProtectionChanged').action).toBe(action);
  });

  test('what the venue takes no order for any more is set aside', () => {
    const small = after(...openAccount(), filled({ order, qty: '0.005', px: '60000', fee: '1' }));
    const { stopOrderId = '' } = positionIn(given(accountDecider, small).state(), 'BTC/USDT');
    const { facts } = given(accountDecider, small).when(close(at, seen('60000')), ended(stopOrderId, at + 100));
    expect(one(facts, 'PositionClosed').dust).toEqual({ quantity: '0.005', cost: '300' });
  });

  test('the first stop of an entry keeps the level that was approved', () => {
    const { facts } = given(accountDecider, after(...openAccount())).when({
      ...btcBought(at),
      quotes: seen('60000'),
    } as never);
    expect(one(facts, 'ProtectionChanged').stop).toBe('59000');
  });
});
