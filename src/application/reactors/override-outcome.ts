import type { AccountState } from '../../domain/account/account.state.js';
import { positionKey } from '../../domain/account/account.state.js';
import type { CoordinatorState } from '../../domain/coordinator/coordinator.decider.js';
import type { TaskName } from '../../domain/coordinator/tasks.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { Wish } from '../../domain/overrides/override-orders.js';
import type { WhyNot } from './why-not.js';

/** What became of a request. */
export type Outcome = { readonly executed: string } | { readonly refused: WhyNot };

const executed = (sentence: string): Outcome => ({ executed: sentence });
const nothingToDo = (why: string): Outcome => executed(`nothing to do: ${why}`);

/** What is felt of a task that does not run. */
const WITHOUT: Readonly<Record<TaskName, string>> = {
  technical: 'decisions stop when its signals expire',
  regime: 'decisions stop when its signals expire',
  sentiment: 'decisions go without it when its signals expire',
  'trading-decision': 'nothing new is proposed; stops, targets and exits go on',
};

const doneWords = (wish: Wish): string => {
  switch (wish.kind) {
    case 'halt':
      return 'trading is halted';
    case 'clear-halt':
      return 'the halt is cleared';
    case 'pause':
      return 'trading is paused';
    case 'resume':
      return "the operator's pause is lifted";
    case 'clear-streak':
      return 'the streak of losses is cleared';
    case 'review-week':
      return 'the week is reviewed';
    case 'change-limits':
      return `limits changed: ${Object.keys(wish.order.limits).join(', ')}`;
    case 'deposit':
      return `${wish.order.amount} USDT deposited`;
    case 'withdraw':
      return `${wish.order.amount} ${wish.order.currency} withdrawn from the ${wish.order.book} book`;
    case 'transfer':
      return `${wish.order.amount} ${wish.order.currency} moved from ${wish.order.from} to ${wish.order.to}`;
    case 'withdraw-hodl':
      return `${wish.order.quantity} ${wish.order.currency} withdrawn from hodl`;
    case 'claim-order':
      return `order ${wish.order.foreignOrderId} is ours, with stop ${wish.order.stop} and target ${wish.order.target}`;
    case 'cancel-order':
      return `order ${wish.order.foreignOrderId} is to be cancelled`;
    case 'leave-emergency':
      return 'emergency is left for safe mode';
    case 'disable-task':
      return `${wish.order.task} is disabled: ${WITHOUT[wish.order.task]}`;
    case 'enable-task':
      return `${wish.order.task} is enabled: it runs when it is due`;
    default:
      return 'done';
  }
};

const idleWords = (wish: Wish): string => {
  switch (wish.kind) {
    case 'halt':
      return 'trading was halted already';
    case 'clear-halt':
      return 'no halt stands';
    case 'pause':
      return 'an operator has paused trading already';
    case 'resume':
      return 'no pause of an operator stands';
    case 'clear-streak':
      return 'there is no streak of losses';
    case 'review-week':
      return 'no week waits for a review';
    case 'change-limits':
      return 'the limits are these already';
    case 'leave-emergency':
      return 'the desk is not in emergency';
    case 'disable-task':
      return `${wish.order.task} is disabled already`;
    case 'enable-task':
      return `${wish.order.task} is not disabled`;
    default:
      return 'nothing changed';
  }
};

/** Of a closing: the exit that is under way now, whoever began it. */
const closing = (instruments: readonly InstrumentId[], { positions }: AccountState): Outcome => {
  const words = instruments.flatMap((id) => {
    const exit = positions[positionKey('trading', id)]?.exit;
    return exit ? [`${id} is being closed (by ${exit.closer})`] : [];
  });
  return words.length > 0 ? executed(words.join(', ')) : nothingToDo('no position is open');
};

export interface Told {
  readonly wish: Wish;
  readonly overrideId: string;
  /** Account and coordinator after their commands. */
  readonly account: AccountState;
  readonly coordinator: Pick<CoordinatorState, 'requests'>;
  /** The instruments that were told to close. */
  readonly closed: readonly InstrumentId[];
  /** The commands made facts of their own. */
  readonly changed: boolean;
  /** Why the owner of the money or of the order refuses it, where it does. */
  readonly refusal: WhyNot | undefined;
}

/** A request that changed nothing has an outcome too: what is not said to be over would be asked for again. */
export const outcomeOf = (told: Told): Outcome => {
  const { wish, overrideId, account, coordinator, closed, changed, refusal } = told;
  if (wish.kind === 'close-position' || wish.kind === 'close-all') return closing(closed, account);
  // Done before a death that came between the fact of who did it and this one.
  const wasDone = [account.requests, account.deposits, coordinator.requests].some((ids) => ids.includes(overrideId));
  if (changed || wasDone) return executed(doneWords(wish));
  return refusal ? { refused: refusal } : nothingToDo(idleWords(wish));
};
