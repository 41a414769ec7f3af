import { unreachable } from '../shared/assert.js';
import type { Decider } from '../shared/decider.js';
import { evolveOrder } from './order-evolution.js';
import { recordReport } from './order-reports.js';
import { requestCancel, requestUpdate } from './order-requests.js';
import {
  adoptOrder,
  denyOrder,
  initializeOrder,
  recordAbsent,
  recordNotSent,
  recordUncertain,
  submitOrder,
} from './order-submission.js';
import type { OrderCommand } from './order.commands.js';
import type { OrderFact } from './order.events.js';
import type { OrderState } from './order.state.js';

const decide = (command: OrderCommand, state: OrderState): readonly OrderFact[] => {
  switch (command.type) {
    case 'InitializeOrder':
      return initializeOrder(command, state);
    case 'AdoptOrder':
      return adoptOrder(command, state);
    case 'SubmitOrder':
      return submitOrder(command, state);
    case 'RecordNotSent':
      return recordNotSent(command, state);
    case 'RecordUncertain':
      return recordUncertain(command, state);
    case 'RecordAbsent':
      return recordAbsent(command, state);
    case 'RecordReport':
      return recordReport(command, state);
    case 'DenyOrder':
      return denyOrder(command, state);
    case 'RequestCancel':
      return requestCancel(command, state);
    case 'RequestUpdate':
      return requestUpdate(command, state);
    default:
      return unreachable(command, 'order command');
  }
};

/** One order's life at a venue, stream `order-<clientOrderId>`. */
export const orderDecider: Decider<OrderCommand, OrderState, OrderFact> = {
  category: 'order',
  initialState: { status: 'none' },
  stateVersion: 2,
  evolve: evolveOrder,
  decide,
};
