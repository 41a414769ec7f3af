import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import { contextOf } from '../../../../../src/domain/account/risk/context.js';
import { judge } from '../../../../../src/domain/account/risk/engine.js';
import { limitRule } from '../../../../../src/domain/account/risk/rule.js';
import { RISK_RULES } from '../../../../../src/domain/account/risk/rules/index.js';
import { dec } from '../../../../../src/domain/shared/decimal.js';
import { account, assess, btcLong, look, NOON, policy, WHOLE, xrpBtcLong } from '../../../../support/risk.js';

test('every rule is in every verdict, in order, whatever failed', () => {
  const rulesOf = (command: AssessIntent, state: AccountState) =>
    assessIntent(command, state).data.rules.map((line) => line.rule);
  const all = rulesOf(assess(btcLong()), account());
  expect(all).toEqual(RISK_RULES.map(({ name }) => name));
  expect(
    rulesOf(assess(btcLong({ entry: 'NaN' }), { quotes: {} }), account({ halted: { at: 0, reason: 'x' } })),
  ).toEqual(all);
  expect(rulesOf(assess(btcLong()), account({ policy: policy({ maxOrderPct: '0.01' }) })).slice(0, all.length)).toEqual(
    all,
  );
});

test('breakers come before the cooldown, and after the halt', () => {
  const state = account({
    halted: { at: NOON, reason: 'operator' },
    cooldowns: { account: { until: NOON + 1, reason: 'loss' } },
    breakers: { weeklyLoss: { trippedAt: NOON, until: NOON + 1 } },
  });
  expect(look(btcLong(), state)).toEqual(['HALTED', 'WEEKLY_LOSS', 'COOLDOWN']);
});

test('F-R8 a resized trade is looked at once more: a limit that shrinks it again denies', () => {
  const halves = limitRule({
    name: 'halves',
    code: 'ORDER_TOO_LARGE',
    why: 'test',
    policyKeys: [],
    stage: 'size',
    leaves: (ctx) => ctx.size?.div(2),
    limit: () => '',
  });
  const judgement = judge([...RISK_RULES, halves], contextOf(assess(btcLong()), account()));
  expect(judgement.failed).toEqual(['SHRINKS_AGAIN']);
  expect(judgement.lines.filter((line) => line.round === 'once-more').length).toBe(13);
});

test('a limit that cuts by a hair is named as one that cuts by half', () => {
  const hair = account({ policy: policy({ maxOrderPct: '0.19999' }) });
  expect(look(btcLong(), hair)).toEqual({ usdt: '1999.90', leverage: 1, by: ['order-size'] });
});

test('F-R19 a leverage or a size in the proposal is not read', () => {
  expect(look({ ...btcLong(), leverage: 50, quantity: '100', size: '1e9' } as ReturnType<typeof btcLong>)).toEqual(
    WHOLE,
  );
});

test('what is sized on is what the trading book can carry, not the allocation', () => {
  // E = min(20 000, 5 000 / 0.5) = 10 000.
  const rich = account({ balances: { trading: { USDT: '5000' }, allocation: { USDT: '15000' }, hodl: {} } });
  expect(look(btcLong(), rich)).toEqual(WHOLE);
});

test('XRP/BTC: the budget is USDT, the notional quantity x price x BTC/USDT mid, the levels BTC', () => {
  const fact = assessIntent(assess(xrpBtcLong()), account());
  if (fact.type !== 'IntentApproved') throw new Error(fact.type);
  const { order } = fact.data;
  expect(dec(order.quantity).mul('0.00000834').mul(60_000).toString()).toBe(order.notionalUsdt);
  expect(dec(order.quantity).mul('0.00000834').toFixed()).toBe(order.notional);
  expect(order).toMatchObject({ limit: '0.00000834', stop: '0.00000817', target: '0.000009', leverage: 2 });
  expect(order.approvalExpiresAt).toBe(NOON + 10_000);
});

test('a margin order locks notional / leverage, rounded up, of the unrounded limit', () => {
  // 2 007.99 are not 2 000 x 1.004: 2x, and 0.03331334 x 60 036.003 / 2 of margin.
  const state = account({
    balances: { trading: { USDT: '2007.99' }, allocation: { USDT: '7992.01' }, hodl: {} },
    policy: policy({ allocationShare: '0.95' }),
  });
  expect(assessIntent(assess(btcLong({ targetPct: '0.1' })), state).data).toMatchObject({
    order: { quantity: '0.03331334', marginUsdt: '999.99989009001' },
  });
});
