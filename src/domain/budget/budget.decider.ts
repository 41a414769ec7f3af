import { assert, unreachable } from '../shared/assert.js';
import { add, dec, parseDecimal, text, type DecimalString } from '../shared/decimal.js';
import type { Decider } from '../shared/decider.js';
import type { UnixMs } from '../shared/time.js';
import type { BudgetFact, SpendReserved } from './budget.events.js';

export type BudgetCommand =
  /** Before a call. Nothing is decided where the money does not reach, or the call is known: ask {@link isReserved}. */
  | ({ readonly type: 'ReserveSpend'; readonly at: UnixMs } & SpendReserved['data'])
  | {
      readonly type: 'SettleSpend';
      readonly at: UnixMs;
      readonly callId: string;
      /** USD; more than was reserved is booked as it is. */
      readonly cost: DecimalString;
    }
  | { readonly type: 'ReleaseSpend'; readonly at: UnixMs; readonly callId: string };

interface Reservation {
  readonly occasion: string;
  /** USD. */
  readonly amount: DecimalString;
}

/** The day bounds all of it. */
export interface BudgetState {
  /** USD: what ended calls cost and open ones may cost. */
  readonly spent: DecimalString;
  /** The same by decision cycle or task run. */
  readonly byOccasion: Readonly<Record<string, DecimalString>>;
  /** By call. One that a crash left without an end stays here, and so counts as spent. */
  readonly open: Readonly<Record<string, Reservation>>;
  /** Calls that came to an end: none is reserved for twice. */
  readonly ended: readonly string[];
}

export const isReserved = (state: BudgetState, callId: string): boolean => state.open[callId] !== undefined;
/** Of the day, open reservations included; USD. */
export const spentOf = (state: BudgetState): DecimalString => state.spent;
export const occasionSpent = (state: BudgetState, occasion: string): DecimalString => state.byOccasion[occasion] ?? '0';

/** Money was set apart for it once, whatever became of it. */
export const isKnown = (state: BudgetState, callId: string): boolean =>
  isReserved(state, callId) || state.ended.includes(callId);

/** NaN compares as neither more nor less: it would pass every limit. */
const money = (value: DecimalString): DecimalString => {
  const parsed = parseDecimal(value);
  assert(parsed && !parsed.isNegative(), `${value} is not an amount of money`);
  return text(parsed);
};

const reserve = (state: BudgetState, data: SpendReserved['data']): readonly BudgetFact[] => {
  const { callId, occasion, member } = data;
  const [amount, dayLimit, occasionLimit] = [money(data.amount), money(data.dayLimit), money(data.occasionLimit)];
  if (isKnown(state, callId)) return [];
  if (dec(state.spent).add(amount).gt(dayLimit)) return [];
  if (dec(occasionSpent(state, occasion)).add(amount).gt(occasionLimit)) return [];
  return [{ type: 'SpendReserved', data: { callId, occasion, member, amount, dayLimit, occasionLimit } }];
};

const decide = (command: BudgetCommand, state: BudgetState): readonly BudgetFact[] => {
  switch (command.type) {
    case 'ReserveSpend':
      return reserve(state, command);
    case 'SettleSpend': {
      const { callId } = command;
      const cost = money(command.cost);
      return isReserved(state, callId) ? [{ type: 'SpendSettled', data: { callId, cost } }] : [];
    }
    case 'ReleaseSpend': {
      const { callId } = command;
      return isReserved(state, callId) ? [{ type: 'SpendReleased', data: { callId } }] : [];
    }
    default:
      return unreachable(command, 'budget command');
  }
};

const moved = (state: BudgetState, occasion: string, by: DecimalString) => ({
  spent: add(state.spent, by),
  byOccasion: { ...state.byOccasion, [occasion]: add(occasionSpent(state, occasion), by) },
});

/** The call has come to its end, and this is what it cost. */
const ended = (state: BudgetState, callId: string, cost: DecimalString): BudgetState => {
  const { [callId]: reservation, ...open } = state.open;
  assert(reservation, `no money was reserved for the call ${callId}`);
  const { occasion, amount } = reservation;
  return { ...moved(state, occasion, text(dec(cost).sub(amount))), open, ended: [...state.ended, callId] };
};

const evolve = (state: BudgetState, fact: BudgetFact): BudgetState => {
  switch (fact.type) {
    case 'SpendReserved': {
      const { callId, occasion, amount } = fact.data;
      assert(!isKnown(state, callId), `money for the call ${callId} was reserved before`);
      return {
        ...state,
        ...moved(state, occasion, amount),
        open: { ...state.open, [callId]: { occasion, amount } },
      };
    }
    case 'SpendSettled':
      return ended(state, fact.data.callId, fact.data.cost);
    case 'SpendReleased':
      return ended(state, fact.data.callId, '0');
    default:
      return unreachable(fact, 'budget fact');
  }
};

export const budgetDecider: Decider<BudgetCommand, BudgetState, BudgetFact> = {
  category: 'modelBudget',
  initialState: { spent: '0', byOccasion: {}, open: {}, ended: [] },
  stateVersion: 1,
  evolve,
  decide,
};
