import type { AccountState } from '../../../../../../src/domain/account/account.state.js';
import { DAY } from '../../../../../../src/domain/shared/time.js';
import {
  account,
  btcLong,
  DAY_START,
  look,
  MONDAY,
  NOON,
  policy,
  QUOTES,
  saidBy,
  unusable,
  WHOLE,
} from '../../../../../support/risk.js';

const said = saidBy('daily-loss');
const ofState = (changes: Partial<AccountState>, at = NOON) =>
  look(btcLong({ snapshotAt: at }), account(changes), { at, quotes: { 'BTC/USDT': { ...QUOTES['BTC/USDT']!, at } } });
const lost = (usdt: string): Partial<AccountState> => ({ realised: { gross: '0', fees: usdt } });

test.each([
  ['nothing lost', '0', 'pass'],
  ['a gain', '-5000', 'pass'],
  ['just below 2 %', '199.99', 'pass'],
  ['2 %', '200', 'DAILY_LOSS'],
  ['above', '200.01', 'DAILY_LOSS'],
  ['more than there was', '99999', 'DAILY_LOSS'],
])('F-R13 is measured on the opening equity: %s', (_what, loss, outcome) => {
  // Equity now is 11 800: 2 % of that would be more than any of the losses around the limit.
  const balances = { trading: { USDT: '5900' }, allocation: { USDT: '5900' }, hodl: {} };
  expect(said(btcLong(), account({ balances, ...lost(loss) }))).toBe(outcome);
});

test('F-P4 fees are in it', () => {
  expect(ofState({ realised: { gross: '-100', fees: '100' } })).toEqual(['DAILY_LOSS']);
  expect(ofState({ realised: { gross: '-199', fees: '0' } })).toEqual(WHOLE);
});

test('the breaker stands until midnight; a day that nobody opened starts with the look', () => {
  const until = DAY_START + DAY;
  const tripped = { breakers: { dailyLoss: { trippedAt: NOON, until } } };
  expect(ofState(tripped, until - 1)).toEqual(['DAILY_LOSS']);
  expect(ofState(tripped, until)).toEqual(WHOLE);
  expect(ofState(lost('300'), until - 1)).toEqual(['DAILY_LOSS']);
  expect(ofState(lost('300'), until)).toEqual(WHOLE);
});

test('before the first mark it is measured from the opening of the account', () => {
  expect(ofState({ ...lost('300'), day: undefined })).toEqual(['DAILY_LOSS']);
});

test.each(['0', '-1'])('of an opening of %s every loss is the whole, and no loss is none', (equity) => {
  const week = { openedAt: MONDAY, equity: '10000', tradingPnl: '0' };
  const day = { openedAt: DAY_START, equity, tradingPnl: '0' };
  expect(ofState({ week, day })).toEqual(WHOLE);
  expect(ofState({ week, day, ...lost('0.01') })).toEqual(['DAILY_LOSS']);
});

test('the limit is the policy’s', () => {
  const strict = { policy: policy({ dailyLossPct: '0.015' }) };
  expect(ofState({ ...strict, ...lost('149.99') })).toEqual(WHOLE);
  expect(ofState({ ...strict, ...lost('150') })).toEqual(['DAILY_LOSS']);
});

test.each(unusable('no equity'))('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
