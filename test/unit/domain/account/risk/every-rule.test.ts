/** Each rule is needed: a case that it alone refuses or cuts, and that goes through unharmed when it is taken out. */
import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import { DENIAL_CODES, type DenialCode } from '../../../../../src/domain/account/risk/denial-codes.js';
import { DEFAULT_POLICY } from '../../../../../src/domain/account/risk/policy.js';
import { RISK_RULES } from '../../../../../src/domain/account/risk/rules/index.js';
import {
  account,
  assess,
  btcLong,
  MONDAY,
  NOON,
  policy,
  QUOTES,
  working,
  xrpBtcLong,
  xrpShort,
} from '../../../../support/risk.js';

/** Somebody else's bid for a little BTC, far below. */
const byHand = {
  foreignOrderId: 'theirs',
  venueOrderId: 'OQCLML-BW3P3-BUCMWZ',
  instrumentId: 'BTC/USDT',
  side: 'buy',
  quantity: '0.001',
  leavesQty: '0.001',
  price: '50000',
  notionalUsdt: '50',
  leverage: 1,
  cancelRequested: false,
} as const;

type Case = readonly [command: AssessIntent, state: AccountState, outcome: DenialCode | 'resized'];
const lost = (loss: string, day: string) =>
  account({ realised: { gross: '0', fees: loss }, day: { openedAt: NOON, equity: '10000', tradingPnl: day } });
const limited = (changes: Parameters<typeof policy>[0]) => account({ policy: policy(changes) });
const entries = (notional: string, reserved = '0', margin = '0') =>
  account(working('XRP/USDT', 'sell', { notional, reserved, margin }));
const wide = {
  confidence: '1',
  rawConfidence: '1',
  regime: 'trending_bull',
  stopPct: '0.05',
  targetPct: '0.2',
} as const;
const btc = QUOTES['BTC/USDT']!;
const jump = { closedAt: NOON, trueRange: '501', previousAtr: '100', movePct: '0.008' };

const CASES: Readonly<Record<string, Case>> = {
  validity: [assess(btcLong({ assessment: 3 })), account(), 'INVALID_NUMBER'],
  instrument: [assess(btcLong({ instrumentId: 'DOGE/USDT' as 'BTC/USDT' })), account(), 'UNKNOWN_INSTRUMENT'],
  'proposal-age': [assess(btcLong({ snapshotAt: NOON - 120_001 })), account(), 'STALE_PROPOSAL'],
  levels: [assess(xrpShort({ targetPct: '1' })), account(), 'WRONG_SIDE_LEVELS'],
  'entry-distance': [assess(btcLong({ entry: '61201' })), account(), 'ENTRY_TOO_FAR'],
  equity: [assess(btcLong()), account({ balances: { trading: {}, allocation: {}, hodl: {} } }), 'EQUITY_MISSING'],
  price: [assess(btcLong(), { quotes: { 'BTC/USDT': { ...btc, at: NOON - 60_001 } } }), account(), 'PRICE_STALE'],
  regime: [assess(btcLong({ regime: 'unknown' })), account(), 'REGIME_UNKNOWN'],
  degradation: [assess(btcLong()), account({ degradation: 3 }), 'DEGRADED'],
  halt: [assess(btcLong()), account({ halted: { at: NOON, reason: 'drawdown' } }), 'HALTED'],
  pause: [assess(btcLong()), account({ pauses: ['startup'] }), 'PAUSED'],
  'daily-loss': [assess(btcLong()), lost('200', '0'), 'DAILY_LOSS'],
  'weekly-loss': [
    assess(btcLong()),
    account({
      realised: { gross: '0', fees: '500' },
      day: { openedAt: NOON, equity: '9600', tradingPnl: '-400' },
      week: { openedAt: MONDAY, equity: '10000', tradingPnl: '0' },
    }),
    'WEEKLY_LOSS',
  ],
  drawdown: [assess(btcLong()), lost('1000', '-1000'), 'DRAWDOWN'],
  spike: [assess(btcLong(), { quotes: { 'BTC/USDT': { ...btc, candle5m: jump } } }), account(), 'resized'],
  'streak-size': [assess(btcLong()), account({ breakers: { lossesInARow: { trippedAt: NOON } } }), 'resized'],
  cooldown: [assess(btcLong()), account({ cooldowns: { account: { until: NOON + 1, reason: 'loss' } } }), 'COOLDOWN'],
  stop: [assess(btcLong({ stopPct: '0.031', targetPct: '0.1' })), account(), 'STOP_TOO_WIDE'],
  reward: [assess(btcLong({ targetPct: '0.03' })), account(), 'REWARD_TOO_LOW'],
  confidence: [assess(xrpShort({ confidence: '0.64', rawConfidence: '0.64' })), account(), 'CONFIDENCE_TOO_LOW'],
  modification: [assess(btcLong({ modification: { sizeFactor: '0.5' } })), account(), 'resized'],
  'minimum-size': [
    assess(btcLong(), { instrument: { ...assess(btcLong()).instrument!, minQuantity: '1' } }),
    account(),
    'SIZE_TOO_SMALL',
  ],
  'risk-per-trade': [assess(xrpShort(wide)), account(), 'resized'],
  'position-size': [assess(btcLong()), limited({ maxPositionPct: '0.1' }), 'resized'],
  'order-size': [assess(btcLong()), limited({ maxOrderPct: '0.1' }), 'resized'],
  'book-share': [
    assess(btcLong(), { quotes: { 'BTC/USDT': { ...btc, depth: { bid: '9', ask: '0.1' } } } }),
    account(),
    'resized',
  ],
  leverage: [assess(xrpBtcLong({ regime: 'choppy' })), account(), 'LEVERAGE_TOO_HIGH'],
  'total-exposure': [assess(btcLong()), entries('6000'), 'EXPOSURE_TOTAL'],
  'asset-exposure': [assess(btcLong()), limited({ maxAssetExposurePct: '0.1' }), 'resized'],
  'margin-used': [
    assess(xrpBtcLong()),
    account(working('BTC/USDT', 'buy', { notional: '0', reserved: '0', margin: '5000' })),
    'MARGIN_USED',
  ],
  funds: [assess(btcLong()), entries('0', '5000'), 'INSUFFICIENT_FUNDS'],
  'foreign-order': [assess(btcLong()), account({ foreignOrders: { theirs: byHand } }), 'ADOPTED_ORDER'],
  'one-per-instrument': [assess(xrpShort()), entries('100'), 'ENTRY_UNDER_WAY'],
  'open-positions': [
    assess(btcLong()),
    account({
      ...working('XRP/USDT', 'sell', { notional: '1', reserved: '0' }),
      policy: policy({ maxOpenPositions: 1 }),
    }),
    'TOO_MANY_POSITIONS',
  ],
};

test.each(Object.entries(CASES))(
  '%s: refuses or cuts what goes through without it',
  (name, [command, state, outcome]) => {
    const without = RISK_RULES.filter((rule) => rule.name !== name);
    const fact = assessIntent(command, state);
    const other = assessIntent(command, state, without);
    if (outcome === 'resized') {
      expect(fact.type === 'IntentResized' && fact.data.resizedBy).toEqual([name]);
      expect(other.type).toBe('IntentApproved');
      return;
    }
    expect(fact.type === 'IntentDenied' && fact.data.failed).toEqual([outcome]);
    expect(RISK_RULES.find((rule) => rule.name === name)?.codes).toContain(outcome);
    expect(fact.data.rules.find((line) => line.code === outcome)?.rule).toBe(name);
    // Taken out, nothing names the code; and where its input is missing altogether, the rest still does not approve.
    expect(other.type === 'IntentDenied' ? other.data.failed : []).not.toContain(outcome);
    const inputGone = ['instrument', 'equity', 'regime', 'leverage'].includes(name);
    expect(other.type).toBe(inputGone ? 'IntentDenied' : 'IntentApproved');
  },
);

test('the registry: every rule has a case here, a reason, known keys, and codes in the order of the list', () => {
  expect(RISK_RULES.map((rule) => rule.name).sort()).toEqual(Object.keys(CASES).sort());
  const codes = RISK_RULES.flatMap((rule) => rule.codes);
  const order = codes.map((code) => DENIAL_CODES.indexOf(code));
  expect(order).toEqual([...order].sort((a, b) => a - b));
  for (const rule of RISK_RULES) {
    expect(rule.why).toMatch(/^[A-Z].{20,}\.$/);
    for (const key of rule.policyKeys) expect(DEFAULT_POLICY).toHaveProperty(key);
  }
});
