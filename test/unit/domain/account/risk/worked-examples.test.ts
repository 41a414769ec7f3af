import { assessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import { stableId } from '../../../../../src/domain/shared/stable-id.js';
import { account, assess, btcLong, NOON, xrpShort } from '../../../../support/risk.js';

test('F-R4 F-O14 the long on BTC/USDT that was checked by hand: size is notional, 2 000 USDT at 1x', () => {
  const fact = assessIntent(assess(btcLong()), account());
  expect(fact.type).toBe('IntentApproved');
  expect(fact.data).toMatchObject({
    equity: '10000',
    policyVersion: 1,
    order: {
      clientOrderId: stableId('intent-1', 'entry', 1),
      instrumentId: 'BTC/USDT',
      side: 'buy',
      quantity: '0.03331334',
      limit: '60036.1',
      stop: '59075.4',
      target: '62389.4',
      leverage: 1,
      // 0.03331334 x 60 036.003, and with the fee x 1.004.
      notional: '1999.99978018002',
      notionalUsdt: '1999.99978018002',
      marginUsdt: '0',
      reservedUsdt: '2007.999779300741',
      // x (1.6 % + 0.8 %)
      riskUsdt: '47.999994724321',
      approvalExpiresAt: NOON + 10_000,
      expiresAt: NOON + 900_000,
    },
  });
});

test('F-R4 the short on XRP/USDT that was checked by hand: 600 USDT notional at 2x, margin 300', () => {
  const fact = assessIntent(assess(xrpShort()), account());
  expect(fact.type).toBe('IntentApproved');
  expect(fact.data).toMatchObject({
    order: {
      side: 'sell',
      quantity: '1200',
      limit: '0.5',
      stop: '0.51',
      // 0.5 x (1 - 5.1875 %) = 0.4740625, towards the entry.
      target: '0.47407',
      leverage: 2,
      notional: '600',
      notionalUsdt: '600',
      marginUsdt: '300',
      // 300 + 600 x (0.4 % + 0.025 %)
      reservedUsdt: '302.55',
      // 600 x (2 % + 0.8 % + 0.325 %)
      riskUsdt: '18.75',
    },
  });
});

test('the formula is what a verdict calls wanted, before any limit', () => {
  const halved = account({ policy: { ...account().policy, maxOrderPct: '0.05' } });
  const fact = assessIntent(assess(xrpShort()), halved);
  expect(fact.type).toBe('IntentResized');
  expect(fact.data).toMatchObject({ wantedUsdt: '600', resizedBy: ['order-size'], order: { quantity: '1000' } });
});
