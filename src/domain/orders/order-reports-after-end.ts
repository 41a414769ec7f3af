import { contradict } from './order-contradictions.js';
import type { OrderReport } from './order-report.js';
import type { OrderFact } from './order.events.js';
import type { ClosedOrder } from './order.state.js';

/** Whether the claim, true or late, means that the venue had the order. */
const speaksOfLife = ({ kind }: OrderReport): boolean =>
  kind === 'accepted' || kind === 'triggered' || kind === 'updated' || kind === 'filled';

const isEnd = (kind: OrderReport['kind']): kind is 'rejected' | 'canceled' | 'expired' =>
  kind === 'rejected' || kind === 'canceled' || kind === 'expired';

/**
 * What a report says about an order that has ended, its execution aside. Late words about its life are normal and say
 * nothing new, and so is the cancel of an order that was filled meanwhile; the rest is recorded and not acted on.
 */
export const decideAfterEnd = (report: OrderReport, state: ClosedOrder): readonly OrderFact[] => {
  const detail = `${report.kind} after ${state.status}`;
  const { kind } = report;
  if (kind === 'cancel-rejected' || kind === 'update-rejected' || kind === state.status) {
    return [];
  }
  switch (state.status) {
    case 'denied':
      return kind === 'rejected' ? [] : contradict(state, 'answer-to-denied', detail);
    case 'rejected':
      return contradict(state, speaksOfLife(report) ? 'alive-and-rejected' : 'two-ends', detail);
    case 'filled':
      return kind === 'rejected' ? contradict(state, 'alive-and-rejected', detail) : [];
    case 'canceled':
    case 'expired':
      return isEnd(kind) ? contradict(state, 'two-ends', detail) : [];
  }
};
