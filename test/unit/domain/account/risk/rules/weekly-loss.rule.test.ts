import type { AccountState } from '../../../../../../src/domain/account/account.state.js';
import { DAY, WEEK } from '../../../../../../src/domain/shared/time.js';
import {
  account,
  btcLong,
  DAY_START,
  look,
  MONDAY,
  NOON,
  policy,
  saidBy,
  unusable,
  WHOLE,
} from '../../../../../support/risk.js';

const said = saidBy('weekly-loss');
/** Lost since Monday, and nothing of it today. */
const ofWeek = (
  lost: string,
  week: Partial<NonNullable<AccountState['week']>> = {},
  more: Partial<AccountState> = {},
) =>
  look(
    btcLong(),
    account({
      realised: { gross: '0', fees: lost },
      day: { openedAt: DAY_START, equity: '10000', tradingPnl: `-${lost}` },
      week: { openedAt: MONDAY, equity: '10000', tradingPnl: '0', ...week },
      ...more,
    }),
  );

test.each([
  ['nothing lost', '0', WHOLE],
  ['just below 5 %', '499.99', WHOLE],
  ['5 %', '500', ['WEEKLY_LOSS']],
  ['above', '500.01', ['WEEKLY_LOSS']],
])('F-R13 is measured on the opening equity of the week: %s', (_what, lost, outcome) => {
  expect(ofWeek(lost)).toEqual(outcome);
});

test('F-R14 of a week that nobody has opened yet nothing is lost; before the first mark all of it is', () => {
  expect(ofWeek('900', { openedAt: MONDAY - WEEK })).toEqual(WHOLE);
  const state = account({ realised: { gross: '0', fees: '600' }, week: undefined });
  expect(look(btcLong(), state)).toContain('WEEKLY_LOSS');
});

test.each(['0', '-1'])('of an opening of %s every loss is the whole, and no loss is none', (equity) => {
  expect(ofWeek('0', { equity })).toEqual(WHOLE);
  expect(ofWeek('0.01', { equity })).toEqual(['WEEKLY_LOSS']);
});

test.each([
  ['before Monday, not reviewed', { until: NOON + 1 }, ['WEEKLY_LOSS']],
  ['before Monday, reviewed', { until: NOON + 1, reviewedAt: NOON - DAY }, ['WEEKLY_LOSS']],
  ['on Monday, not reviewed', { until: NOON }, ['WEEKLY_LOSS']],
  ['on Monday, reviewed before', { until: NOON, reviewedAt: NOON - DAY }, WHOLE],
])('the breaker stands until both are true: %s', (_what, breaker, outcome) => {
  expect(look(btcLong(), account({ breakers: { weeklyLoss: { trippedAt: NOON - DAY, ...breaker } } }))).toEqual(
    outcome,
  );
});

test('the limit is the policy’s', () => {
  const strict = { policy: policy({ weeklyLossPct: '0.03' }) };
  expect(ofWeek('299.99', {}, strict)).toEqual(WHOLE);
  expect(ofWeek('300', {}, strict)).toEqual(['WEEKLY_LOSS']);
});

test.each(unusable('no equity'))('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
