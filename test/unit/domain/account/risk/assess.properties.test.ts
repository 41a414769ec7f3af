import fc from 'fast-check';
import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import { DEFAULT_POLICY, type RiskPolicy } from '../../../../../src/domain/account/risk/policy.js';
import { INSTRUMENTS } from '../../../../../src/domain/market/instrument.js';
import { REGIMES } from '../../../../../src/domain/market/regime.js';
import { dec } from '../../../../../src/domain/shared/decimal.js';
import { account, assess, btcLong, position, positions, QUOTES, working } from '../../../../support/risk.js';

const fraction = (min: number, max: number, digits = 4) =>
  fc.integer({ min: Math.round(min * 10 ** digits), max: Math.round(max * 10 ** digits) }).map((n) =>
    dec(n)
      .div(10 ** digits)
      .toString(),
  );

/** Targets far away, so that a verdict turns on sizes and not on whether margin fees eat the reward. */
const commands: fc.Arbitrary<AssessIntent> = fc
  .record({
    instrumentId: fc.constantFrom('BTC/USDT' as const, 'XRP/USDT' as const, 'XRP/BTC' as const),
    direction: fc.constantFrom('long' as const, 'short' as const),
    rawConfidence: fraction(0.58, 1),
    confidence: fraction(0.58, 1),
    stopPct: fraction(0.001, 0.05),
    regime: fc.constantFrom(...REGIMES),
    offset: fraction(0.995, 1.005),
    depth: fc.option(fraction(0, 50_000, 2), { nil: undefined }),
  })
  .map(({ offset, depth, ...fields }) => {
    const quote = QUOTES[fields.instrumentId]!;
    const seen = depth === undefined ? quote : { ...quote, depth: { bid: depth, ask: depth } };
    const entry = dec(quote.ask).mul(offset).toFixed();
    return assess(btcLong({ ...fields, entry, targetPct: '0.3' }), {
      quotes: { ...QUOTES, [fields.instrumentId]: seen },
    });
  });

const states: fc.Arbitrary<AccountState> = fc
  .record({
    trading: fc.integer({ min: 100, max: 10_000 }),
    working: fraction(0, 5_000, 2),
    reserved: fraction(0, 3_000, 2),
    open: fc.option(fc.integer({ min: 100, max: 8_000 }), { nil: undefined, freq: 1 }),
    where: fc.constantFrom('BTC/USDT' as const, 'XRP/BTC' as const),
    side: fc.constantFrom('long' as const, 'short' as const),
  })
  .map(({ trading, working: notional, reserved, open, side, where }) => ({
    ...account({ balances: { trading: { USDT: String(trading) }, allocation: { USDT: String(trading) }, hodl: {} } }),
    day: undefined,
    peak: undefined,
    ...working(where, side === 'long' ? 'buy' : 'sell', { notional, reserved, margin: reserved }),
    ...(open === undefined ? {} : positions(position('XRP/USDT', side, 2, String(open), dec(open).div(2).toString()))),
  }));

const policies: fc.Arbitrary<RiskPolicy> = fc
  .record({
    riskPerTradePct: fraction(0.002, 0.02),
    maxPositionPct: fraction(0.02, 0.2),
    maxExposurePct: fraction(0.1, 1),
    maxAssetExposurePct: fraction(0.1, 0.6),
    maxMarginUsedPct: fraction(0.05, 0.8),
    maxOrderPct: fraction(0.02, 0.4),
    maxBookSharePct: fraction(0.01, 0.2),
    maxLeverage: fc.integer({ min: 1, max: 5 }),
    maxOpenPositions: fc.integer({ min: 2, max: 4 }),
  })
  .map((limits) => ({ ...DEFAULT_POLICY, ...limits }));

const sizeOf = (command: AssessIntent, state: AccountState): number => {
  const fact = assessIntent(command, state);
  return fact.type === 'IntentDenied' ? 0 : Number(fact.data.order.notionalUsdt);
};

test('never approves with a rule that failed or was skipped, and names the first that failed', () => {
  fc.assert(
    fc.property(commands, states, policies, (command, state, policy) => {
      const { type, data } = assessIntent(command, { ...state, policy });
      const failed = data.rules.filter((line) => line.result === 'fail').map((line) => line.code);
      if (type === 'IntentDenied') {
        expect(data.code).toBe(failed[0]);
        expect(data.failed).toEqual([...new Set(failed)]);
        expect(data.failed).not.toContain('SHRINKS_AGAIN');
      } else {
        expect(failed).toEqual([]);
        expect(data.rules.some((line) => line.result === 'skipped')).toBe(false);
        expect(type === 'IntentResized').toBe(data.rules.some((line) => line.result === 'shrink'));
      }
    }),
    { numRuns: 400 },
  );
});

test('an order is never beyond any limit, in whole lots, with its levels on their sides', () => {
  let approved = 0;
  fc.assert(
    fc.property(commands, states, policies, (command, state, policy) => {
      const fact = assessIntent(command, { ...state, policy });
      if (fact.type === 'IntentDenied') return;
      approved += 1;
      const { order } = fact.data;
      const equity = Number(fact.data.equity);
      const [entry] = Object.values(state.reservations);
      const usdt = Number(order.notionalUsdt);
      const open = Object.values(state.positions).reduce((sum, { quantity }) => sum + Number(quantity) * 0.5, 0);
      const used = open + Number(entry?.notionalUsdt);
      const slack = 1 + 1e-9;
      expect(usdt).toBeLessThanOrEqual(equity * Number(policy.maxPositionPct) * slack);
      expect(usdt).toBeLessThanOrEqual(equity * Number(policy.maxOrderPct) * slack);
      expect(used + usdt).toBeLessThanOrEqual(equity * Number(policy.maxExposurePct) * slack);
      expect(Number(order.riskUsdt)).toBeLessThanOrEqual(equity * Number(policy.riskPerTradePct) * slack);
      expect(order.leverage).toBeLessThanOrEqual(policy.maxLeverage);
      const free = Number(state.balances.trading.USDT) - Number(entry?.reservedUsdt) - open / 2;
      expect(Number(order.reservedUsdt)).toBeLessThanOrEqual(free * slack);
      if (order.leverage > 1) {
        const margin = open / 2 + Number(entry?.marginUsdt) + Number(order.marginUsdt);
        expect(margin).toBeLessThanOrEqual(equity * Number(policy.maxMarginUsedPct) * slack);
      }
      const instrument = INSTRUMENTS[order.instrumentId];
      expect(dec(order.quantity).mod(instrument.lot).isZero()).toBe(true);
      expect(dec(order.quantity).gte(instrument.minQuantity)).toBe(true);
      for (const level of [order.limit, order.stop, order.target])
        expect(dec(level).mod(instrument.tick).isZero()).toBe(true);
      const direction = order.side === 'buy' ? 1 : -1;
      expect(dec(order.limit).sub(order.stop).mul(direction).gt(0)).toBe(true);
      expect(dec(order.target).sub(order.limit).mul(direction).gt(0)).toBe(true);
    }),
    { numRuns: 600 },
  );
  expect(approved).toBeGreaterThan(30);
});

test('a stricter policy never approves more', () => {
  const stricter = fc.record({
    key: fc.constantFrom(
      'riskPerTradePct',
      'maxPositionPct',
      'maxExposurePct',
      'maxAssetExposurePct',
      'maxMarginUsedPct',
      'maxOrderPct',
      'maxBookSharePct',
    ),
    factor: fraction(0.1, 1),
  });
  fc.assert(
    fc.property(commands, states, policies, stricter, (command, state, policy, { key, factor }) => {
      const strict = {
        ...policy,
        [key]: dec(policy[key]).mul(factor).toString(),
      };
      const allowed = sizeOf(command, { ...state, policy });
      expect(sizeOf(command, { ...state, policy: strict })).toBeLessThanOrEqual(allowed * (1 + 1e-9) + 1e-6);
    }),
    { numRuns: 600 },
  );
});

test('a stricter count, leverage, stop or reward never approves more', () => {
  const changes: readonly Partial<RiskPolicy>[] = [
    { maxOpenPositions: 1 },
    { maxLeverage: 1 },
    { maxStopPct: '0.02' },
    { minNetReward: '5' },
    { minGrossReward: '8' },
    { marginEnabled: false },
    { maxPriceAgeMs: 1 },
    { minStopPct: '0.03' },
  ];
  fc.assert(
    fc.property(commands, states, policies, fc.constantFrom(...changes), (command, state, policy, change) => {
      const allowed = sizeOf(command, { ...state, policy });
      expect(sizeOf(command, { ...state, policy: { ...policy, ...change } })).toBeLessThanOrEqual(
        allowed * (1 + 1e-9) + 1e-6,
      );
    }),
    { numRuns: 400 },
  );
});

test('F-R19 a modification never approves what is denied without it, nor more, nor with more leverage or a wider stop', () => {
  const modifications = fc.record(
    {
      sizeFactor: fraction(0.3, 1.05),
      maxLeverage: fc.integer({ min: 1, max: 6 }),
      stopPct: fraction(0, 0.04),
    },
    { requiredKeys: [] },
  );
  let modified = 0;
  fc.assert(
    fc.property(commands, states, policies, modifications, (command, state, policy, modification) => {
      const without = assessIntent(command, { ...state, policy });
      const fact = assessIntent({ ...command, intent: { ...command.intent, modification } }, { ...state, policy });
      if (fact.type === 'IntentDenied') return;
      modified += 1;
      if (without.type === 'IntentDenied') throw new Error(`approved by ${JSON.stringify(modification)}`);
      const [before, after] = [without.data.order, fact.data.order];
      expect(Number(after.notionalUsdt)).toBeLessThanOrEqual(Number(before.notionalUsdt) * (1 + 1e-9) + 1e-6);
      expect(Number(after.riskUsdt)).toBeLessThanOrEqual(Number(before.riskUsdt) * (1 + 1e-9) + 1e-6);
      expect(after.leverage).toBeLessThanOrEqual(Math.min(before.leverage, modification.maxLeverage ?? 5));
      const distance = (order: typeof before) => dec(order.limit).sub(order.stop).abs();
      expect(distance(after).lte(distance(before))).toBe(true);
      expect(distance(after).gte(dec(after.limit).mul('0.0099'))).toBe(true);
    }),
    { numRuns: 1000 },
  );
  expect(modified).toBeGreaterThan(20);
});
