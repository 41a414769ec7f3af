import { assessIntent } from '../../../../../../src/domain/account/risk/assess-intent.js';
import {
  account,
  assess,
  btcLong,
  look,
  MISSING,
  NO_NUMBERS,
  type Odd,
  policy,
  quote,
  saidBy,
  xrpShort,
} from '../../../../../support/risk.js';

const said = saidBy('stop');
const orderOf = (stopPct: string) => {
  const { type, data } = assessIntent(assess(btcLong({ stopPct })), account());
  return type === 'IntentDenied' ? data.failed : data.order;
};

test.each([
  ['BTC/USDT at 3 %', btcLong({ stopPct: '0.03', targetPct: '0.1' }), 'pass'],
  ['BTC/USDT above', btcLong({ stopPct: '0.0300001', targetPct: '0.1' }), 'STOP_TOO_WIDE'],
  ['XRP/USDT at 5 %', xrpShort({ stopPct: '0.05', targetPct: '0.2' }), 'pass'],
  ['XRP/USDT above', xrpShort({ stopPct: '0.0500001', targetPct: '0.2' }), 'STOP_TOO_WIDE'],
  ['as far as the price', btcLong({ stopPct: '1' }), 'STOP_TOO_WIDE'],
])('%s is denied, never pulled in', (_what, intent, outcome) => {
  expect(said(intent)).toBe(outcome);
});

test('the policy’s maximum holds where it is the smaller one', () => {
  const strict = account({ policy: policy({ maxStopPct: '0.02' }) });
  expect(said(btcLong({ stopPct: '0.02' }), strict)).toBe('pass');
  expect(said(btcLong({ stopPct: '0.0200001' }), strict)).toBe('STOP_TOO_WIDE');
});

test('nearer than 1 % is widened before sizing', () => {
  // 60 036.003 x 0.99 = 59 435.64, away from the entry.
  expect(orderOf('0.0001')).toHaveProperty('stop', '59435.6');
  expect(orderOf('0.0001')).toEqual(orderOf('0.01'));
  expect(orderOf('0.0101')).not.toEqual(orderOf('0.01'));
});

test.each<Odd>([...MISSING, ['zero', '0'], ['less than zero', '-0.02'], ...NO_NUMBERS])(
  'F-R5 %s is no stop',
  (_what, value) => {
    expect(said({ ...btcLong(), stopPct: value as string })).toBe('STOP_MISSING');
  },
);

test('is mandatory', () => {
  expect(look(btcLong({ stopPct: '' }))).toEqual(['STOP_MISSING']);
});

test('the market must not have passed it', () => {
  // Wide as the touch is, the mid is near the entry and the bid far below it: 59 435.6 is the stop.
  const bid = (price: string) => ({ quotes: { 'BTC/USDT': quote('BTC/USDT', price, '60006') } });
  const near = btcLong({ stopPct: '0.01' });
  expect(look(near, account(), bid('59435.6'))).toEqual(['STOP_TOO_NEAR']);
  expect(look(near, account(), bid('59435.7'))).toMatchObject({ by: [] });
  // Of a short at 0.5 it is 0.51, and the ask counts.
  const ask = (price: string) => ({ quotes: { 'XRP/USDT': quote('XRP/USDT', '0.49', price) } });
  expect(said(xrpShort(), account(), ask('0.51'))).toBe('STOP_TOO_NEAR');
  expect(said(xrpShort(), account(), ask('0.50999'))).toBe('pass');
});
