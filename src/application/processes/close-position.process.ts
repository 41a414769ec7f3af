import type { ExitStepped, ExitTriggered, PositionClosed, StopRecalled } from '../../domain/account/account.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Addressed, Moment, Process } from './process.js';

const cancel = (id: string, at: number, reason: string): Addressed => ({
  to: 'order',
  id,
  command: { type: 'RequestCancel', at, reason },
});

const rung = ({ data, metadata }: RecordedFact<ExitStepped>, { at, accountId }: Moment): Addressed => ({
  to: 'order',
  id: data.clientOrderId,
  command: {
    type: 'InitializeOrder',
    at,
    details: {
      clientOrderId: data.clientOrderId,
      accountId,
      book: data.book,
      instrumentId: data.instrumentId,
      side: data.side,
      type: data.limit === undefined ? 'market' : 'limit',
      quantity: data.quantity,
      ...(data.limit === undefined ? {} : { price: data.limit }),
      timeInForce: 'IOC',
      postOnly: false,
      reduceOnly: true,
      leverage: data.leverage,
      purpose: 'close',
      permission: { type: 'ExitStepped', key: `${data.exitId}#${data.step}` },
      intentId: data.intentId,
      correlationId: metadata.correlationId,
      positionId: data.positionId,
      exit: { exitId: data.exitId, step: data.step },
      ...(data.quote ? { quote: data.quote } : {}),
    },
  },
});

/**
 * The way out: a cash stop is cancelled before anything is sold, each rung is one order, and no stop outlives its
 * position (it would open the reverse), nor does a closing order.
 */
export const closePosition: Process = {
  name: 'close position',
  on: {
    ExitTriggered: (fact, { at }) => {
      const { cancelStopOrderId, closer } = (fact as RecordedFact<ExitTriggered>).data;
      return cancelStopOrderId === undefined ? [] : [cancel(cancelStopOrderId, at, `exit: ${closer}`)];
    },
    StopRecalled: (fact, { at }) => [
      cancel((fact as RecordedFact<StopRecalled>).data.stopOrderId, at, 'exit: the market is tried again'),
    ],
    ExitStepped: (fact, moment) => [rung(fact as RecordedFact<ExitStepped>, moment)],
    PositionClosed: (fact, { at }) => {
      const { stopOrderId, closingOrderIds = [], closer } = (fact as RecordedFact<PositionClosed>).data;
      const left = stopOrderId === undefined ? closingOrderIds : [stopOrderId, ...closingOrderIds];
      return left.map((id) => cancel(id, at, `position closed: ${closer}`));
    },
  },
};
