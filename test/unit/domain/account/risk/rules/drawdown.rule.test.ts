import type { AccountState } from '../../../../../../src/domain/account/account.state.js';
import {
  account,
  btcLong,
  DAY_START,
  look,
  NOON,
  policy,
  saidBy,
  unusable,
  WHOLE,
} from '../../../../../support/risk.js';

const said = saidBy('drawdown');
/** Lost before today: neither the day nor the week has anything to say of it. */
const lost = (usdt: string, more: Partial<AccountState> = {}) =>
  look(
    btcLong(),
    account({
      day: { openedAt: DAY_START, equity: '10000', tradingPnl: `-${usdt}` },
      realised: { gross: '0', fees: usdt },
      ...more,
    }),
  );

test.each([
  ['nothing lost', '0', WHOLE],
  ['below 10 %', '999.99', WHOLE],
  ['at 10 %', '1000', ['DRAWDOWN']],
  ['above', '1000.01', ['DRAWDOWN']],
])('from the peak over the equity there: %s', (_what, loss, outcome) => {
  expect(lost(loss)).toEqual(outcome);
});

test('F-R11 after the peak is re-anchored a cleared halt does not halt again at once', () => {
  expect(lost('1000')).toEqual(['DRAWDOWN']);
  expect(lost('1000', { breakers: { drawdown: { trippedAt: NOON } } })).toEqual(['DRAWDOWN']);
  expect(lost('1000', { peak: { at: NOON, equity: '9000', tradingPnl: '-1000' } })).toEqual(WHOLE);
});

test('the breaker stands whatever the numbers say', () => {
  expect(lost('0', { breakers: { drawdown: { trippedAt: 0 } } })).toEqual(['DRAWDOWN']);
});

test('before the first mark it is measured from the opening of the account', () => {
  expect(lost('2000', { peak: undefined })).toEqual(['DRAWDOWN']);
});

test.each(['0', '-1'])('of a peak of %s every loss is the whole, and no loss is none', (equity) => {
  const peak = { at: NOON, equity, tradingPnl: '0' };
  expect(lost('0', { peak })).toEqual(WHOLE);
  expect(lost('0.01', { peak })).toEqual(['DRAWDOWN']);
});

test('the limit is the policy’s', () => {
  const strict = { policy: policy({ drawdownPct: '0.03' }) };
  expect(lost('299.99', strict)).toEqual(WHOLE);
  expect(lost('300', strict)).toEqual(['DRAWDOWN']);
});

test.each(unusable('no equity'))('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
