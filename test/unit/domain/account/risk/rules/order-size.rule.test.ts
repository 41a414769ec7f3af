import { account, btcLong, look, policy, saidBy, unusable, WHOLE } from '../../../../../support/risk.js';

const said = saidBy('order-size');
const limited = (maxOrderPct: string) => look(btcLong(), account({ policy: policy({ maxOrderPct }) }));

test.each([
  ['the default of 25 %', '0.25', WHOLE],
  ['20 %, which is wanted', '0.20', WHOLE],
  ['a hair below', '0.1999', { usdt: '1999.00', leverage: 1, by: ['order-size'] }],
  ['far below', '0.12', { usdt: '1200.00', leverage: 1, by: ['order-size'] }],
  ['less than any order', '0.0001', ['SIZE_TOO_SMALL']],
])('%s', (_what, limit, outcome) => {
  expect(limited(limit)).toEqual(outcome);
});

test('where tier and regime would allow more it still holds', () => {
  const bold = btcLong({ confidence: '1', rawConfidence: '1' });
  expect(look(bold, account({ policy: policy({ maxOrderPct: '0.1' }) }))).toMatchObject({
    usdt: '1000.00',
    by: ['order-size'],
  });
});

test.each(unusable('a stop that is no number', 'a confidence that is no number', 'an unknown regime', 'no equity'))(
  'is skipped for %s',
  (_what, ...proposal) => {
    expect(said(...proposal)).toBe('skipped');
  },
);
