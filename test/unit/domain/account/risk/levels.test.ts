import { assessIntent, type AssessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import type { OpeningIntent } from '../../../../../src/domain/account/risk/verdict.js';
import { account, assess, btcLong, policy, quote, QUOTES, xrpShort } from '../../../../support/risk.js';

describe('F-O23 the limit of an entry goes at most 0.1 % through the touch of the fresh quote', () => {
  const limitOf = (intent: OpeningIntent, changes: Partial<AssessIntent> = {}, state = account()) => {
    const { type, data } = assessIntent(assess(intent, changes), state);
    return type === 'IntentDenied' ? data.failed : data.order.limit;
  };

  test('F-O15 a buy: 60 006 x 1.001 = 60 066.006, rounded towards filling', () => {
    expect(limitOf(btcLong({ entry: '60500' }))).toBe('60066.1');
    expect(limitOf(btcLong({ entry: '60066.006' }))).toBe('60066.1');
    expect(limitOf(btcLong({ entry: '60060' }))).toBe('60060');
  });

  test('F-O15 a sell: 0.505 x 0.999 = 0.504495', () => {
    const moved = { quotes: { ...QUOTES, 'XRP/USDT': quote('XRP/USDT', '0.505', '0.5051') } };
    expect(limitOf(xrpShort(), moved)).toBe('0.50449');
  });

  test('how far is the policy’s', () => {
    expect(limitOf(btcLong({ entry: '60500' }), {}, account({ policy: policy({ maxEntryThroughPct: '0' }) }))).toBe(
      '60006',
    );
  });
});
