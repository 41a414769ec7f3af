import { assessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import type { OpeningIntent } from '../../../../../src/domain/account/risk/verdict.js';
import { account, assess, btcLong, look, policy } from '../../../../support/risk.js';

const orderOf = (intent: OpeningIntent) => {
  const { type, data } = assessIntent(assess(intent), account());
  return type === 'IntentDenied' ? data.failed : data.order;
};

describe('F-R20 a boost lifts the size by one tier at most and leverage never', () => {
  const boosted = (raw: string, adjusted: string) => btcLong({ rawConfidence: raw, confidence: adjusted });

  test('0.70 is the third tier, so at most the second: 15 %, never 20 %', () => {
    expect(orderOf(boosted('0.70', '1'))).toEqual(orderOf(boosted('0.75', '0.75')));
    expect(look(boosted('0.70', '1'))).toMatchObject({ usdt: '1500.00' });
  });

  test('a cut counts in full', () => {
    expect(orderOf(boosted('1', '0.70'))).toEqual(orderOf(boosted('0.70', '0.70')));
  });

  test('3x is what 0.70 may use, also where an empty till would need more', () => {
    const poor = account({
      balances: { trading: { USDT: '100' }, allocation: { USDT: '9900' }, hodl: {} },
      policy: policy({ allocationShare: '0.99' }),
    });
    expect(look({ ...boosted('0.70', '1'), targetPct: '0.2' }, poor)).toMatchObject({ leverage: 3 });
  });
});

test('an operator opens in the lowest tier', () => {
  expect(orderOf(btcLong({ proposedBy: 'operator' }))).toEqual(
    orderOf(btcLong({ confidence: '0.60', rawConfidence: '0.60' })),
  );
  expect(look(btcLong({ proposedBy: 'operator' }))).toMatchObject({ usdt: '500.00' });
});
