import type { OrderReport } from '../../src/domain/orders/order-report.js';
import type { OrderDetails } from '../../src/domain/orders/order-terms.js';
import type { OrderCommand } from '../../src/domain/orders/order.commands.js';
import { orderDecider } from '../../src/domain/orders/order.decider.js';
import type { OrderFact } from '../../src/domain/orders/order.events.js';
import type { OrderState } from '../../src/domain/orders/order.state.js';

/** Approval at T0, submission a second later, the venue's words from T0 + 2 s. */
export const T0 = 1_700_000_000_000;
export const SUBMITTED_AT = T0 + 1_000;
export const DEADLINE = SUBMITTED_AT + 5_000;
/** From here on a look-up that finds nothing counts. */
export const SETTLED = DEADLINE + 30_000;
export const VENUE_AT = T0 + 2_000;

export const anEntry = (with_: Partial<OrderDetails> = {}): OrderDetails => ({
  clientOrderId: 'order-1',
  accountId: 'paper',
  book: 'trading',
  instrumentId: 'BTC/USDT',
  side: 'buy',
  type: 'limit',
  quantity: '1',
  price: '60000',
  timeInForce: 'GTD',
  expiresAt: T0 + 900_000,
  postOnly: false,
  reduceOnly: false,
  leverage: 1,
  purpose: 'entry',
  permission: { type: 'IntentApproved', key: 'intent-1#1' },
  intentId: 'intent-1',
  correlationId: 'cycle-1',
  levels: { stop: '59000', target: '62500' },
  approvalExpiresAt: T0 + 10_000,
  ...with_,
});

export const aStop = (with_: Partial<OrderDetails> = {}): OrderDetails => ({
  clientOrderId: 'order-1',
  accountId: 'paper',
  book: 'trading',
  instrumentId: 'BTC/USDT',
  side: 'sell',
  type: 'stop-loss',
  quantity: '0.4',
  triggerPrice: '59000',
  timeInForce: 'GTC',
  postOnly: false,
  reduceOnly: true,
  leverage: 1,
  purpose: 'stop',
  permission: { type: 'ProtectionChanged', key: 'position-1#1' },
  intentId: 'intent-1',
  correlationId: 'cycle-1',
  positionId: 'position-1',
  ...with_,
});

export const aClose = (with_: Partial<OrderDetails> = {}): OrderDetails => {
  const { triggerPrice: _, ...stop } = aStop();
  return {
    ...stop,
    type: 'limit',
    price: '59500',
    timeInForce: 'IOC',
    purpose: 'close',
    permission: { type: 'ExitStepped', key: 'exit-1#1' },
    exit: { exitId: 'exit-1', step: 1 },
    ...with_,
  };
};

const about = { clientOrderId: 'order-1', venueAt: VENUE_AT };

/** What the venue says of `order-1`. */
export const says = {
  accepted: (venueOrderId = 'V1'): OrderReport => ({ ...about, kind: 'accepted', venueOrderId }),
  rejected: (reason = 'EOrder:Insufficient funds'): OrderReport => ({ ...about, kind: 'rejected', reason }),
  triggered: (): OrderReport => ({ ...about, kind: 'triggered' }),
  canceled: (reason = 'asked'): OrderReport => ({ ...about, kind: 'canceled', reason }),
  expired: (): OrderReport => ({ ...about, kind: 'expired' }),
  cancelRejected: (reason = 'EOrder:Unknown order'): OrderReport => ({ ...about, kind: 'cancel-rejected', reason }),
  updated: (quantity: string, triggerPrice?: string, venueAt = VENUE_AT): OrderReport => ({
    ...about,
    kind: 'updated',
    quantity,
    ...(triggerPrice !== undefined && { triggerPrice }),
    venueAt,
  }),
  updateRejected: (reason = 'EOrder:Unknown order'): OrderReport => ({ ...about, kind: 'update-rejected', reason }),
  fill: (tradeId: string, lastQty: string, lastPx = '60000', commission = '1'): OrderReport => ({
    ...about,
    kind: 'filled',
    tradeId,
    lastQty,
    lastPx,
    liquiditySide: 'taker',
    commission,
    commissionCurrency: 'USDT',
    rate: '1',
  }),
};

export const initialize = (details: OrderDetails = anEntry()): OrderCommand => ({
  type: 'InitializeOrder',
  at: T0,
  details,
});
export const submit = (attempt = 1, at = SUBMITTED_AT): OrderCommand => ({ type: 'SubmitOrder', at, attempt });
export const report = (said: OrderReport): OrderCommand => ({ type: 'RecordReport', at: VENUE_AT, report: said });
export const uncertain: OrderCommand = { type: 'RecordUncertain', at: T0 + 11_000, detail: 'no answer' };
export const absent = (readAt: number): OrderCommand => ({ type: 'RecordAbsent', at: readAt, readAt });
export const notSent = (attempt = 1, at = SUBMITTED_AT + 10): OrderCommand => ({
  type: 'RecordNotSent',
  at,
  attempt,
  detail: 'EAPI:Rate limit exceeded',
});
export const deny: OrderCommand = { type: 'DenyOrder', at: T0 + 500, code: 'REVOKED', detail: 'halted' };
export const cancel = (reason = 'halted'): OrderCommand => ({
  type: 'RequestCancel',
  at: T0 + 3_000,
  reason,
});
export const update = (quantity: string, triggerPrice?: string): OrderCommand => ({
  type: 'RequestUpdate',
  at: T0 + 3_000,
  quantity,
  ...(triggerPrice !== undefined && { triggerPrice }),
  reason: 'trailed',
});

/** The facts that the commands leave in a new order's stream. */
export const history = (...commands: readonly OrderCommand[]): readonly OrderFact[] => {
  let state = orderDecider.initialState;
  return commands.flatMap((command) => {
    const facts = orderDecider.decide(command, state);
    state = facts.reduce<OrderState>((folded, fact) => orderDecider.evolve(folded, fact), state);
    return facts;
  });
};

export const stateAfter = (...commands: readonly OrderCommand[]): OrderState =>
  history(...commands).reduce<OrderState>((state, fact) => orderDecider.evolve(state, fact), orderDecider.initialState);
