import { readable } from '../../../web/src/format/readable-text.js';

test.each([
  ['net -17.2931988680690102214 USDT after 7.1958650911564982214 of fees', 'net -17.29 USDT after 7.20 of fees'],
  ['margin-period fee of 0.074557711362388007325 USDT on XRP/BTC', 'margin-period fee of 0.0746 USDT on XRP/BTC'],
  ['2.5 x ATR14(1h) 0.00000015270672439901999', '2.5 x ATR14(1h) 0.000000153'],
  ['entry 0.000031334916704: bid', 'entry 0.00003133: bid'],
  ['9976.92286512 USDT', '9976.92 USDT'],
  ['XRP/BTC 0 ms, BTC/USDT 120000 ms', 'XRP/BTC 0 ms, BTC/USDT 120 s'],
  ['over at 1767402000000', 'over at 2026-01-03 01:00:00 UTC'],
])('%s', (exact, shown) => expect(readable(exact)).toBe(shown));

test.each(['0.00258255', 'buy 170.19673638 XRP/BTC at 0.00003133', 'accepted as dd892af4-1d7d-5d78-851b-501fd900e745'])(
  'leaves alone what can be read: %s',
  (text) => expect(readable(text)).toBe(text),
);
