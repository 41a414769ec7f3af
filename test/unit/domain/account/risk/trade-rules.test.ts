import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import { dec } from '../../../../../src/domain/shared/decimal.js';
import { netReward, roundTripCost, targetForNetReward } from '../../../../../src/domain/account/risk/reward.js';
import type { OpeningIntent } from '../../../../../src/domain/account/risk/verdict.js';
import { DAY } from '../../../../../src/domain/shared/time.js';
import {
  account,
  assess,
  btcLong,
  NOON,
  policy,
  quote,
  QUOTES,
  xrpBtcLong,
  xrpShort,
} from '../../../../support/risk.js';

const verdict = (intent: OpeningIntent, state: AccountState = account(), changes: Partial<AssessIntent> = {}) => {
  const fact = assessIntent(assess(intent, changes), state);
  return fact.type === 'IntentDenied' ? fact.data.failed : fact.data.order;
};

test.each([
  ['BTC/USDT at 3 %', btcLong({ stopPct: '0.03', targetPct: '0.1' }), true],
  ['BTC/USDT above', btcLong({ stopPct: '0.0300001', targetPct: '0.1' }), false],
  ['XRP/USDT at 5 %', xrpShort({ stopPct: '0.05', targetPct: '0.2' }), true],
  ['XRP/USDT above', xrpShort({ stopPct: '0.0500001', targetPct: '0.2' }), false],
])('stop: %s is denied, never pulled in', (_case, intent, fine) => {
  if (fine) expect(verdict(intent)).toHaveProperty('stop');
  else expect(verdict(intent)).toEqual(['STOP_TOO_WIDE']);
});

test('stop: nearer than 1 % is widened before sizing', () => {
  const near = verdict(btcLong({ stopPct: '0.0001' }));
  expect(near).toEqual(verdict(btcLong({ stopPct: '0.01' })));
  // 60 036.003 x 0.99 = 59 435.64, away from the entry.
  expect(near).toHaveProperty('stop', '59435.6');
});

test('stop: mandatory, and the market must not have passed it', () => {
  for (const stopPct of ['', undefined, null, '0']) {
    expect(verdict(btcLong({ stopPct: stopPct as string }))).toEqual(['STOP_MISSING']);
  }
  // Wide as the touch is, the mid is near the entry and the bid far below it: 59 435.6 is the stop.
  const bid = (price: string) => ({ quotes: { 'BTC/USDT': quote('BTC/USDT', price, '60006') } });
  const near = btcLong({ stopPct: '0.01' });
  expect(verdict(near, account(), bid('59435.6'))).toEqual(['STOP_TOO_NEAR']);
  expect(verdict(near, account(), bid('59435.7'))).toHaveProperty('stop', '59435.6');
});

test('reward: gross 1.5 and net 1.2 pass at the limit; the function of the rule gives the target of the rules', () => {
  const noFees = account({ policy: policy({ takerFee: '0', minNetReward: '0.1' }) });
  expect(verdict(btcLong({ targetPct: '0.024' }), noFees)).toHaveProperty('target');
  expect(verdict(btcLong({ targetPct: '0.0239999' }), noFees)).toEqual(['REWARD_TOO_LOW']);
  const cost = roundTripCost(policy(), false);
  const target = targetForNetReward(dec('1.2'), dec('0.016'), cost);
  expect(netReward(dec('0.016'), target, cost).toString()).toBe('1.2');
  expect(verdict(btcLong({ targetPct: target.toString() }))).toHaveProperty('target');
  expect(verdict(btcLong({ targetPct: target.sub('0.0000001').toString() }))).toEqual(['REWARD_TOO_LOW']);
  expect(verdict(btcLong({ targetPct: '' }))).toEqual(['TARGET_MISSING']);
});

test('F-P4 reward on margin counts 48 h of margin fees: opening and twelve periods', () => {
  expect(roundTripCost(policy(), false).toString()).toBe('0.008');
  expect(roundTripCost(policy(), true).toString()).toBe('0.01125');
  const at = targetForNetReward(dec('1.2'), dec('0.02'), dec('0.01125'));
  expect(verdict(xrpShort({ targetPct: at.toString() }))).toHaveProperty('leverage', 2);
  expect(verdict(xrpShort({ targetPct: at.sub('0.0000001').toString() }))).toEqual(['REWARD_TOO_LOW']);
});

test.each([
  ['0.60', 'trending_bull', true],
  ['0.5999', 'trending_bull', false],
  ['0.65', 'volatile', true],
  ['0.6499', 'volatile', false],
  ['0.75', 'choppy', true],
  ['0.7499', 'choppy', false],
] as const)('confidence %s in %s', (confidence, regime, fine) => {
  const found = verdict(btcLong({ confidence, rawConfidence: confidence, regime }));
  if (fine) expect(found).toHaveProperty('quantity');
  else expect(found).toEqual(['CONFIDENCE_TOO_LOW']);
});

test('F-R20 a boost lifts no floor, the size by one tier at most and leverage never', () => {
  const boosted = (raw: string, adjusted: string) => btcLong({ rawConfidence: raw, confidence: adjusted });
  expect(verdict(boosted('0.70', '1'), account({ streak: { losses: 5, since: NOON } }))).toEqual([
    'CONFIDENCE_TOO_LOW',
  ]);
  expect(verdict({ ...boosted('0.70', '1'), regime: 'choppy' })).toEqual(['CONFIDENCE_TOO_LOW']);
  // 0.70 is the third tier, so at most the second: 15 %, never 20 %.
  expect(verdict(boosted('0.70', '1'))).toEqual(verdict(boosted('0.75', '0.75')));
  expect(verdict(boosted('1', '0.70'))).toEqual(verdict(boosted('0.70', '0.70')));
  // 3x is what 0.70 may use; an empty till would need more.
  const poor = account({
    balances: { trading: { USDT: '100' }, allocation: { USDT: '9900' }, hodl: {} },
    policy: policy({ allocationShare: '0.99' }),
  });
  const found = verdict({ ...boosted('0.70', '1'), targetPct: '0.2' }, poor);
  expect(found).toHaveProperty('leverage', 3);
});

test('after 3 and 5 losses in a row floor and leverage are stricter; each 24 h takes one loss away', () => {
  const after = (losses: number, since = NOON) => account({ streak: { losses, since } });
  const at = (confidence: string) => btcLong({ confidence, rawConfidence: confidence });
  expect(verdict(at('0.69'), after(2))).toHaveProperty('quantity');
  expect(verdict(at('0.69'), after(3))).toEqual(['CONFIDENCE_TOO_LOW']);
  expect(verdict(at('0.70'), after(3))).toHaveProperty('quantity');
  expect(verdict(at('0.79'), after(5))).toEqual(['CONFIDENCE_TOO_LOW']);
  expect(verdict(at('0.80'), after(5))).toHaveProperty('quantity');
  expect(verdict(at('0.69'), after(3, NOON - DAY))).toHaveProperty('quantity');
  expect(verdict(at('0.69'), after(3, NOON - DAY + 1))).toEqual(['CONFIDENCE_TOO_LOW']);
  expect(verdict(xrpShort({ confidence: '0.8', rawConfidence: '0.8' }), after(5))).toEqual(['SHORT_NEEDS_MARGIN']);
  expect(verdict(xrpBtcLong(), after(5))).toEqual(['LEVERAGE_TOO_HIGH']);
  expect(verdict(xrpBtcLong(), after(4))).toHaveProperty('leverage', 2);
});

test('an operator opens in the lowest tier', () => {
  expect(verdict(btcLong({ proposedBy: 'operator' }))).toEqual(
    verdict(btcLong({ confidence: '0.60', rawConfidence: '0.60' })),
  );
});

test('F-R19 a leverage or a size in the proposal is not read', () => {
  const pushy = { ...btcLong(), leverage: 50, quantity: '100', size: '1e9' };
  expect(verdict(pushy)).toEqual(verdict(btcLong()));
});

test('leverage: a short and XRP/BTC need 2x, choppy and a disabled margin have none', () => {
  expect(verdict(xrpShort())).toHaveProperty('leverage', 2);
  expect(verdict(xrpBtcLong())).toHaveProperty('leverage', 2);
  expect(verdict(xrpShort({ regime: 'choppy' }))).toEqual(['SHORT_NEEDS_MARGIN']);
  expect(verdict(xrpBtcLong({ regime: 'choppy' }))).toEqual(['LEVERAGE_TOO_HIGH']);
  const cashOnly = account({ policy: policy({ marginEnabled: false }) });
  expect(verdict(xrpShort(), cashOnly)).toEqual(['MARGIN_DISABLED']);
  expect(verdict(xrpBtcLong(), cashOnly)).toEqual(['MARGIN_DISABLED']);
  expect(verdict(btcLong(), cashOnly)).toHaveProperty('leverage', 1);
});

test('leverage: the least that funds the order, from the trading book alone', () => {
  const till = (usdt: string, maxLeverage = 5) =>
    account({
      balances: { trading: { USDT: usdt }, allocation: { USDT: String(10_000 - Number(usdt)) }, hodl: {} },
      policy: policy({ allocationShare: '0.95', maxLeverage }),
    });
  const long = btcLong({ targetPct: '0.1' });
  expect(verdict(long, till('2008'))).toMatchObject({ leverage: 1 });
  expect(verdict(long, till('2007.99'))).toMatchObject({ leverage: 2, marginUsdt: '999.99989009001' });
  expect(verdict(long, till('1008.49'))).toMatchObject({ leverage: 3 });
  expect(verdict(long, till('500'))).toMatchObject({ leverage: 5 });
  // Nothing funds it: as much as the ceiling carries.
  const cut = assessIntent(assess(long), till('500', 2));
  expect(cut.type).toBe('IntentResized');
  expect(cut.data).toMatchObject({ resizedBy: ['funds'], order: { leverage: 2 } });
});

test.each([
  ['4.99', 4],
  ['5', 3],
  ['7.49', 3],
  ['7.5', 2],
  ['9.99', 2],
])('leverage after a drawdown of %s %%: at most %dx', (percent, most) => {
  const loss = dec(percent).mul(100).toString();
  const lost = account({
    balances: { trading: { USDT: '100' }, allocation: { USDT: '9900' }, hodl: {} },
    policy: policy({ allocationShare: '0.99' }),
    day: { openedAt: NOON, equity: '10000', tradingPnl: `-${loss}` },
    realised: { gross: `-${loss}`, fees: '0' },
  });
  const intent = btcLong({ rawConfidence: '0.75', confidence: '0.75', targetPct: '0.3' });
  expect(verdict(intent, lost)).toHaveProperty('leverage', most);
});

test('after a cleared drawdown halt: cash only until the end of its time', () => {
  const cash = (until: number) => account({ breakers: { cashOnlyUntil: until } });
  expect(verdict(xrpShort(), cash(NOON + 1))).toEqual(['SHORT_NEEDS_MARGIN']);
  expect(verdict(xrpShort(), cash(NOON))).toHaveProperty('leverage', 2);
});

test("leverage: a venue's list that is no number is not believed, a short one bounds", () => {
  const venue = (maxLeverage: number) => ({
    instrument: { ...assess(xrpShort()).instrument!, maxLeverage },
  });
  for (const bad of [NaN, 0, -1, 2.5, Infinity])
    expect(verdict(xrpShort(), account(), venue(bad))).toEqual(['LEVERAGE_INVALID']);
  expect(verdict(xrpShort(), account(), venue(1))).toEqual(['SHORT_NEEDS_MARGIN']);
});

test('the limit goes at most 0.1 % through the touch of the fresh quote', () => {
  // 60 006 x 1.001 = 60 066.006, rounded towards filling.
  expect(verdict(btcLong({ entry: '60500' }))).toHaveProperty('limit', '60066.1');
  const moved = { quotes: { ...QUOTES, 'XRP/USDT': quote('XRP/USDT', '0.505', '0.5051') } };
  expect(verdict(xrpShort(), account(), moved)).toHaveProperty('limit', '0.50449');
});
