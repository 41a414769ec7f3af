import { limitsInUse } from '../../../../../src/domain/account/risk/limits-in-use.js';
import { account, NOON, position, positions, working } from '../../../../support/risk.js';

const MIDS = { 'BTC/USDT': '60000', 'XRP/USDT': '0.5', 'XRP/BTC': '0.00000833' };

test('limits in use: what the rules see, as text', () => {
  const state = account({
    ...positions(position('XRP/USDT', 'short', 2, '2000', '1000')),
    ...working('BTC/USDT', 'buy', { notional: '500', reserved: '502' }),
    realised: { gross: '-30', fees: '20' },
  });
  expect(limitsInUse(state, MIDS, NOON)).toEqual({
    at: NOON,
    equity: '10000',
    exposure: { limit: '6000', used: '1500' },
    netBtc: { limit: '4000', used: '0' },
    netXrp: { limit: '4000', used: '-1000' },
    marginUsed: { limit: '5000', used: '500' },
    openPositions: { limit: 3, used: 2 },
    dailyLoss: { limit: '200', used: '50' },
    drawdown: { limit: '1000', used: '50' },
    freeFunds: '3998',
  });
});

test('limits in use: without a price nothing is claimed', () => {
  const state = account(positions(position('XRP/USDT', 'short', 2, '2000', '1000')));
  expect(limitsInUse(state, {}, NOON)).toEqual({
    at: NOON,
    exposure: {},
    netBtc: {},
    netXrp: {},
    marginUsed: {},
    openPositions: { limit: 3 },
    dailyLoss: {},
    drawdown: {},
  });
});
