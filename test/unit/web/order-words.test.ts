import { orderWords } from '../../../web/src/control/order-words.js';

const said = (order: object) => orderWords({ order: order as never });

test('an order that has no terms says nothing', () => {
  expect(said({})).toBe('');
});

test('money is an amount, its currency and its way', () => {
  expect(said({ amount: '100' })).toBe('100 USDT');
  expect(said({ book: 'trading', currency: 'USDT', amount: '250' })).toBe('250 USDT from trading');
  expect(said({ from: 'trading', to: 'hodl', currency: 'BTC', amount: '0.1' })).toBe('0.1 BTC from trading to hodl');
  expect(said({ currency: 'XRP', quantity: '12' })).toBe('12 XRP');
});

test('an opening says its instrument and direction first', () => {
  expect(said({ instrumentId: 'BTC/USDT', direction: 'long', stop: '58000', target: '65000', entry: '60000' })).toBe(
    'BTC/USDT, long, stop 58000, target 65000, limit 60000',
  );
});

test('limits are named as on the page of risk', () => {
  expect(said({ limits: { maxOpenPositions: 2, riskPerTradePct: '0.01', maxPriceAgeMs: 60000 } })).toBe(
    'Max open positions 2, Risk per trade 1.00 %, Max price age 1 min',
  );
});

test('a task is named', () => {
  expect(said({ task: 'sentiment' })).toBe('task sentiment');
});

test('an adopted order is named by its id', () => {
  expect(said({ foreignOrderId: 'f-1', stop: '1', target: '2' })).toBe('order f-1, stop 1, target 2');
});
