import { accountDecider } from '../../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../../src/domain/account/account.commands.js';
import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { whyNotClaim } from '../../../../../src/domain/account/foreign-orders/why-not-claim.js';
import { usageOf } from '../../../../../src/domain/account/risk/usage.js';
import { account, NOON, position, positions, QUOTES } from '../../../../support/risk.js';

const adopt = (over: Partial<Extract<AccountCommand, { type: 'AdoptForeignOrder' }>> = {}): AccountCommand => ({
  type: 'AdoptForeignOrder',
  at: NOON,
  foreignOrderId: 'f1',
  clientOrderId: 'by-hand',
  venueOrderId: 'V1',
  instrumentId: 'BTC/USDT',
  side: 'buy',
  quantity: '0.01',
  price: '58000',
  leverage: 1,
  quotes: QUOTES,
  ...over,
});
const claim: Extract<AccountCommand, { type: 'ClaimForeignOrder' }> = {
  type: 'ClaimForeignOrder',
  at: NOON,
  foreignOrderId: 'f1',
  stop: '57000',
  target: '60500',
  reason: 'placed by hand',
  requestId: 'r1',
};

const after = (...commands: readonly AccountCommand[]): AccountState =>
  commands.reduce<AccountState>(
    (state, command) => accountDecider.decide(command, state).reduce(accountDecider.evolve, state),
    account(),
  );
const typesOf = (command: AccountCommand, state: AccountState) =>
  accountDecider.decide(command, state).map(({ type }) => type);

/** Of the worked prices: BTC at 60 000, XRP at 0.5. */
const MIDS = { 'BTC/USDT': '60000', 'XRP/USDT': '0.5', 'XRP/BTC': '0.00000833' } as const;
const usage = (state: AccountState) => {
  const use = usageOf(state, MIDS);
  if (!use) throw new Error('a price is missing');
  return {
    exposure: use.exposure.toString(),
    long: use.assets.BTC.workingLong.toString(),
    short: use.assets.BTC.workingShort.toString(),
    margin: use.marginUsed.toString(),
    free: use.freeFunds.toString(),
    instruments: [...use.instruments],
  };
};

describe('F-O17 a foreign order as exposure', () => {
  test('on cash: its notional at its own price, and the money that it may take', () => {
    expect(usage(after(adopt()))).toEqual({
      exposure: '580',
      long: '580',
      short: '0',
      margin: '0',
      free: '4420',
      instruments: [],
    });
  });
  test('on margin: a share of it, on its own side', () => {
    expect(usage(after(adopt({ side: 'sell', leverage: 2 })))).toMatchObject({
      exposure: '580',
      long: '0',
      short: '580',
      margin: '290',
      free: '4710',
    });
  });
  test('at market: at the mid; in BTC: at its rate', () => {
    const { price: _none, ...atMarket } = adopt() as Extract<AccountCommand, { type: 'AdoptForeignOrder' }>;
    expect(usage(after(atMarket)).exposure).toBe('600');
    // 1 000 x 0.00001 x 60 000
    const xrp = adopt({ instrumentId: 'XRP/BTC', quantity: '1000', price: '0.00001', leverage: 2 });
    expect(usage(after(xrp))).toMatchObject({ exposure: '600', long: '0', short: '600' });
  });
  test('adopted again, it is counted once', () => {
    expect(typesOf(adopt(), after(adopt()))).toEqual([]);
  });
  test('released, it counts no more; what is not known is not released', () => {
    const release: AccountCommand = {
      type: 'ReleaseReservation',
      at: NOON,
      clientOrderId: 'f1',
      reason: 'canceled: asked',
    };
    expect(typesOf(release, after(adopt()))).toEqual(['ForeignOrderReleased']);
    expect(typesOf(release, after(adopt(), release))).toEqual([]);
    expect(usage(after(adopt(), release)).exposure).toBe('0');
  });
});

describe('a claim', () => {
  test('makes it an entry of its instrument, once and under its request', () => {
    const state = after(adopt(), claim);
    expect(state.foreignOrders.f1).toMatchObject({ claimed: { stop: '57000', target: '60500' } });
    expect(usage(state).instruments).toEqual(['BTC/USDT']);
    expect(typesOf(claim, state)).toEqual([]);
    expect(whyNotClaim(state, claim)).toBe('ALREADY_CLAIMED');
  });
  test.each<[string, Partial<typeof claim>, string]>([
    ['an order that nobody found', { foreignOrderId: 'f9' }, 'UNKNOWN_ORDER'],
    ['no stop', { stop: 'NaN' }, 'STOP_MISSING'],
    ['no target', { target: '0' }, 'TARGET_MISSING'],
    ['a stop above a purchase', { stop: '58500' }, 'WRONG_SIDE_LEVELS'],
    ['a target below it', { target: '57500' }, 'WRONG_SIDE_LEVELS'],
    ['a stop too near', { stop: '57999' }, 'STOP_TOO_NEAR'],
    ['a stop too far', { stop: '55000' }, 'STOP_TOO_WIDE'],
  ])('of %s is refused', (_what, over, code) => {
    const command = { ...claim, ...over };
    expect(whyNotClaim(after(adopt()), command)).toBe(code);
    expect(typesOf(command, after(adopt()))).toEqual([]);
  });
  test('of a sale has its levels the other way round', () => {
    const state = after(adopt({ side: 'sell', leverage: 2 }));
    expect(whyNotClaim(state, claim)).toBe('WRONG_SIDE_LEVELS');
    expect(whyNotClaim(state, { ...claim, stop: '59000', target: '56000' })).toBeUndefined();
  });
  test.each<[string, Partial<AccountState>, string]>([
    ['a halt', { halted: { at: NOON, reason: 'operator' } }, 'HALTED'],
    ['a pause', { pauses: ['startup'] }, 'PAUSED'],
    ['safe mode', { degradation: 3 }, 'DEGRADED'],
    ['the daily loss', { breakers: { dailyLoss: { trippedAt: NOON - 1, until: NOON + 1 } } }, 'DAILY_LOSS'],
    ['the weekly loss', { breakers: { weeklyLoss: { trippedAt: NOON - 2, until: NOON - 1 } } }, 'WEEKLY_LOSS'],
    ['the drawdown', { breakers: { drawdown: { trippedAt: NOON - 1 } } }, 'DRAWDOWN'],
    ['an open position', positions(position('BTC/USDT', 'long', 1, '0.01', '600')), 'POSITION_OPEN'],
  ])('under %s is refused, as any opening is', (_what, gate, code) => {
    expect(whyNotClaim({ ...after(adopt()), ...gate }, claim)).toBe(code);
  });
});

describe('taking it back', () => {
  const cancelRequested = 'ForeignOrderCancelRequested';
  const halt: AccountCommand = { type: 'HaltTrading', at: NOON, reason: 'enough' };

  test('an operator may cancel it, claimed or not, and under one request once', () => {
    const cancel: AccountCommand = {
      type: 'CancelForeignOrder',
      at: NOON,
      foreignOrderId: 'f1',
      reason: 'unknown',
      requestId: 'r2',
    };
    expect(typesOf(cancel, after(adopt()))).toEqual([cancelRequested]);
    expect(typesOf(cancel, after(adopt(), cancel))).toEqual([]);
    expect(typesOf(cancel, after())).toEqual([]);
  });
  test('what takes back every entry takes back the claimed one, once; an unclaimed one is not ours', () => {
    expect(typesOf(halt, after(adopt(), claim))).toEqual(['TradingHalted', cancelRequested]);
    expect(typesOf(halt, after(adopt()))).toEqual(['TradingHalted']);
    const safe: AccountCommand = { type: 'ChangeDegradation', at: NOON, to: 3, reason: 'store slow' };
    expect(typesOf(safe, after(adopt(), claim, halt))).toEqual(['DegradationChanged']);
  });
});
