import type { ForeignOrder } from '../../../../../../src/domain/account/account.state.js';
import { account, btcLong, look, saidBy, unusable, WHOLE, WHOLE_SHORT, xrpShort } from '../../../../../support/risk.js';

const said = saidBy('foreign-order');
/** Somebody else's bid for a little BTC, far below. */
const theirs: ForeignOrder = {
  foreignOrderId: 'theirs',
  venueOrderId: 'OQCLML-BW3P3-BUCMWZ',
  instrumentId: 'BTC/USDT',
  side: 'buy',
  quantity: '0.001',
  leavesQty: '0.001',
  price: '50000',
  notionalUsdt: '50',
  leverage: 1,
  cancelRequested: false,
};
const claimed: ForeignOrder = { ...theirs, claimed: { stop: '49000', target: '52000' } };

test('one order at the venue that nobody approved is enough, however small', () => {
  expect(look(btcLong(), account())).toEqual(WHOLE);
  expect(look(btcLong(), account({ foreignOrders: { theirs } }))).toEqual(['ADOPTED_ORDER']);
  const nearly = { ...theirs, leavesQty: '0.00000001' };
  expect(said(btcLong(), account({ foreignOrders: { theirs: nearly } }))).toBe('ADOPTED_ORDER');
});

test('it closes its own instrument alone', () => {
  expect(look(xrpShort(), account({ foreignOrders: { theirs } }))).toEqual(WHOLE_SHORT);
});

test('asked to be cancelled it still works; claimed it is ours', () => {
  const leaving = { ...theirs, cancelRequested: true };
  expect(said(btcLong(), account({ foreignOrders: { theirs: leaving } }))).toBe('ADOPTED_ORDER');
  expect(said(btcLong(), account({ foreignOrders: { theirs: claimed } }))).toBe('pass');
  expect(said(btcLong(), account({ foreignOrders: { claimed, theirs } }))).toBe('ADOPTED_ORDER');
});

test.each(unusable('an unknown instrument'))('is skipped for %s', (_what, ...proposal) => {
  expect(said(...proposal)).toBe('skipped');
});
