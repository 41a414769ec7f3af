import type { MarketView, PositionView } from '../../../src/projections/views.js';
import { markOf, multipleAt, pnlOf } from '../../../web/src/positions/position-figures.js';

const market = (instrumentId: MarketView['instrumentId'], bid: string, ask: string): MarketView => ({
  instrumentId,
  bid,
  ask,
  regime: 'quiet',
  stale: false,
});

const position: PositionView = {
  positionId: 'p',
  status: 'open',
  instrumentId: 'BTC/USDT',
  book: 'trading',
  side: 'long',
  leverage: 1,
  intentId: 'i',
  quantity: '0.02',
  maxQuantity: '0.02',
  entry: '60000',
  stop: '59400',
  initialStop: '59400',
  target: '61200',
  trailing: false,
  grossUsdt: '0',
  feesUsdt: '4.8',
  openedAt: 0,
  protection: 'resting',
};

test('the mark is the middle of bid and ask, else the last price', () => {
  expect(markOf(market('BTC/USDT', '60000.1', '60000.2'))).toBe('60000.15');
  expect(markOf({ instrumentId: 'BTC/USDT', last: '7', regime: 'quiet', stale: false })).toBe('7');
  expect(markOf(undefined)).toBeUndefined();
});

test('P&L is the difference of prices times the quantity, minus all fees so far', () => {
  const markets = { 'BTC/USDT': market('BTC/USDT', '60300', '60300') };
  expect(pnlOf(position, markets)).toBe('1.200');
  expect(pnlOf({ ...position, side: 'short' }, markets)).toBe('-10.800');
  expect(pnlOf({ ...position, grossUsdt: '3' }, markets)).toBe('4.200');
});

test('P&L of XRP/BTC is converted at the present BTC/USDT, and is unknown without it', () => {
  const xrp = { ...position, instrumentId: 'XRP/BTC' as const, entry: '0.00001', quantity: '1000', feesUsdt: '0' };
  const markets = { 'XRP/BTC': market('XRP/BTC', '0.000011', '0.000011') };
  expect(pnlOf(xrp, { ...markets, 'BTC/USDT': market('BTC/USDT', '60000', '60000') })).toMatch(/^60\.0+$/);
  expect(pnlOf(xrp, markets)).toBeUndefined();
});

test('R counts the distance to the first stop, whatever the stop is now', () => {
  expect(multipleAt({ ...position, side: 'long' }, '61200')).toBe('2.00');
  expect(multipleAt({ side: 'short', entry: '100', initialStop: '102' }, '103')).toBe('-1.50');
  expect(multipleAt({ side: 'long', entry: '100', initialStop: '100' }, '103')).toBeUndefined();
});
