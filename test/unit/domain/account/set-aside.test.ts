import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import type { RiskPolicy } from '../../../../src/domain/account/risk/policy.js';
import type { Quotes } from '../../../../src/domain/market/quote.js';
import {
  all,
  btc,
  btcTrade,
  decideAll,
  NOON,
  observe,
  one,
  openAccount,
  priced,
  xrpSold,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;

/** Buys 0.05 BTC at 60 000 and sells them at a price: both fees 0, so the result is 0.05 x the difference. */
const trade = (n: number, px: string, at: number, fee = '0') =>
  btcTrade({ n, px, at, fee, qty: '0.05', lasts: 1_000, quoted: true });
const after = (policy: Partial<RiskPolicy>, ...trades: (readonly AccountCommand[])[]) =>
  decideAll([...openAccount(policy), observe(btc('60000', NOON), NOON), ...trades.flat()]);
const amounts = (facts: Parameters<typeof all>[0]) => all(facts, 'ProfitSetAside').map(({ amountUsdt }) => amountUsdt);

describe('setting profit aside', () => {
  test('a tenth of the net profit goes to the hodl book in the commit of the closing fill, split to the cent', () => {
    const [buy, sell] = trade(1, '62000', NOON + HOUR, '12') as [AccountCommand, AccountCommand];
    const { facts } = after({}, [buy]);
    const closing = given(accountDecider, facts).when(sell);
    // 0.05 x 2 000 - 12 = 88: 8.8, of that a third each 2.93304 -> 2.93, the rest 2.94 stays USDT.
    expect(one(closing.facts, 'ProfitSetAside')).toMatchObject({
      profit: '88',
      formerHigh: '0',
      amountUsdt: '8.8',
      shares: { BTC: '2.93', XRP: '2.93', USDT: '2.94' },
    });
    expect(closing.state.balances).toMatchObject({ trading: { USDT: '5079.2' }, hodl: { USDT: '8.8' } });
  });

  test('openings and peak move by the same, so that no loss is seen where there is none', () => {
    const { state, facts } = after({}, trade(1, '62000', NOON + HOUR));
    expect(amounts(facts)).toEqual(['10']);
    // The day opened with 10 000; the mark of the close is 10 000 + 100 - 10.
    expect([state.day?.equity, state.week?.equity]).toEqual(['9990', '9990']);
    expect(state.lastMark?.equity).toBe('10090');
  });

  test('only what lies above the former high counts: a loss is made good first', () => {
    const trades = [trade(1, '62000', NOON + HOUR), trade(2, '61000', NOON + 2 * HOUR)];
    // +100 -> 10; then -300; then +250 (still 50 below the high); then +150: 100 above it -> 10.
    const { facts, state } = after(
      {},
      trades[0] ?? [],
      trade(2, '54000', NOON + 2 * HOUR),
      trade(3, '65000', NOON + 3 * HOUR),
      trade(4, '63000', NOON + 4 * HOUR),
    );
    expect(amounts(facts)).toEqual(['10', '10']);
    expect(state.hodl.high).toBe('200');
  });

  test('less than 1 USD of new profit waits until it is one', () => {
    const { facts } = after({}, trade(1, '60019', NOON + HOUR), trade(2, '60001', NOON + 2 * HOUR));
    // 0.95, then 1.00: a tenth of it.
    expect(amounts(facts)).toEqual(['0.1']);
  });

  test('no more than 1 000 at once and 5 000 in a UTC day; what a cap cut off is not made up for', () => {
    const policy = { setAsideMaxUsdt: '8', setAsideMaxDayUsdt: '12' };
    const evening = NOON + 2 * HOUR;
    const { facts } = after(
      policy,
      trade(1, '62000', NOON + HOUR),
      trade(2, '62000', evening),
      trade(3, '62000', evening + HOUR),
      trade(4, '60400', NOON + DAY),
    );
    // 10 -> 8; 10 -> 4 of the day's 12; nothing is left of the day; then what the third and the fourth made: 12 -> 8.
    expect(amounts(facts)).toEqual(['8', '4', '8']);
  });

  test('the defaults of the caps are 1 000 and 5 000', () => {
    const { state } = after({});
    expect(state.policy).toMatchObject({ setAsideMaxUsdt: '1000', setAsideMaxDayUsdt: '5000', setAsideShare: '0.10' });
  });

  test.each<readonly [string, Quotes, readonly string[]]>([
    // 1 200 XRP short at 0.5 on 2x: 300 of margin, 2.55 of fees. 5 000 + 100 - 302.55 - 1 200 x 4 = -2.55.
    ['nothing where an open position needs all there is', priced('XRP/USDT', '4.5', NOON + HOUR), []],
    // 1 200 x 3.996 = 4 795.2: 2.25 are left of the 9.74 that are a tenth.
    ['what is left where it needs nearly all', priced('XRP/USDT', '4.496', NOON + HOUR), ['2.25']],
    ['nothing where nobody knows what it needs', {}, []],
  ])('only as much as is free: %s', (_what, xrp, expected) => {
    const [buy, sell] = trade(2, '62000', NOON + HOUR) as [
      AccountCommand,
      Extract<AccountCommand, { type: 'BookFill' }>,
    ];
    const { facts } = after({}, [buy, xrpSold(NOON + HOUR)]);
    const closing = { ...sell, quotes: { ...sell.quotes, ...xrp } };
    expect(amounts(given(accountDecider, facts).when(closing).facts)).toEqual(expected);
  });

  test.each<readonly [keyof RiskPolicy, string, readonly string[]]>([
    ['setAsideShare', '0.2', ['20']],
    ['setAsideShare', '0', []],
    ['setAsideMinUsdt', '101', []],
    ['setAsideMaxUsdt', '3', ['3']],
    ['setAsideMaxDayUsdt', '2', ['2']],
  ])('F-R18 policy key %s = %s is read', (key, value, expected) => {
    expect(amounts(after({ [key]: value }, trade(1, '62000', NOON + HOUR)).facts)).toEqual(expected);
  });

  test.each<readonly [keyof RiskPolicy, object]>([
    ['hodlBtcShare', { BTC: '1', XRP: '3.33', USDT: '5.67' }],
    ['hodlXrpShare', { BTC: '3.33', XRP: '1', USDT: '5.67' }],
  ])('F-R18 policy key %s is read', (key, shares) => {
    const { facts } = after({ [key]: '0.1' }, trade(1, '62000', NOON + HOUR));
    expect(one(facts, 'ProfitSetAside').shares).toEqual(shares);
  });
});
