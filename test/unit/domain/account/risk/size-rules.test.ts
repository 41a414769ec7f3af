import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import { judge } from '../../../../../src/domain/account/risk/engine.js';
import { contextOf } from '../../../../../src/domain/account/risk/context.js';
import { limitRule } from '../../../../../src/domain/account/risk/rule.js';
import { RISK_RULES } from '../../../../../src/domain/account/risk/rules/index.js';
import type { OpeningIntent } from '../../../../../src/domain/account/risk/verdict.js';
import { dec } from '../../../../../src/domain/shared/decimal.js';
import {
  account,
  assess,
  btcLong,
  NOON,
  policy,
  position,
  positions,
  QUOTES,
  reservation,
  working,
  xrpBtcLong,
  xrpShort,
} from '../../../../support/risk.js';

const look = (intent: OpeningIntent, state: AccountState = account(), changes: Partial<AssessIntent> = {}) => {
  const { type, data } = assessIntent(assess(intent, changes), state);
  if (type === 'IntentDenied') return { failed: data.failed };
  return {
    usdt: Number(data.order.notionalUsdt).toFixed(2),
    leverage: data.order.leverage,
    by: type === 'IntentResized' ? data.resizedBy : [],
  };
};
const inUse = (usdt: string, side: 'buy' | 'sell' = 'sell') =>
  account(working('XRP/USDT', side, { notional: usdt, reserved: '0' }));

test('total exposure: what is open or working leaves the rest; nothing left is a denial and never "no change" (F-R8)', () => {
  expect(look(btcLong(), inUse('3999.99'))).toEqual({ usdt: '2000.00', leverage: 1, by: [] });
  expect(look(btcLong(), inUse('4500'))).toEqual({ usdt: '1500.00', leverage: 1, by: ['total-exposure'] });
  expect(look(btcLong(), inUse('6000'))).toEqual({ failed: ['EXPOSURE_TOTAL'] });
  expect(look(btcLong(), inUse('6001'))).toEqual({ failed: ['EXPOSURE_TOTAL'] });
});

test('F-R1 two approvals in a row: the first one has reserved what the second one may not have', () => {
  const tight = policy({ maxExposurePct: '0.25' });
  const first = assessIntent(assess(btcLong()), account({ policy: tight }));
  if (first.type !== 'IntentApproved') throw new Error(first.type);
  const after = account({ policy: tight, reservations: { first: reservation(first.data.order) } });
  expect(look(xrpShort({ confidence: '1', rawConfidence: '1', regime: 'trending_bull' }), after)).toEqual({
    usdt: '500.00',
    leverage: 2,
    by: ['total-exposure'],
  });
  expect(look(btcLong({ intentId: 'other' }), after)).toEqual({ failed: ['ENTRY_UNDER_WAY'] });
});

test('F-R3 exposure is notional, whatever the leverage, and is that of the resized trade', () => {
  // 1 000 XRP at 5x: 500 USDT of exposure, not 100 and not 2 500.
  const state = account({
    ...positions(position('XRP/USDT', 'short', 5, '1000', '500')),
    policy: policy({ maxExposurePct: '0.06', maxOrderPct: '0.02' }),
  });
  // The formula wants 2 000; the order limit cuts it to 200, exposure leaves 100.
  expect(look(btcLong(), state)).toEqual({ usdt: '100.00', leverage: 1, by: ['order-size', 'total-exposure'] });
});

test('F-R15 one open position counts as its notional and blocks nothing', () => {
  const state = account(positions(position('XRP/USDT', 'long', 1, '2000', '1000')));
  expect(
    look(btcLong(), { ...state, balances: { ...state.balances, trading: { USDT: '4000', XRP: '2000' } } }),
  ).toEqual({ usdt: '2000.00', leverage: 1, by: [] });
});

test('F-R9 exposure by asset comes from the pair: XRP/BTC adds to XRP and takes from BTC', () => {
  const limit = { policy: policy({ maxAssetExposurePct: '0.20' }) };
  const longXrp = account({ ...limit, ...working('XRP/USDT', 'buy', { notional: '1200', reserved: '0' }) });
  expect(look(xrpBtcLong(), longXrp)).toEqual({ usdt: '800.00', leverage: 2, by: ['asset-exposure'] });
  const shortBtc = account({ ...limit, ...working('BTC/USDT', 'sell', { notional: '1500', reserved: '0' }) });
  expect(look(xrpBtcLong(), shortBtc)).toEqual({ usdt: '500.00', leverage: 2, by: ['asset-exposure'] });
  // A working entry the other way may never fill: it frees nothing. An open position does.
  const workingShort = account({ ...limit, ...working('XRP/USDT', 'sell', { notional: '1500', reserved: '0' }) });
  expect(look(xrpBtcLong(), workingShort)).toMatchObject({ by: [] });
  const openShort = account({
    policy: policy({ maxAssetExposurePct: '0.10' }),
    ...positions(position('XRP/USDT', 'short', 2, '2000', '1000')),
  });
  expect(look(xrpBtcLong(), openShort)).toEqual({ usdt: '1000.00', leverage: 2, by: ['asset-exposure'] });
  const full = account({ ...limit, ...working('XRP/USDT', 'buy', { notional: '2000', reserved: '0' }) });
  expect(look(xrpBtcLong(), full)).toEqual({ failed: ['EXPOSURE_ASSET'] });
});

test('margin used: of positions and working orders, as margin and not as notional', () => {
  const margin = (usdt: string) => account(working('BTC/USDT', 'buy', { notional: '0', reserved: '0', margin: usdt }));
  expect(look(xrpShort(), margin('4700'))).toEqual({ usdt: '600.00', leverage: 2, by: [] });
  expect(look(xrpShort(), margin('4900'))).toEqual({ usdt: '200.00', leverage: 2, by: ['margin-used'] });
  expect(look(xrpShort(), margin('5000'))).toEqual({ failed: ['MARGIN_USED'] });
  const open = account({
    ...positions(position('BTC/USDT', 'long', 2, '0.05', '3000')),
    policy: policy({ maxMarginUsedPct: '0.16' }),
  });
  expect(look(xrpShort(), open)).toEqual({ usdt: '200.00', leverage: 2, by: ['margin-used'] });
});

test('funds: reservations and locked margin are spent, a margin loss too, a gain is not money yet', () => {
  const cash = { policy: policy({ marginEnabled: false }) };
  const reserved = (usdt: string) =>
    account({ ...cash, ...working('XRP/USDT', 'sell', { notional: '0', reserved: usdt }) });
  expect(look(btcLong(), reserved('2992'))).toEqual({ usdt: '2000.00', leverage: 1, by: [] });
  expect(look(btcLong(), reserved('3996'))).toEqual({ usdt: '1000.00', leverage: 1, by: ['funds'] });
  expect(look(btcLong(), reserved('5000'))).toEqual({ failed: ['INSUFFICIENT_FUNDS'] });
  const short = (cost: string) => ({ ...cash, ...positions(position('XRP/USDT', 'short', 2, '10000', cost)) });
  // Shorted at 0.5, worth 0.5: 2 500 of margin. Shorted at 0.49: 2 450, and 100 lost (9 900 of equity).
  const flat = look(btcLong({ regime: 'quiet' }), account({ ...short('5000') }));
  expect(flat).toMatchObject({ usdt: '1000.00', by: [] });
  const small = { balances: { trading: { USDT: '3000' }, allocation: { USDT: '7000' }, hodl: {} } };
  const share = { policy: policy({ marginEnabled: false, allocationShare: '0.7', maxExposurePct: '0.7' }) };
  expect(look(btcLong({ regime: 'quiet' }), account({ ...small, ...short('5000'), ...share }))).toEqual({
    usdt: '498.01',
    leverage: 1,
    by: ['funds'],
  });
  expect(look(btcLong({ regime: 'quiet' }), account({ ...small, ...short('4900'), ...share }))).toEqual({
    usdt: '448.21',
    leverage: 1,
    by: ['funds'],
  });
  expect(look(btcLong({ regime: 'quiet' }), account({ ...small, ...short('5100'), ...share }))).toEqual({
    usdt: '448.21',
    leverage: 1,
    by: ['funds'],
  });
});

test('risk per trade: distance and all fees; F-P3 leverage does not multiply it', () => {
  // (5 % + 1.125 %) x N <= 100; the formula alone, blind to margin fees, wants 100 / 6 %.
  const wide = xrpShort({
    confidence: '1',
    rawConfidence: '1',
    regime: 'trending_bull',
    stopPct: '0.05',
    targetPct: '0.2',
  });
  expect(look(wide)).toEqual({ usdt: '1632.65', leverage: 2, by: ['risk-per-trade'] });
  const poor = account({
    balances: { trading: { USDT: '500' }, allocation: { USDT: '9500' }, hodl: {} },
    policy: policy({ allocationShare: '0.95' }),
  });
  expect(look(wide, poor)).toEqual({ usdt: '1632.65', leverage: 4, by: ['risk-per-trade'] });
});

test('position, order and book: each cuts to what it allows', () => {
  const by = (changes: Parameters<typeof policy>[0]) => look(btcLong(), account({ policy: policy(changes) }));
  expect(by({ maxPositionPct: '0.2' })).toMatchObject({ by: [] });
  expect(by({ maxPositionPct: '0.15' })).toEqual({ usdt: '1500.00', leverage: 1, by: ['position-size'] });
  expect(by({ maxOrderPct: '0.20' })).toMatchObject({ by: [] });
  expect(by({ maxOrderPct: '0.12' })).toEqual({ usdt: '1200.00', leverage: 1, by: ['order-size'] });
  const book = (ask: string, bid: string) => ({
    quotes: { ...QUOTES, 'BTC/USDT': { ...QUOTES['BTC/USDT']!, depth: { ask, bid } } },
  });
  expect(look(btcLong(), account(), book('0.34', '0'))).toMatchObject({ by: [] });
  expect(look(btcLong(), account(), book('0.1', '99'))).toEqual({ usdt: '600.36', leverage: 1, by: ['book-share'] });
  for (const none of ['0', 'NaN', '-1'])
    expect(look(btcLong(), account(), book(none, '99'))).toEqual({ failed: ['BOOK_TOO_THIN'] });
});

test('minimum: quantity is rounded down to the lot, then looked at', () => {
  const venue = (changes: object) => ({ instrument: { ...assess(btcLong()).instrument!, ...changes } });
  expect(look(btcLong(), account(), venue({ lot: '0.01' }))).toMatchObject({ usdt: '1801.08', by: [] });
  expect(look(btcLong(), account(), venue({ lot: '0.01', minQuantity: '0.03' }))).toMatchObject({ usdt: '1801.08' });
  expect(look(btcLong(), account(), venue({ lot: '0.01', minQuantity: '0.031' }))).toEqual({
    failed: ['SIZE_TOO_SMALL'],
  });
  expect(look(btcLong(), account(), venue({ minCost: '1999.9' }))).toMatchObject({ by: [] });
  expect(look(btcLong(), account(), venue({ minCost: '2000' }))).toEqual({ failed: ['SIZE_TOO_SMALL'] });
});

test('F-R8 a resized trade is looked at once more: too small then, or shrinking again, denies', () => {
  expect(look(btcLong(), inUse('5998'))).toEqual({ failed: ['SIZE_TOO_SMALL'] });
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
  expect(judgement.lines.filter((line) => line.round === 'once-more').length).toBe(12);
});

test('counts: one per instrument, at most as many as allowed, working entries counted', () => {
  const one = working('XRP/USDT', 'sell', { notional: '100', reserved: '0' });
  expect(look(btcLong(), account({ ...one, policy: policy({ maxOpenPositions: 2 }) }))).toMatchObject({ by: [] });
  expect(look(btcLong(), account({ ...one, policy: policy({ maxOpenPositions: 1 }) }))).toEqual({
    failed: ['TOO_MANY_POSITIONS'],
  });
  expect(look(xrpShort(), account(one))).toEqual({ failed: ['ENTRY_UNDER_WAY'] });
  const open = positions(position('XRP/USDT', 'short', 2, '200', '100'));
  expect(look(xrpShort(), account(open))).toEqual({ failed: ['POSITION_OPEN'] });
  const other = { positions: { x: { ...open.positions['trading:XRP/USDT']!, book: 'allocation' as const } } };
  expect(look(xrpShort(), account(other))).toMatchObject({ by: [] });
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

test('what is sized on is what the trading book can carry, not the allocation', () => {
  // E = min(20 000, 5 000 / 0.5) = 10 000.
  const rich = account({ balances: { trading: { USDT: '5000' }, allocation: { USDT: '15000' }, hodl: {} } });
  expect(look(btcLong(), rich)).toEqual({ usdt: '2000.00', leverage: 1, by: [] });
});
