import { limitsInUse } from '../../../../../src/domain/account/risk/limits-in-use.js';
import { HOUR, MINUTE } from '../../../../../src/domain/shared/time.js';
import {
  account,
  DAY_START,
  NOON,
  policy,
  position,
  positions,
  quote,
  QUOTES,
  working,
} from '../../../../support/risk.js';

const QUOTES_OF_ROUND_MIDS = {
  'BTC/USDT': quote('BTC/USDT', '60000', '60000'),
  'XRP/USDT': quote('XRP/USDT', '0.5', '0.5'),
  'XRP/BTC': quote('XRP/BTC', '0.00000833', '0.00000833'),
};

/** A short of 2000 XRP at 2x that has neither won nor lost, an entry of 500 USDT under way, 50 USDT lost today. */
const trading = account({
  ...positions(position('XRP/USDT', 'short', 2, '2000', '1000')),
  ...working('BTC/USDT', 'buy', { notional: '500', reserved: '502' }),
  realised: { gross: '-30', fees: '20' },
});

test('what the rules see, as text', () => {
  expect(limitsInUse(trading, QUOTES_OF_ROUND_MIDS, NOON)).toMatchObject({
    at: NOON,
    policy: { name: 'default', version: 1 },
    equity: '10000',
    unpriced: [],
    exposure: { limit: '6000', used: '1500', share: '0.25' },
    assets: [
      { asset: 'BTC', limit: '4000', used: '0', workingLong: '500', workingShort: '0', share: '0.125' },
      { asset: 'XRP', limit: '4000', used: '-1000', workingLong: '0', workingShort: '0', share: '0.25' },
    ],
    marginUsed: { limit: '5000', used: '500', share: '0.1' },
    openPositions: { limit: '3', used: '2', share: '0.6667' },
    freeFunds: '3998',
    leverage: { ceiling: 5, why: 'policy' },
  });
});

test('a breaker shows its distance to the trip, a gain none', () => {
  const { breakers } = limitsInUse(trading, QUOTES_OF_ROUND_MIDS, NOON);
  const of = (name: string) => breakers.find(({ breaker }) => breaker === name);
  expect(of('daily-loss')).toMatchObject({ now: '0.005', limit: '0.02', share: '0.25', tripped: false });
  expect(of('drawdown')).toMatchObject({ now: '0.005', limit: '0.1', share: '0.05', tripped: false });
  const gained = limitsInUse(account({ realised: { gross: '70', fees: '20' } }), QUOTES, NOON).breakers;
  expect(gained.find(({ breaker }) => breaker === 'drawdown')).toMatchObject({ now: '0', share: '0' });
});

test('a tripped breaker says until when, and is over then', () => {
  const state = account({ breakers: { dailyLoss: { trippedAt: DAY_START, until: NOON + HOUR } } });
  const daily = (at: number) => limitsInUse(state, QUOTES, at).breakers.find(({ breaker }) => breaker === 'daily-loss');
  expect(daily(NOON + HOUR - 1)).toMatchObject({ tripped: true, trippedAt: DAY_START, until: NOON + HOUR });
  expect(daily(NOON + HOUR)).toMatchObject({ tripped: false });
});

test('every breaker is told, a spike for each instrument', () => {
  const candle5m = { closedAt: NOON, trueRange: '300', previousAtr: '100', movePct: '0.005' };
  const quotes = { ...QUOTES, 'BTC/USDT': quote('BTC/USDT', '59994', '60006', { candle5m }) };
  const { breakers } = limitsInUse(account({ executionErrors: { inARow: 2, orders: [] } }), quotes, NOON);
  expect(breakers.map(({ breaker, instrumentId, now }) => [breaker, instrumentId, now])).toEqual([
    ['daily-loss', undefined, '0'],
    ['weekly-loss', undefined, '0'],
    ['drawdown', undefined, '0'],
    ['losses-in-a-row', undefined, '0'],
    ['execution-errors', undefined, '2'],
    ['spike', 'BTC/USDT', '3'],
    ['spike', 'XRP/USDT', undefined],
    ['spike', 'XRP/BTC', undefined],
  ]);
});

test('a weekly loss stands beyond its Monday until somebody has looked', () => {
  const weekly = (at: number, reviewedAt?: number) => {
    const weeklyLoss = { trippedAt: DAY_START, until: NOON, ...(reviewedAt !== undefined && { reviewedAt }) };
    const { breakers } = limitsInUse(account({ breakers: { weeklyLoss } }), QUOTES, at);
    return breakers.find(({ breaker }) => breaker === 'weekly-loss');
  };
  expect(weekly(NOON)).toMatchObject({ tripped: true, until: NOON, reviewed: false });
  expect(weekly(NOON - 1, DAY_START)).toMatchObject({ tripped: true, reviewed: true });
  expect(weekly(NOON, DAY_START)).toMatchObject({ tripped: false });
});

test('after losses in a row the next trade has half of its size', () => {
  const state = account({ breakers: { lossesInARow: { trippedAt: DAY_START } } });
  expect(limitsInUse(state, QUOTES, NOON).streak).toMatchObject({ sizeFactor: '0.5' });
  expect(limitsInUse(account(), QUOTES, NOON).streak).not.toHaveProperty('sizeFactor');
});

test('cooldowns that have run out are none', () => {
  const cooldowns = { account: { until: NOON, reason: 'loss' }, 'BTC/USDT': { until: NOON + 1, reason: 'entry' } };
  expect(limitsInUse(account({ cooldowns }), QUOTES, NOON).cooldowns).toEqual([
    { scope: 'BTC/USDT', reason: 'entry', until: NOON + 1 },
  ]);
});

test.each([
  [2, { minConfidence: '0.6' }, 5],
  [3, { minConfidence: '0.7', maxLeverage: 2 }, 2],
  [5, { minConfidence: '0.8', maxLeverage: 1 }, 1],
])('%i losses in a row cost %j', (losses, cost, ceiling) => {
  const now = limitsInUse(account({ streak: { losses, since: NOON - HOUR } }), QUOTES, NOON);
  expect(now.streak).toMatchObject({ losses, ...cost });
  expect(now.leverage.ceiling).toBe(ceiling);
});

test('the cap of a tier is never above the policy, and counts from equity', () => {
  const { tiers } = limitsInUse(account(), QUOTES, NOON);
  expect(tiers.map(({ minConfidence, maxPosition }) => [minConfidence, maxPosition])).toEqual([
    ['0.85', '2000'],
    ['0.75', '1500'],
    ['0.65', '1000'],
    ['0.6', '500'],
  ]);
});

test('a policy below a tier bounds it', () => {
  const { tiers } = limitsInUse(account({ policy: policy({ maxPositionPct: '0.12' }) }), QUOTES, NOON);
  expect(tiers.map(({ maxPosition }) => maxPosition)).toEqual(['1200', '1200', '1000', '500']);
});

test('coins without a price are missing, not worth nothing', () => {
  const balances = { trading: { USDT: '3000', BTC: '0.02' }, allocation: { USDT: '5000' }, hodl: { XRP: '100' } };
  const { books } = limitsInUse(account({ balances }), {}, NOON);
  expect(books).toMatchObject({ tradingCash: '3000', allocation: '5000' });
  expect(Object.keys(books)).not.toEqual(expect.arrayContaining(['positions']));
  expect(Object.keys(books)).not.toEqual(expect.arrayContaining(['hodl']));
});

test('the parts of the books add up to equity', () => {
  const { books, equity } = limitsInUse(
    account({
      balances: { trading: { USDT: '3000', BTC: '0.02' }, allocation: { USDT: '5000' }, hodl: { XRP: '100' } },
      ...positions(position('BTC/USDT', 'long', 1, '0.02', '1100'), position('XRP/USDT', 'short', 2, '2000', '1040')),
    }),
    QUOTES_OF_ROUND_MIDS,
    NOON,
  );
  expect(books).toMatchObject({
    tradingCash: '3000',
    positions: '1200',
    marginResult: '40',
    tradingBook: '4240',
    allocation: '5000',
    hodl: '50',
    unrealised: '140',
  });
  expect(equity).toBe('9240');
});

test('F-R6 without a price equity is missing, with what is unpriced, and nothing is claimed of it', () => {
  const late = limitsInUse(trading, QUOTES_OF_ROUND_MIDS, NOON + 2 * MINUTE);
  expect(late).not.toHaveProperty('equity');
  expect(late.unpriced).toEqual(['position XRP/USDT']);
  expect(late).toMatchObject({ exposure: {}, marginUsed: {}, openPositions: { limit: '3' } });
  expect(late.exposure).toEqual({});
  expect(late.breakers.find(({ breaker }) => breaker === 'daily-loss')).not.toHaveProperty('now');
  expect(late.books).not.toHaveProperty('marginResult');
  expect(late.prices).toContainEqual({ instrumentId: 'BTC/USDT', ageMs: 2 * MINUTE, maxAgeMs: MINUTE, fresh: false });
});
