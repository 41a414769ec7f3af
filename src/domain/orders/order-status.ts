import type { OrderState, WorkingOrder } from './order.state.js';

/** For people: the state machine's own words, one per order at a time. */
export type OrderStatusText =
  | 'none'
  | 'initialized'
  | 'denied'
  | 'submitted'
  | 'uncertain'
  | 'rejected'
  | 'accepted'
  | 'triggered'
  | 'pending update'
  | 'pending cancel'
  | 'partially filled'
  | 'filled'
  | 'canceled'
  | 'expired';

/** What we wait for comes before what has happened: it is what a reader would act on. */
const workingStatus = ({ asked, fills, triggered }: WorkingOrder): OrderStatusText => {
  if (asked.cancelPending) return 'pending cancel';
  if (asked.update) return 'pending update';
  if (fills.cumQty !== '0') return 'partially filled';
  return triggered ? 'triggered' : 'accepted';
};

export const orderStatusOf = (state: OrderState): OrderStatusText =>
  state.status === 'working' ? workingStatus(state) : state.status;
