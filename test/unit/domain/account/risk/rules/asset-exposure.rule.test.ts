import {
  account,
  btcLong,
  HUGE,
  look,
  policy,
  position,
  positions,
  saidBy,
  unusable,
  WHOLE,
  working,
  xrpBtcLong,
} from '../../../../../support/risk.js';

const said = saidBy('asset-exposure');
const limit = { policy: policy({ maxAssetExposurePct: '0.20' }) };
const cut = (usdt: string) => ({ usdt, leverage: 2, by: ['asset-exposure'] });
const under = (instrumentId: 'BTC/USDT' | 'XRP/USDT', side: 'buy' | 'sell', notional: string) =>
  account({ ...limit, ...working(instrumentId, side, { notional, reserved: '0' }) });

test.each([
  ['20 %, which is wanted', '0.20', WHOLE],
  ['a hair below', '0.1999', { ...WHOLE, usdt: '1999.00', by: ['asset-exposure'] }],
  ['far below', '0.1', { ...WHOLE, usdt: '1000.00', by: ['asset-exposure'] }],
])('of BTC at most %s', (_what, maxAssetExposurePct, outcome) => {
  expect(look(btcLong(), account({ policy: policy({ maxAssetExposurePct }) }))).toEqual(outcome);
});

test('F-R9 it comes from the pair: XRP/BTC adds to XRP and takes from BTC', () => {
  expect(look(xrpBtcLong(), under('XRP/USDT', 'buy', '1200'))).toEqual(cut('800.00'));
  expect(look(xrpBtcLong(), under('BTC/USDT', 'sell', '1500'))).toEqual(cut('500.00'));
  expect(look(xrpBtcLong(), under('XRP/USDT', 'buy', '2000'))).toEqual(['EXPOSURE_ASSET']);
  expect(look(xrpBtcLong(), under('XRP/USDT', 'buy', HUGE))).toContain('EXPOSURE_ASSET');
});

test('F-R9 a working entry the other way may never fill: it frees nothing; an open position does', () => {
  expect(look(xrpBtcLong(), under('XRP/USDT', 'sell', '1500'))).toMatchObject({ by: [] });
  const openShort = account({
    policy: policy({ maxAssetExposurePct: '0.10' }),
    ...positions(position('XRP/USDT', 'short', 2, '2000', '1000')),
  });
  // XRP: 1 000 + 1 000 of the short; BTC: 1 000.
  expect(look(xrpBtcLong(), openShort)).toEqual(cut('1000.00'));
});

test.each(
  unusable(
    'an unknown instrument',
    'a stop that is no number',
    'a confidence that is no number',
    'an unknown regime',
    'no equity',
  ),
)('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
