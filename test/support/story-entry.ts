/** Money in, verdict and entry of the story. */
import { DEFAULT_POLICY } from '../../src/domain/account/risk/policy.js';
import type { Commit } from './desk-log.js';
import { booked, mark, protection } from './story-money.js';
import { intent } from './story-opinions.js';
import { accepted, entryOrder, firstFill, orderCommit, secondFill, stopOrder, submitted } from './story-orders.js';
import { ACCOUNT, second } from './story-time.js';

export const opening: readonly Commit[] = [
  {
    stream: ACCOUNT,
    at: second(-60),
    facts: [
      { type: 'AccountOpened', data: { accountId: 'paper', mode: 'paper', policy: DEFAULT_POLICY } },
      {
        type: 'FundsDeposited',
        data: { depositId: 'd1', currency: 'USDT', amount: '10000', trading: '5000', allocation: '5000' },
      },
      { type: 'PeriodOpened', data: { period: 'day', openedAt: second(-60), equity: '10000', tradingPnl: '0' } },
      mark(-60, '10000', '0', 'first'),
    ],
  },
];

export const verdicts: readonly Commit[] = [
  {
    stream: ACCOUNT,
    at: second(2),
    facts: [
      {
        type: 'IntentApproved',
        data: {
          intent: intent('intent-1', 'BTC/USDT', 'long'),
          quotes: {},
          equity: '10000',
          rules: [{ rule: 'halt', input: 'not halted', limit: 'not halted', result: 'pass' }],
          policyVersion: 1,
          order: {
            clientOrderId: 'entry-1',
            instrumentId: 'BTC/USDT',
            side: 'buy',
            quantity: '0.02',
            limit: '60000',
            stop: '59000',
            target: '62400',
            leverage: 1,
            notional: '1200',
            notionalUsdt: '1200',
            reservedUsdt: '1204.8',
            marginUsdt: '0',
            riskUsdt: '29.6',
            approvalExpiresAt: second(12),
            expiresAt: second(900),
          },
        },
      },
      {
        type: 'IntentDenied',
        data: {
          intent: intent('intent-2', 'XRP/USDT', 'short'),
          quotes: {},
          rules: [{ rule: 'regime', input: 'unknown', limit: 'known', result: 'fail', code: 'REGIME_UNKNOWN' }],
          policyVersion: 1,
          code: 'REGIME_UNKNOWN',
          failed: ['REGIME_UNKNOWN'],
        },
      },
    ],
  },
];

export const entry: readonly Commit[] = [
  orderCommit('entry-1', 3, ...submitted(entryOrder, 3)),
  orderCommit('entry-1', 4, accepted(entryOrder, 'V1')),
  orderCommit('entry-1', 5, firstFill),
  {
    stream: ACCOUNT,
    at: second(5),
    facts: [
      booked(firstFill, '0', '0.005', '-301.2'),
      {
        type: 'PositionOpened',
        data: {
          positionId: 'position-1',
          book: 'trading',
          instrumentId: 'BTC/USDT',
          side: 'long',
          leverage: 1,
          intentId: 'intent-1',
          quantity: '0.005',
          price: '60000',
          cost: '300',
          feesUsdt: '1.2',
          levels: { stop: '59000', target: '62400' },
          openedAt: second(5),
          venueAt: second(4),
        },
      },
      { type: 'CooldownStarted', data: { scope: 'BTC/USDT', reason: 'entry', until: second(305) } },
      protection(1, 'place', '0.005'),
      mark(5, '9998.8', '-1.2', 'fill'),
    ],
  },
  orderCommit('stop-1', 6, ...submitted(stopOrder, 6)),
  orderCommit('stop-1', 7, accepted(stopOrder, 'V2')),
  orderCommit('entry-1', 8, secondFill),
  {
    stream: ACCOUNT,
    at: second(8),
    facts: [
      booked(secondFill, '0', '0.015', '-903.4494'),
      {
        type: 'PositionChanged',
        data: {
          positionId: 'position-1',
          book: 'trading',
          instrumentId: 'BTC/USDT',
          quantity: '0.02',
          cost: '1199.85',
          grossUsdt: '0',
          feesUsdt: '4.7994',
          stopFilled: '0',
          tradeId: 'trade-2',
        },
      },
      protection(2, 'amend', '0.02'),
      mark(8, '9995.2006', '-4.7994', 'fill'),
    ],
  },
  orderCommit(
    'stop-1',
    9,
    { type: 'OrderUpdateRequested', data: { order: stopOrder, updateNo: 1, quantity: '0.02', reason: 'entry filled' } },
    { type: 'OrderUpdated', data: { order: { ...stopOrder, quantity: '0.02' }, venueAt: second(9) } },
  ),
];
