import { dec, proportion, text, type DecimalString } from '../../shared/decimal.js';
import type { FillBooked } from '../account.events.js';
import type { AccountState, ForeignOrder } from '../account.state.js';
import { withRequest } from '../gates/requests.js';
import type { ForeignOrderFact } from './foreign-order.events.js';

const changed = (state: AccountState, id: string, change: Partial<ForeignOrder>): AccountState => {
  const order = state.foreignOrders[id];
  return order ? { ...state, foreignOrders: { ...state.foreignOrders, [id]: { ...order, ...change } } } : state;
};

const filled = (order: ForeignOrder, quantity: DecimalString): Partial<ForeignOrder> => {
  const leaves = dec(order.leavesQty).sub(quantity);
  if (leaves.lte(0)) return { leavesQty: '0', notionalUsdt: '0' };
  const leavesQty = text(leaves);
  return { leavesQty, notionalUsdt: text(proportion(order.notionalUsdt, leavesQty, order.leavesQty)) };
};

const without = (state: AccountState, id: string): AccountState => {
  const { [id]: _gone, ...foreignOrders } = state.foreignOrders;
  return { ...state, foreignOrders };
};

export const evolveForeignOrders = (state: AccountState, fact: ForeignOrderFact | FillBooked): AccountState => {
  switch (fact.type) {
    case 'ForeignOrderAdopted': {
      const order: ForeignOrder = { ...fact.data, cancelRequested: false };
      return { ...state, foreignOrders: { ...state.foreignOrders, [order.foreignOrderId]: order } };
    }
    case 'ForeignOrderClaimed': {
      const { foreignOrderId, stop, target } = fact.data;
      return withRequest(changed(state, foreignOrderId, { claimed: { stop, target } }), fact.data);
    }
    case 'ForeignOrderCancelRequested':
      return withRequest(changed(state, fact.data.foreignOrderId, { cancelRequested: true }), fact.data);
    case 'ForeignOrderReleased':
      return without(state, fact.data.foreignOrderId);
    case 'FillBooked': {
      const order = state.foreignOrders[fact.data.clientOrderId];
      return order ? changed(state, order.foreignOrderId, filled(order, fact.data.quantity)) : state;
    }
  }
};
