import { dec, proportion, text } from '../../shared/decimal.js';
import type {
  ExitStepped,
  FillBooked,
  IntentApproved,
  IntentDenied,
  IntentResized,
  IntentRevoked,
  ReservationReleased,
} from '../account.events.js';
import type { AccountState, OpeningIntent, Reservation } from '../account.state.js';
import { MOST_ASSESSMENTS } from './most-assessments.js';

/** How many recent keys are kept to know a repeat by: more than anything still in flight. */
const MEMORY = 500;

type ReservationFact =
  IntentApproved | IntentResized | IntentDenied | IntentRevoked | ReservationReleased | FillBooked | ExitStepped;

const without = <T extends object>(map: T, key: string): T => {
  if (!(key in map)) return map;
  const { [key as keyof T]: _gone, ...rest } = map;
  return rest as T;
};

const shrink = (reservation: Reservation, leavesQty: string): Reservation => ({
  ...reservation,
  leavesQty,
  notionalUsdt: text(proportion(reservation.notionalUsdt, leavesQty, reservation.leavesQty)),
  reservedUsdt: text(proportion(reservation.reservedUsdt, leavesQty, reservation.leavesQty)),
  marginUsdt: text(proportion(reservation.marginUsdt, leavesQty, reservation.leavesQty)),
});

const approved = (state: AccountState, data: IntentApproved['data']): AccountState => {
  const { order, intent } = data;
  const reservation: Reservation = {
    clientOrderId: order.clientOrderId,
    kind: 'entry',
    instrumentId: order.instrumentId,
    book: 'trading',
    leavesQty: order.quantity,
    notionalUsdt: order.notionalUsdt,
    reservedUsdt: order.reservedUsdt,
    marginUsdt: order.marginUsdt,
    intentId: intent.intentId,
    order,
    intent,
    revoked: false,
  };
  return { ...state, reservations: { ...state.reservations, [order.clientOrderId]: reservation } };
};

/** The newest decision of an instrument waits, or is answered, and with it any older one. */
const waitingAfter = ({ waiting }: AccountState, intent: OpeningIntent, waits: boolean): AccountState['waiting'] =>
  waits ? { ...waiting, [intent.instrumentId]: intent } : without(waiting, intent.instrumentId);

const assessed = (state: AccountState, intent: OpeningIntent, waits = false): AccountState => ({
  ...state,
  waiting: waitingAfter(state, intent, waits),
  assessed: [...state.assessed, `${intent.intentId}#${intent.assessment}`].slice(-MEMORY),
});

/** Refused only for the time that an older entry takes to end: it is judged once more then. */
const mayWait = ({ failed, intent }: IntentDenied['data']): boolean =>
  failed.includes('ENTRY_UNDER_WAY') && intent.assessment < MOST_ASSESSMENTS;

const filled = (state: AccountState, data: FillBooked['data']): AccountState => {
  const others = state.bookedFills.filter((entry) => entry.clientOrderId !== data.clientOrderId);
  const bookedFills = [...others, { clientOrderId: data.clientOrderId, count: data.fillNo + 1 }].slice(-MEMORY);
  const reservation = state.reservations[data.clientOrderId];
  if (!reservation) return { ...state, bookedFills };
  const leaves = dec(reservation.leavesQty).sub(data.quantity);
  const reservations = leaves.lte(0)
    ? without(state.reservations, data.clientOrderId)
    : { ...state.reservations, [data.clientOrderId]: shrink(reservation, text(leaves)) };
  return { ...state, bookedFills, reservations };
};

export const evolveReservations = (state: AccountState, fact: ReservationFact): AccountState => {
  switch (fact.type) {
    case 'IntentApproved':
    case 'IntentResized':
      return assessed(approved(state, fact.data), fact.data.intent);
    case 'IntentDenied':
      return assessed(state, fact.data.intent, mayWait(fact.data));
    case 'IntentRevoked': {
      const reservation = state.reservations[fact.data.clientOrderId];
      if (!reservation) return state;
      return {
        ...state,
        reservations: { ...state.reservations, [reservation.clientOrderId]: { ...reservation, revoked: true } },
      };
    }
    case 'ReservationReleased':
      return { ...state, reservations: without(state.reservations, fact.data.clientOrderId) };
    case 'FillBooked':
      return filled(state, fact.data);
    case 'ExitStepped': {
      const { clientOrderId, instrumentId, book, quantity, intentId, positionId } = fact.data;
      const reservation: Reservation = {
        clientOrderId,
        kind: 'close',
        instrumentId,
        book,
        leavesQty: quantity,
        notionalUsdt: '0',
        reservedUsdt: '0',
        marginUsdt: '0',
        intentId,
        positionId,
        revoked: false,
      };
      return { ...state, reservations: { ...state.reservations, [clientOrderId]: reservation } };
    }
  }
};
