import type { OrderStatusText } from '../../domain/orders/order-status.js';
import type { OrderPurpose } from '../../domain/orders/order-terms.js';

/** By what orders can be chosen: for the API and for whoever offers its choices. */
const STATUSES = {
  initialized: true,
  denied: true,
  submitted: true,
  uncertain: true,
  rejected: true,
  accepted: true,
  triggered: true,
  'pending update': true,
  'pending cancel': true,
  'partially filled': true,
  filled: true,
  canceled: true,
  expired: true,
} satisfies Record<Exclude<OrderStatusText, 'none'>, true>;

const PURPOSES = { entry: true, stop: true, close: true, hodl: true } satisfies Record<OrderPurpose, true>;

/** `working` and `ended`, then every status of the state machine. */
export const ORDER_STATES: readonly string[] = ['working', 'ended', ...Object.keys(STATUSES)];
export const ORDER_PURPOSES: readonly string[] = Object.keys(PURPOSES);
