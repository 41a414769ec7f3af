/** The way out of the story, and the gates that are shut after it. */
import type { Commit } from './desk-log.js';
import { booked, mark } from './story-money.js';
import { accepted, closeOrder, closingFill, orderCommit, stopOrder, submitted } from './story-orders.js';
import { ACCOUNT, second } from './story-time.js';

export const exit: readonly Commit[] = [
  {
    stream: ACCOUNT,
    at: second(100),
    facts: [
      {
        type: 'ExitTriggered',
        data: {
          positionId: 'position-1',
          exitId: 'exit-1',
          book: 'trading',
          instrumentId: 'BTC/USDT',
          closer: 'target',
          quantity: '0.02',
          reason: 'target reached',
          triggeredAt: second(100),
          cancelStopOrderId: 'stop-1',
          dueAt: second(103),
        },
      },
    ],
  },
  orderCommit(
    'stop-1',
    101,
    { type: 'OrderCancelRequested', data: { order: { ...stopOrder, quantity: '0.02' }, cancelNo: 1, reason: 'exit' } },
    {
      type: 'OrderCanceled',
      data: { order: { ...stopOrder, quantity: '0.02' }, reason: 'asked', cumQty: '0', venueAt: second(101) },
    },
  ),
  {
    stream: ACCOUNT,
    at: second(102),
    facts: [
      {
        type: 'ExitStepped',
        data: {
          positionId: 'position-1',
          intentId: 'intent-1',
          exitId: 'exit-1',
          step: 1,
          clientOrderId: 'close-1',
          book: 'trading',
          instrumentId: 'BTC/USDT',
          side: 'sell',
          leverage: 1,
          quantity: '0.02',
          limit: '62088',
          dueAt: second(105),
        },
      },
    ],
  },
  orderCommit('close-1', 103, ...submitted(closeOrder, 103)),
  orderCommit('close-1', 104, accepted(closeOrder, 'V3'), closingFill),
  {
    stream: ACCOUNT,
    at: second(105),
    facts: [
      booked(closingFill, '48.15', '-0.02', '1243.008'),
      {
        type: 'PositionClosed',
        data: {
          positionId: 'position-1',
          book: 'trading',
          instrumentId: 'BTC/USDT',
          side: 'long',
          leverage: 1,
          intentId: 'intent-1',
          closer: 'target',
          quantity: '0.02',
          exitPrice: '62400',
          grossUsdt: '48.15',
          feesUsdt: '9.7914',
          netUsdt: '38.3586',
          openedAt: second(5),
          closedAt: second(105),
          tradeId: 'trade-3',
        },
      },
      {
        type: 'ExitEnded',
        data: {
          positionId: 'position-1',
          exitId: 'exit-1',
          book: 'trading',
          instrumentId: 'BTC/USDT',
          outcome: 'closed',
        },
      },
      mark(105, '10038.3586', '38.3586', 'fill'),
    ],
  },
];

export const gates: readonly Commit[] = [
  {
    stream: ACCOUNT,
    at: second(200),
    facts: [
      { type: 'TradingPaused', data: { reason: 'operator' } },
      { type: 'TradingHalted', data: { at: second(200), reason: 'drill' } },
    ],
  },
];
