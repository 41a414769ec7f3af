import { account, btcLong, look, position, positions, QUOTES, saidBy, WHOLE } from '../../../../../support/risk.js';

const said = saidBy('equity');
const trading = (balance: Readonly<Record<string, string>>, allocation: Readonly<Record<string, string>> = {}) =>
  account({ balances: { trading: balance, allocation, hodl: { USDT: '99999' } } });

test('F-R6 is above zero, or nothing is opened: what is kept apart does not count', () => {
  // E = 5 000: half of the worked example.
  expect(look(btcLong(), trading({ USDT: '5000' }))).toEqual({ ...WHOLE, usdt: '1000.00' });
  expect(said(btcLong(), trading({ USDT: '0.01' }))).toBe('pass');
  for (const usdt of ['0', '-0.01', '-1']) expect(said(btcLong(), trading({ USDT: usdt }))).toBe('EQUITY_MISSING');
});

test.each([
  ['nothing at all', {}],
  ['NaN', { USDT: 'NaN' }],
  ['Infinity', { USDT: 'Infinity' }],
  ['a coin without a price', { USDT: '5000', DOGE: '100' }],
  ['XRP without a price', { USDT: '5000', XRP: '100' }],
])('F-R6 a balance of %s is missing, not zero, and comes first', (_what, balance) => {
  const quotes = { 'BTC/USDT': QUOTES['BTC/USDT']! };
  const [code] = look(btcLong(), trading(balance), { quotes }) as readonly string[];
  expect(code).toBe('EQUITY_MISSING');
});

test('an open position without a price leaves nobody who can say what is left', () => {
  const state = account(positions(position('XRP/USDT', 'short', 2, '1000', '500')));
  expect(said(btcLong(), state, { quotes: {} })).toBe('EQUITY_MISSING');
});
