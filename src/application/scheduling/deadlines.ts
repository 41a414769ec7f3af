import type {
  ExitStepped,
  ExitTriggered,
  ProtectionChanged,
  ProtectionLost,
  StopRecalled,
} from '../../domain/account/account.events.js';
import type { OrderFact } from '../../domain/orders/order.events.js';
import { dec, type DecimalString } from '../../domain/shared/decimal.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { SECOND, type UnixMs } from '../../domain/shared/time.js';

/** What is to be done when a clock that a fact started runs out. Plain JSON: it is kept with the engine's checkpoint. */
export type Deadline = {
  readonly dueAt: UnixMs;
  readonly fact: { readonly eventId: string; readonly correlationId: string };
} & (
  | { readonly kind: 'no-answer'; readonly clientOrderId: string; readonly attempt: number }
  | { readonly kind: 'ask-venue'; readonly clientOrderId: string }
  | { readonly kind: 'send-again'; readonly clientOrderId: string; readonly attempt: number }
  | { readonly kind: 'request-again'; readonly clientOrderId: string }
  /** The venue would not cancel it, for this reason. */
  | { readonly kind: 'cancel-refused'; readonly clientOrderId: string; readonly reason: string }
  | {
      readonly kind: 'unprotected';
      readonly instrumentId: string;
      readonly n: number;
      readonly stopOrderId: string;
      /** Base that the stop must have at the venue. */
      readonly quantity: DecimalString;
    }
  | { readonly kind: 'exit-step'; readonly instrumentId: string; readonly exitId: string }
);

/** Open deadlines by what they wait for: a newer one of the same key takes the place of the older. */
export type OpenDeadlines = Readonly<Record<string, Deadline>>;

const drop = (open: OpenDeadlines, key: string): OpenDeadlines => {
  if (!(key in open)) return open;
  const { [key]: _done, ...rest } = open;
  return rest;
};

const orderKey = (clientOrderId: string): string => `order ${clientOrderId}`;
const requestKey = (clientOrderId: string): string => `request ${clientOrderId}`;
const refusedKey = (clientOrderId: string): string => `refused ${clientOrderId}`;
const stopKey = (stopOrderId: string): string => `stop ${stopOrderId}`;
const exitKey = (exitId: string): string => `exit ${exitId}`;

export const keyOf = (deadline: Deadline): string => {
  if (deadline.kind === 'unprotected') return stopKey(deadline.stopOrderId);
  if (deadline.kind === 'request-again') return requestKey(deadline.clientOrderId);
  if (deadline.kind === 'cancel-refused') return refusedKey(deadline.clientOrderId);
  return deadline.kind === 'exit-step' ? exitKey(deadline.exitId) : orderKey(deadline.clientOrderId);
};

type DeadlineFact = OrderFact | ExitTriggered | ExitStepped | StopRecalled | ProtectionChanged | ProtectionLost;

/** A cancel or an amendment that the venue has not answered by then is asked for again: both are safe to repeat. */
export const REQUEST_AGAIN_MS = 5 * SECOND;

/** A stop that the venue has for less than is filled leaves the rest naked: its clock runs on. */
const confirmed = (open: OpenDeadlines, stopOrderId: string, quantity: DecimalString): OpenDeadlines => {
  const deadline = open[stopKey(stopOrderId)];
  if (deadline?.kind !== 'unprotected' || dec(quantity).lt(deadline.quantity)) return open;
  return drop(open, stopKey(stopOrderId));
};

/** A further fill does not turn the clock back for the quantity that has no stop yet. */
const protection = (
  open: OpenDeadlines,
  { n, instrumentId, stopOrderId, quantity, ...data }: ProtectionChanged['data'],
  fact: Deadline['fact'],
): OpenDeadlines => {
  const key = stopKey(stopOrderId);
  const dueAt = Math.min(data.dueAt, open[key]?.dueAt ?? data.dueAt);
  return { ...open, [key]: { kind: 'unprotected', dueAt, instrumentId, n, stopOrderId, quantity, fact } };
};

const onOrder = (open: OpenDeadlines, fact: OrderFact, source: Deadline['fact'], at: UnixMs): OpenDeadlines => {
  const id = 'order' in fact.data ? fact.data.order.clientOrderId : fact.data.clientOrderId;
  switch (fact.type) {
    case 'OrderSubmitted': {
      const { dueAt, attempt } = fact.data;
      return { ...open, [orderKey(id)]: { kind: 'no-answer', dueAt, clientOrderId: id, attempt, fact: source } };
    }
    case 'OrderNotSent': {
      const { dueAt, attempt } = fact.data;
      if (dueAt === undefined) return drop(open, orderKey(id));
      return {
        ...open,
        [orderKey(id)]: { kind: 'send-again', dueAt, clientOrderId: id, attempt: attempt + 1, fact: source },
      };
    }
    case 'OrderSubmissionUncertain':
      return {
        ...open,
        [orderKey(id)]: { kind: 'ask-venue', dueAt: fact.data.dueAt, clientOrderId: id, fact: source },
      };
    case 'OrderCancelRequested':
    case 'OrderUpdateRequested': {
      const dueAt = at + REQUEST_AGAIN_MS;
      return { ...open, [requestKey(id)]: { kind: 'request-again', dueAt, clientOrderId: id, fact: source } };
    }
    case 'OrderAccepted':
      return drop(confirmed(open, id, fact.data.order.quantity), orderKey(id));
    case 'OrderTriggered':
    case 'OrderFilled':
      return drop(confirmed(open, id, fact.data.order.quantity), orderKey(id));
    case 'OrderUpdated':
      return drop(drop(confirmed(open, id, fact.data.order.quantity), orderKey(id)), requestKey(id));
    case 'OrderUpdateRejected':
      return drop(open, requestKey(id));
    case 'OrderCancelRejected': {
      // What we cancel must end: a revoked entry that stays alive for a refused cancel would still fill.
      const { reason } = fact.data;
      const deadline = { kind: 'cancel-refused' as const, dueAt: at + REQUEST_AGAIN_MS, clientOrderId: id, reason };
      return { ...drop(open, requestKey(id)), [refusedKey(id)]: { ...deadline, fact: source } };
    }
    case 'OrderDenied':
    case 'OrderRejected':
    case 'OrderCanceled':
    case 'OrderExpired':
      return [orderKey(id), stopKey(id), requestKey(id), refusedKey(id)].reduce(drop, open);
    default:
      return open;
  }
};

/** Folds one fact of the log into the open deadlines. */
export const foldDeadlines = (open: OpenDeadlines, recorded: RecordedFact): OpenDeadlines => {
  const { eventId, correlationId } = recorded.metadata;
  const source = { eventId, correlationId };
  const fact = { type: recorded.type, data: recorded.data } as DeadlineFact;
  switch (fact.type) {
    case 'ProtectionChanged':
      return fact.data.action === 'watch' ? open : protection(open, fact.data, source);
    case 'ExitTriggered':
    case 'ExitStepped':
    case 'StopRecalled':
    case 'ProtectionLost': {
      const { dueAt, instrumentId, exitId } = fact.data;
      if (exitId === undefined || dueAt === undefined) return open;
      return { ...open, [exitKey(exitId)]: { kind: 'exit-step', dueAt, instrumentId, exitId, fact: source } };
    }
    default:
      if (recorded.type === 'ExitEnded') return drop(open, exitKey((recorded.data as { exitId: string }).exitId));
      return recorded.type.startsWith('Order') ? onOrder(open, fact, source, recorded.metadata.at) : open;
  }
};

/** The one that is due first; equal ones in the order of their keys, so that two runs agree. */
export const nextDeadline = (open: OpenDeadlines): { key: string; deadline: Deadline } | undefined => {
  let best: { key: string; deadline: Deadline } | undefined;
  for (const [key, deadline] of Object.entries(open)) {
    const earlier =
      best === undefined ||
      deadline.dueAt < best.deadline.dueAt ||
      (deadline.dueAt === best.deadline.dueAt && key < best.key);
    if (earlier) best = { key, deadline };
  }
  return best;
};
