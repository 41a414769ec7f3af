import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import { DAY, WEEK } from '../../../../../src/domain/shared/time.js';
import {
  account,
  assess,
  btcLong,
  DAY_START,
  MONDAY,
  NOON,
  policy,
  QUOTES,
  xrpShort,
} from '../../../../support/risk.js';

const look = (command: AssessIntent, state: AccountState = account()) => {
  const { type, data } = assessIntent(command, state);
  if (type === 'IntentDenied') return data.failed;
  return [Number(data.order.notionalUsdt).toFixed(0), type === 'IntentResized' ? data.resizedBy : []];
};
const at = (when: number): AssessIntent =>
  assess(btcLong({ snapshotAt: when }), {
    at: when,
    quotes: { 'BTC/USDT': { ...QUOTES['BTC/USDT']!, at: when } },
  });
const ofWeek = (lost: string, week: Partial<NonNullable<AccountState['week']>> = {}, when = NOON) =>
  look(
    at(when),
    account({
      realised: { gross: '0', fees: lost },
      day: { openedAt: DAY_START, equity: '10000', tradingPnl: `-${lost}` },
      week: { openedAt: MONDAY, equity: '10000', tradingPnl: '0', ...week },
    }),
  );
const WHOLE = ['2000', []];

describe('weekly loss', () => {
  test.each([
    ['just below 5 %', '499.99', WHOLE],
    ['5 %', '500', ['WEEKLY_LOSS']],
    ['above', '500.01', ['WEEKLY_LOSS']],
  ])('F-R13 is measured on the opening equity of the week: %s', (_case, lost, outcome) => {
    expect(ofWeek(lost)).toEqual(outcome);
  });

  test('F-R14 of a week that nobody has opened yet nothing is lost; before the first mark all of it is', () => {
    expect(ofWeek('900', { openedAt: MONDAY - WEEK })).toEqual(WHOLE);
    const state = account({ realised: { gross: '0', fees: '600' }, week: undefined });
    expect(look(assess(btcLong()), state)).toContain('WEEKLY_LOSS');
  });

  test.each([
    ['before Monday, not reviewed', { until: NOON + 1 }, ['WEEKLY_LOSS']],
    ['before Monday, reviewed', { until: NOON + 1, reviewedAt: NOON - DAY }, ['WEEKLY_LOSS']],
    ['on Monday, not reviewed', { until: NOON }, ['WEEKLY_LOSS']],
    ['on Monday, reviewed before', { until: NOON, reviewedAt: NOON - DAY }, WHOLE],
  ])('the breaker stands until both are true: %s', (_case, breaker, outcome) => {
    const state = account({ breakers: { weeklyLoss: { trippedAt: NOON - DAY, ...breaker } } });
    expect(look(assess(btcLong()), state)).toEqual(outcome);
  });
});

describe('spike', () => {
  const candle = { closedAt: NOON, trueRange: '501', previousAtr: '100', movePct: '0.008' };
  const seen = (changes: Partial<typeof candle>, command = assess(btcLong())) => ({
    ...command,
    quotes: { ...QUOTES, 'BTC/USDT': { ...QUOTES['BTC/USDT']!, candle5m: { ...candle, ...changes } } },
  });

  test.each([
    ['at five times the ATR', { trueRange: '500' }, WHOLE],
    ['above, though nobody has recorded it yet', {}, ['1000', ['spike']]],
    ['that was 15 minutes ago', { closedAt: NOON - 900_000 }, WHOLE],
    ['1 ms less', { closedAt: NOON - 899_999 }, ['1000', ['spike']]],
  ])('measures by itself: %s', (_case, changes, outcome) => {
    expect(look(seen(changes))).toEqual(outcome);
  });

  test.each([
    ['while it stands', 'BTC/USDT', NOON + 1, ['1000', ['spike']]],
    ['over at that very millisecond', 'BTC/USDT', NOON, WHOLE],
    ['of another instrument', 'XRP/USDT', NOON + 1, WHOLE],
  ])('the breaker: %s', (_case, instrumentId, until, outcome) => {
    const state = account({ breakers: { spikes: { [instrumentId]: { trippedAt: NOON - 1, until } } } });
    expect(look(assess(btcLong()), state)).toEqual(outcome);
  });

  test('a jump of BTC/USDT is none of XRP/USDT', () => {
    expect(look(seen({}, assess(xrpShort())))).toEqual(['600', []]);
  });
});

describe('losses in a row', () => {
  const breakers = { lossesInARow: { trippedAt: NOON - 1 } };

  test('half of the formula, also where a limit would leave more', () => {
    expect(look(assess(btcLong()), account({ breakers }))).toEqual(['1000', ['streak-size']]);
    const tight = policy({ maxPositionPct: '0.15' });
    expect(look(assess(btcLong()), account({ breakers, policy: tight }))).toEqual([
      '1000',
      ['streak-size', 'position-size'],
    ]);
  });

  test('with a spike it is half, not a quarter: both say the same of one trade', () => {
    const both = { ...breakers, spikes: { 'BTC/USDT': { trippedAt: NOON - 1, until: NOON + 1 } } };
    expect(look(assess(btcLong()), account({ breakers: both }))).toEqual(['1000', ['spike', 'streak-size']]);
  });

  test('a factor of 0 opens nothing, by the name of its breaker; a factor of 1 cuts nothing', () => {
    const zero = policy({ halfSizeFactor: '0' });
    const spikes = { 'BTC/USDT': { trippedAt: NOON - 1, until: NOON + 1 } };
    expect(look(assess(btcLong()), account({ breakers, policy: zero }))[0]).toBe('LOSS_STREAK');
    expect(look(assess(btcLong()), account({ breakers: { spikes }, policy: zero }))[0]).toBe('SPIKE');
    expect(look(assess(btcLong()), account({ breakers, policy: policy({ halfSizeFactor: '1' }) }))).toEqual(WHOLE);
  });
});

test('breakers come before the cooldown, and after the halt', () => {
  const state = account({
    halted: { at: NOON, reason: 'operator' },
    cooldowns: { account: { until: NOON + 1, reason: 'loss' } },
    breakers: { weeklyLoss: { trippedAt: NOON, until: NOON + 1 } },
  });
  expect(look(assess(btcLong()), state)).toEqual(['HALTED', 'WEEKLY_LOSS', 'COOLDOWN']);
});
