/** How the story's facts of the account are made. */
import type { AccountFact, FillBooked } from '../../src/domain/account/account.events.js';
import type { OrderFilled } from '../../src/domain/orders/order.events.js';
import { second } from './story-time.js';

export const booked = ({ data }: OrderFilled, grossUsdt: string, base: string, quote: string): FillBooked => ({
  type: 'FillBooked',
  data: {
    tradeId: data.tradeId,
    clientOrderId: data.order.clientOrderId,
    fillNo: data.fillNo,
    purpose: data.order.purpose,
    book: data.order.book,
    instrumentId: data.order.instrumentId,
    side: data.order.side,
    leverage: data.order.leverage,
    quantity: data.lastQty,
    price: data.lastPx,
    liquiditySide: data.liquiditySide,
    fee: data.commission,
    feeCurrency: data.commissionCurrency,
    rate: data.rate,
    feeUsdt: data.commission,
    grossUsdt,
    changes: [
      { book: 'trading', currency: 'BTC', amount: base },
      { book: 'trading', currency: 'USDT', amount: quote },
    ],
  },
});

export const protection = (n: number, action: 'place' | 'amend', quantity: string): AccountFact => ({
  type: 'ProtectionChanged',
  data: {
    positionId: 'position-1',
    intentId: 'intent-1',
    book: 'trading',
    instrumentId: 'BTC/USDT',
    side: 'long',
    leverage: 1,
    n,
    action,
    stopOrderId: 'stop-1',
    quantity,
    stop: '59000',
    target: '62400',
    trailing: false,
    breakEven: false,
    reason: 'entry filled',
    since: second(5),
    dueAt: second(35),
  },
});

export const mark = (
  n: number,
  equity: string,
  tradingPnl: string,
  reason: 'first' | 'fill' | 'peak' | 'move',
): AccountFact => ({
  type: 'EquityMarked',
  data: { at: second(n), equity, tradingPnl, unrealised: '0', reason, mids: {} },
});
