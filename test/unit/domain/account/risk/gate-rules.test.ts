import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import { RISK_RULES } from '../../../../../src/domain/account/risk/rules/index.js';
import type { OpeningIntent } from '../../../../../src/domain/account/risk/verdict.js';
import { DAY } from '../../../../../src/domain/shared/time.js';
import {
  account,
  assess,
  btcLong,
  DAY_START,
  MONDAY,
  NOON,
  policy,
  quote,
  QUOTES,
  xrpBtcLong,
  xrpShort,
} from '../../../../support/risk.js';

const failed = (command: AssessIntent, state: AccountState = account()) => {
  const fact = assessIntent(command, state);
  return fact.type === 'IntentDenied' ? fact.data.failed : [];
};
const ofIntent = (changes: Partial<OpeningIntent>) => failed(assess(btcLong(changes)));
const ofState = (changes: Partial<AccountState>, at = NOON) => {
  const quotes = { 'BTC/USDT': { ...QUOTES['BTC/USDT']!, at } };
  return failed(assess(btcLong({ snapshotAt: at }), { at, quotes }), account(changes));
};
const btcQuoteAt = (at: number) => ({ ...QUOTES, 'BTC/USDT': { ...QUOTES['BTC/USDT']!, at } });

test.each([
  ['first assessment', { assessment: 1 }, []],
  ['second', { assessment: 2 }, []],
  ['third', { assessment: 3 }, ['INVALID_NUMBER']],
  ['snapshot of 120 s ago', { snapshotAt: NOON - 120_000 }, []],
  ['1 ms older', { snapshotAt: NOON - 120_001 }, ['STALE_PROPOSAL']],
  ['snapshot of the future', { snapshotAt: NOON + 1 }, ['STALE_PROPOSAL']],
  ['snapshot at no time', { snapshotAt: NaN }, ['STALE_PROPOSAL']],
  ['entry 2 % below the mid', { entry: '58800' }, []],
  ['a little further', { entry: '58799.9' }, ['ENTRY_TOO_FAR']],
  ['entry 2 % above the mid', { entry: '61200' }, []],
  ['a little more', { entry: '61200.1' }, ['ENTRY_TOO_FAR']],
  ['a target in percent points', { targetPct: '3.92' }, ['INVALID_NUMBER', 'TARGET_MISSING']],
] as const)('validity: %s', (_case, changes, codes) => {
  // A limit below the market leaves its stop below it too.
  expect(ofIntent(changes)).toEqual(codes);
});

test('levels: a short target at zero is on no side, one tick above it is on the right one', () => {
  expect(failed(assess(xrpShort({ targetPct: '1' })))).toEqual(['WRONG_SIDE_LEVELS']);
  expect(failed(assess(xrpShort({ targetPct: '0.99999' })))).toEqual([]);
  expect(ofIntent({ stopPct: '-0.02' })).toEqual(['WRONG_SIDE_LEVELS', 'STOP_MISSING']);
});

test('F-R7 price: 60 s old is fresh, 1 ms more is stale, none is missing, and the verdict says which', () => {
  expect(failed(assess(btcLong(), { quotes: btcQuoteAt(NOON - 60_000) }))).toEqual([]);
  expect(failed(assess(btcLong(), { quotes: btcQuoteAt(NOON - 60_001) }))).toEqual(['PRICE_STALE']);
  expect(failed(assess(btcLong(), { quotes: {} }))).toEqual(['PRICE_MISSING']);
  const crossed = { 'BTC/USDT': quote('BTC/USDT', '60006', '59994') };
  expect(failed(assess(btcLong(), { quotes: crossed }))).toEqual(['PRICE_MISSING']);
});

test('price: XRP/BTC is denied on a stale or missing BTC/USDT', () => {
  expect(failed(assess(xrpBtcLong()))).toEqual([]);
  expect(failed(assess(xrpBtcLong(), { quotes: btcQuoteAt(NOON - 60_001) }))).toEqual(['PRICE_STALE']);
  expect(failed(assess(xrpBtcLong(), { quotes: { 'XRP/BTC': QUOTES['XRP/BTC']! } }))).toEqual(['PRICE_MISSING']);
});

test('F-R6 equity that is missing, zero, negative or no number denies openings, and nothing skips the percentages', () => {
  const trading = (balance: Record<string, string>) => ({
    balances: { trading: balance, allocation: {}, hodl: { USDT: '99999' } },
  });
  expect(ofState(trading({ USDT: '5000' }))).toEqual([]);
  for (const usdt of ['0', '-1', 'NaN', 'Infinity']) expect(ofState(trading({ USDT: usdt }))[0]).toBe('EQUITY_MISSING');
  expect(ofState(trading({}))[0]).toBe('EQUITY_MISSING');
  // XRP has no price here, so nobody knows what the account is worth.
  expect(ofState(trading({ USDT: '5000', XRP: '100' }))[0]).toBe('EQUITY_MISSING');
});

test('regime and degradation: unknown, words that are none, and level 3 open nothing', () => {
  expect(ofIntent({ regime: 'unknown' })[0]).toBe('REGIME_UNKNOWN');
  for (const word of ['trending_up', 'constructor', '__proto__', '']) {
    expect(ofIntent({ regime: word as 'unknown' })[0]).toBe('REGIME_UNKNOWN');
  }
  expect(ofState({ degradation: 2 })).toEqual([]);
  for (const level of [3, 4, NaN]) expect(ofState({ degradation: level })).toEqual(['DEGRADED']);
});

test('F-R2 halt and pause are read from the account stream; what a caller adds to its command changes nothing', () => {
  const halted = { halted: { at: NOON, reason: 'operator' } };
  const command = { ...assess(btcLong()), state: account(), halted: undefined };
  expect(failed(command, account(halted))).toEqual(['HALTED']);
  expect(failed(command, account({ pauses: ['startup'] }))).toEqual(['PAUSED']);
  expect(failed(command, account())).toEqual([]);
});

test.each([
  ['just below 2 %', '199.99', []],
  ['2 %', '200', ['DAILY_LOSS']],
  ['above', '200.01', ['DAILY_LOSS']],
])('F-R13 daily loss is measured on the opening equity: %s', (_case, loss, codes) => {
  // Equity now is 11 800: 2 % of that would be more than any of these losses.
  const balances = { trading: { USDT: '5900' }, allocation: { USDT: '5900' }, hodl: {} };
  expect(ofState({ balances, realised: { gross: '0', fees: loss } })).toEqual(codes);
});

test('F-P4 fees are in the daily loss', () => {
  expect(ofState({ realised: { gross: '-100', fees: '100' } })).toEqual(['DAILY_LOSS']);
  expect(ofState({ realised: { gross: '-199', fees: '0' } })).toEqual([]);
});

test('daily loss: the breaker stands until midnight; a day that nobody opened starts with the look', () => {
  const until = DAY_START + DAY;
  const tripped = { breakers: { dailyLoss: { trippedAt: NOON, until } } };
  expect(ofState(tripped, until - 1)).toEqual(['DAILY_LOSS']);
  expect(ofState(tripped, until)).toEqual([]);
  const lost = { realised: { gross: '-300', fees: '0' } };
  expect(ofState(lost, until - 1)).toEqual(['DAILY_LOSS']);
  expect(ofState(lost, until)).toEqual([]);
  expect(ofState({ ...lost, day: undefined })).toEqual(['DAILY_LOSS']);
  const week = { openedAt: MONDAY, equity: '10000', tradingPnl: '0' };
  expect(ofState({ week, day: { openedAt: DAY_START, equity: '0', tradingPnl: '0' } })).toEqual(['DAILY_LOSS']);
});

test.each([
  ['below', '999.99', []],
  ['at', '1000', ['DRAWDOWN']],
  ['above', '1000.01', ['DRAWDOWN']],
])('drawdown from the peak over the equity there: %s 10 %%', (_case, loss, codes) => {
  const quietDay = { openedAt: DAY_START, equity: '10000', tradingPnl: `-${loss}` };
  expect(ofState({ day: quietDay, realised: { gross: '0', fees: loss } })).toEqual(codes);
});

test('F-R11 after the peak is re-anchored a cleared halt does not halt again at once', () => {
  const lost = {
    day: { openedAt: DAY_START, equity: '9000', tradingPnl: '-1000' },
    realised: { gross: '-1000', fees: '0' },
  };
  expect(ofState(lost)).toEqual(['DRAWDOWN']);
  expect(ofState({ ...lost, breakers: { drawdown: { trippedAt: NOON } } })).toEqual(['DRAWDOWN']);
  expect(ofState({ ...lost, peak: { at: NOON, equity: '9000', tradingPnl: '-1000' } })).toEqual([]);
});

test('drawdown: before the first mark it is measured from the opening of the account', () => {
  const day = { openedAt: DAY_START, equity: '10000', tradingPnl: '-2000' };
  expect(ofState({ day, peak: undefined, realised: { gross: '-2000', fees: '0' } })).toEqual(['DRAWDOWN']);
});

test('cooldowns: of the instrument and of the account, over at the millisecond, others wait for nobody', () => {
  const wait = { until: NOON + 1, reason: 'loss' };
  const over = { until: NOON, reason: 'loss' };
  expect(ofState({ cooldowns: { account: wait } })).toEqual(['COOLDOWN']);
  expect(ofState({ cooldowns: { 'BTC/USDT': wait, account: over } })).toEqual(['COOLDOWN']);
  expect(ofState({ cooldowns: { 'BTC/USDT': over, 'XRP/USDT': wait } })).toEqual([]);
});

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
