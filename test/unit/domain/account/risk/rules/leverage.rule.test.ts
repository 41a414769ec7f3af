import type { AssessIntent } from '../../../../../../src/domain/account/risk/assess-intent.js';
import { dec } from '../../../../../../src/domain/shared/decimal.js';
import {
  account,
  assess,
  btcLong,
  look,
  NOON,
  policy,
  saidBy,
  unusable,
  xrpBtcLong,
  xrpShort,
} from '../../../../../support/risk.js';

const said = saidBy('leverage');

test('a short and XRP/BTC need 2x, and choppy has none', () => {
  expect(look(xrpShort())).toMatchObject({ leverage: 2 });
  expect(look(xrpBtcLong())).toMatchObject({ leverage: 2 });
  expect(look(xrpShort({ regime: 'choppy' }))).toEqual(['SHORT_NEEDS_MARGIN']);
  expect(look(xrpBtcLong({ regime: 'choppy' }))).toEqual(['LEVERAGE_TOO_HIGH']);
});

test('where margin is disabled, cash is all there is', () => {
  const cashOnly = account({ policy: policy({ marginEnabled: false }) });
  expect(look(xrpShort(), cashOnly)).toEqual(['MARGIN_DISABLED']);
  expect(look(xrpBtcLong(), cashOnly)).toEqual(['MARGIN_DISABLED']);
  expect(look(btcLong(), cashOnly)).toMatchObject({ leverage: 1 });
});

test('the policy’s maximum bounds it', () => {
  const most = (maxLeverage: number) => account({ policy: policy({ maxLeverage }) });
  expect(look(xrpShort(), most(2))).toMatchObject({ leverage: 2 });
  expect(look(xrpShort(), most(1))).toEqual(['SHORT_NEEDS_MARGIN']);
});

test('is the least that funds the order, from the trading book alone', () => {
  const till = (usdt: string, maxLeverage = 5) =>
    account({
      balances: { trading: { USDT: usdt }, allocation: { USDT: String(10_000 - Number(usdt)) }, hodl: {} },
      policy: policy({ allocationShare: '0.95', maxLeverage }),
    });
  const long = btcLong({ targetPct: '0.1' });
  // 2 000 x 1.004 in cash; 2 000 x (1/2 + 0.4 % + 0.025 %) = 1 008.5 at 2x.
  expect(look(long, till('2008'))).toMatchObject({ leverage: 1 });
  expect(look(long, till('2007.99'))).toMatchObject({ leverage: 2 });
  expect(look(long, till('1008.5'))).toMatchObject({ leverage: 2 });
  expect(look(long, till('1008.49'))).toMatchObject({ leverage: 3 });
  expect(look(long, till('500'))).toMatchObject({ leverage: 5 });
  // Nothing funds it: as much as the ceiling carries.
  expect(look(long, till('500', 2))).toMatchObject({ by: ['funds'], leverage: 2 });
});

test.each([
  ['4.99', 4],
  ['5', 3],
  ['7.49', 3],
  ['7.5', 2],
  ['9.99', 2],
])('after a drawdown of %s %%: at most %dx', (percent, most) => {
  const loss = dec(percent).mul(100).toString();
  const lost = account({
    balances: { trading: { USDT: '100' }, allocation: { USDT: '9900' }, hodl: {} },
    policy: policy({ allocationShare: '0.99' }),
    day: { openedAt: NOON, equity: '10000', tradingPnl: `-${loss}` },
    realised: { gross: `-${loss}`, fees: '0' },
  });
  const intent = btcLong({ rawConfidence: '0.75', confidence: '0.75', targetPct: '0.3' });
  expect(look(intent, lost)).toMatchObject({ leverage: most });
});

test('after 3 losses in a row 2x, after 5 cash only', () => {
  const after = (losses: number) => account({ streak: { losses, since: NOON } });
  expect(look(xrpBtcLong(), after(4))).toMatchObject({ leverage: 2 });
  expect(look(xrpBtcLong(), after(5))).toEqual(['LEVERAGE_TOO_HIGH']);
  expect(look(xrpShort({ confidence: '0.8', rawConfidence: '0.8' }), after(5))).toEqual(['SHORT_NEEDS_MARGIN']);
});

test('after a cleared drawdown halt: cash only until the end of its time', () => {
  const cash = (until: number) => account({ breakers: { cashOnlyUntil: until } });
  expect(look(xrpShort(), cash(NOON + 1))).toEqual(['SHORT_NEEDS_MARGIN']);
  expect(look(xrpShort(), cash(NOON))).toMatchObject({ leverage: 2 });
});

test('F-R5 what the venue allows is believed where it is a whole number from 1, and bounds', () => {
  const venue = (maxLeverage: unknown) =>
    ({ instrument: { ...assess(xrpShort()).instrument, maxLeverage } }) as Partial<AssessIntent>;
  for (const bad of [NaN, 0, -1, 2.5, Infinity, undefined, null, '2'])
    expect(look(xrpShort(), account(), venue(bad))).toEqual(['LEVERAGE_INVALID']);
  expect(look(xrpShort(), account(), venue(1))).toEqual(['SHORT_NEEDS_MARGIN']);
  expect(look(xrpShort(), account(), venue(2))).toMatchObject({ leverage: 2 });
  expect(look(xrpShort(), account(), venue(1_000_000))).toMatchObject({ leverage: 2 });
});

test.each(unusable('an unknown instrument', 'a confidence that is no number', 'an unknown regime', 'no equity'))(
  'is skipped for %s',
  (_what, ...proposal) => {
    expect(said(...proposal)).toBe('skipped');
  },
);
