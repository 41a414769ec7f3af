import { BalanceCheck } from '../../../../src/application/desk/balance-check.js';
import type { AccountState } from '../../../../src/domain/account/account.state.js';
import { MINUTE } from '../../../../src/domain/shared/time.js';
import { account, NOON, position, positions } from '../../../support/risk.js';

const foreign: AccountState['foreignOrders'] = {
  f1: {
    foreignOrderId: 'f1',
    venueOrderId: 'V1',
    instrumentId: 'XRP/BTC',
    side: 'buy',
    quantity: '10',
    leavesQty: '10',
    notionalUsdt: '5',
    leverage: 1,
    cancelRequested: false,
  },
};
const usdt = (total: string) => [{ currency: 'USDT' as const, total }];
/** One look a minute; the books hold 10 000 USDT. */
const looks = (state: AccountState, ...totals: readonly string[]) => {
  const check = new BalanceCheck();
  return totals.map((total, n) => check.look(NOON + n * MINUTE, state, usdt(total), []));
};

describe('what two looks prove', () => {
  test('the same difference twice, with both looks; then it begins anew', () => {
    const [first, second, third] = looks(account(), '9990', '9990', '9990');
    const evidence = [NOON, NOON + MINUTE].map((at) => ({ at, ours: '10000', venue: '9990' }));
    expect([first, second, third]).toEqual([[], [{ currency: 'USDT', evidence }], []]);
  });
  test('nothing: another difference, none in between, or two looks too near', () => {
    expect(looks(account(), '9990', '9991').flat()).toEqual([]);
    expect(looks(account(), '9990', '10000.00', '9990').flat()).toEqual([]);
    const check = new BalanceCheck();
    check.look(NOON, account(), usdt('9990'), []);
    expect(check.look(NOON + MINUTE - 1, account(), usdt('9990'), [])).toEqual([]);
  });
  test('nothing while an order may move the currency, one that is not ours too', () => {
    expect(looks(account({ foreignOrders: foreign }), '9990', '9990').flat()).toEqual([]);
  });
  test('a margin position that the venue has not, signed', () => {
    const state = account(positions(position('XRP/USDT', 'short', 2, '1000', '500')));
    const check = new BalanceCheck();
    check.look(NOON, state, usdt('10000'), []);
    expect(check.look(NOON + MINUTE, state, usdt('10000'), [])).toMatchObject([
      { position: { instrumentId: 'XRP/USDT', ours: '-1000', venue: '0' } },
    ]);
    const held = [{ instrumentId: 'XRP/USDT' as const, side: 'short' as const, quantity: '1000' }];
    check.look(NOON + 2 * MINUTE, state, usdt('10000'), held);
    expect(check.isSettled).toBe(true);
  });
  test('F-O4 nothing of what fills in another order than the venue’s have put from one close to a later one', () => {
    // Sold 500 at 0.50 and 500 at 0.52, bought 500 at 0.51 between. The venue closed half of 510: it made 0. The books,
    // which heard of the second sale last, closed the first one at a loss of 5, and what is left cost them 5 more.
    const look = (instrumentId: 'XRP/USDT' | 'XRP/BTC', cost: string, venue: string) => {
      const state = account(positions(position(instrumentId, 'short', 2, '500', '260')));
      const held = [{ instrumentId, side: 'short' as const, quantity: '500', cost }];
      const check = new BalanceCheck();
      check.look(NOON, state, usdt(venue), held);
      return check.look(NOON + MINUTE, state, usdt(venue), held);
    };
    expect(look('XRP/USDT', '255', '10005')).toEqual([]);
    expect(look('XRP/USDT', '255', '10006')).toHaveLength(1);
    expect(look('XRP/USDT', '260', '10005')).toHaveLength(1);
    // At which rate it will be settled nobody knows yet.
    expect(look('XRP/BTC', '255', '10005')).toEqual([]);
    expect(look('XRP/BTC', '260', '10005')).toHaveLength(1);
  });
});
