import type { Lot } from '../../../../src/domain/account/account.state.js';
import type { LotOrder } from '../../../../src/domain/account/lots/lot-order.js';
import { disposeLots, lotsInOrder } from '../../../../src/domain/account/lots/lots.js';
import { account, policy } from '../../../support/risk.js';

const lot = (lotId: string, quantity: string, costUsdt: string, acquiredAt: number): Lot => ({
  lotId,
  book: 'trading',
  currency: 'BTC',
  quantity,
  costUsdt,
  acquiredAt,
});
/** 50, 70, 60 and again 60 a unit. */
const LOTS = [
  lot('old', '1', '50', 1),
  lot('dear', '2', '140', 2),
  lot('mid', '3', '180', 3),
  lot('same', '1', '60', 3),
];

test.each<readonly [LotOrder, readonly string[]]>([
  ['fifo', ['old', 'dear', 'mid', 'same']],
  ['lifo', ['same', 'mid', 'dear', 'old']],
  ['hifo', ['dear', 'mid', 'same', 'old']],
])('%s: %j', (order, expected) => {
  expect(lotsInOrder(LOTS, order).map(({ lotId }) => lotId)).toEqual(expected);
});

test.each<readonly [LotOrder, readonly (readonly [string, string, string, string])[]]>([
  // 2.5 sold for 200, which is 80 each: fee already off.
  [
    'fifo',
    [
      ['old', '1', '80', '30'],
      ['dear', '1.5', '120', '15'],
    ],
  ],
  [
    'lifo',
    [
      ['same', '1', '80', '20'],
      ['mid', '1.5', '120', '30'],
    ],
  ],
  [
    'hifo',
    [
      ['dear', '2', '160', '20'],
      ['mid', '0.5', '40', '10'],
    ],
  ],
])('F-R18 policy key lotOrder = %s decides which gain a sale has', (lotOrder, expected) => {
  const state = account({ lots: LOTS, policy: policy({ lotOrder }) });
  const sale = {
    tradeId: 't',
    book: 'trading' as const,
    currency: 'BTC' as const,
    quantity: '2.5',
    proceedsUsdt: '200',
  };
  const facts = disposeLots(state, 4, sale).map(({ data }) => data);
  expect(facts.map((d) => [d.lotId, d.quantity, d.proceedsUsdt, d.gainUsdt])).toEqual(expected);
});

test('F-P2 parts that do not divide evenly sum to the whole', () => {
  const state = account({ lots: [lot('a', '1', '10', 1), lot('b', '1', '10', 2), lot('c', '1', '10', 3)] });
  const sale = { tradeId: 't', book: 'trading' as const, currency: 'BTC' as const, quantity: '3', proceedsUsdt: '100' };
  const proceeds = disposeLots(state, 4, sale).map(({ data }) => data.proceedsUsdt);
  // A third of 100 to 12 places, half of the rest, and what is left.
  expect(proceeds).toEqual(['33.333333333333', '33.333333333334', '33.333333333333']);
});
