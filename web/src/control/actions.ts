import { TASK_NAMES } from '../../../src/domain/coordinator/tasks.js';
import type { OverrideKind } from '../../../src/domain/overrides/override-orders.js';

/** What an action asks for beside its reason. */
export type Field =
  | { readonly name: string; readonly label: string; readonly from: readonly string[] }
  | { readonly name: string; readonly label: string; readonly from: 'positions' | 'adopted orders' | 'limits' }
  | { readonly name: string; readonly label: string; readonly hint: string; readonly optional?: true };

export interface Action {
  readonly kind: OverrideKind;
  readonly name: string;
  /** What will happen, in full sentences. */
  readonly will: string;
  readonly fields: readonly Field[];
  /** What must be typed within 60 s before it is done. */
  readonly word?: string;
}

export interface ActionGroup {
  readonly title: string;
  readonly actions: readonly Action[];
}

const INSTRUMENTS = ['BTC/USDT', 'XRP/USDT', 'XRP/BTC'];
const BOOKS = ['trading', 'allocation', 'hodl'];
const CURRENCIES = ['USDT', 'BTC', 'XRP'];

const stop: Field = { name: 'stop', label: 'Stop', hint: 'price where it is closed at a loss' };
const target: Field = { name: 'target', label: 'Target', hint: 'price where it is closed with a gain' };
const currency: Field = { name: 'currency', label: 'Currency', from: CURRENCIES };
const amount: Field = { name: 'amount', label: 'Amount', hint: 'in that currency, as 250.5' };

const TRADING: ActionGroup = {
  title: 'Trading',
  actions: [
    {
      kind: 'halt',
      name: 'Halt',
      will: 'Nothing is opened any more, and approved entries are taken back. Open positions keep their stops and targets. Only an administrator can lift a halt.',
      fields: [],
    },
    {
      kind: 'clear-halt',
      name: 'Clear the halt',
      will: 'The desk may open positions again at once. After a drawdown halt the peak is anchored anew, and for 7 days there is no leverage.',
      fields: [],
      word: 'CLEAR HALT',
    },
    {
      kind: 'pause',
      name: 'Pause',
      will: 'Nothing new is approved until you resume. What is approved already goes on.',
      fields: [],
    },
    {
      kind: 'resume',
      name: 'Resume',
      will: 'Ends the pause of an operator. Other reasons for a pause stay until they end by themselves.',
      fields: [],
    },
    {
      kind: 'leave-emergency',
      name: 'Leave emergency',
      will: 'The desk goes from emergency to safe mode: it still opens nothing until its components have recovered.',
      fields: [],
      word: 'LEAVE EMERGENCY',
    },
  ],
};

const POSITIONS: ActionGroup = {
  title: 'Positions',
  actions: [
    {
      kind: 'close-position',
      name: 'Close one position',
      will: 'The position is sold or bought back: by limits first, at market after about 10 s. Nothing of the desk may refuse it.',
      fields: [{ name: 'instrumentId', label: 'Position', from: 'positions' }],
    },
    {
      kind: 'close-all',
      name: 'Close all positions',
      will: 'Every position of the trading book is closed as above. The desk may open new ones afterwards: halt it first if it must not.',
      fields: [],
      word: 'CLOSE ALL',
    },
    {
      kind: 'open-position',
      name: 'Open a position by hand',
      will: 'The risk engine judges it like any other opening, and gives it the size and leverage of the lowest tier. Stop and target are mandatory.',
      fields: [
        { name: 'instrumentId', label: 'Instrument', from: INSTRUMENTS },
        { name: 'direction', label: 'Direction', from: ['long', 'short'] },
        stop,
        target,
        { name: 'entry', label: 'Limit', hint: 'empty: the price of now', optional: true },
      ],
    },
  ],
};

const adopted: Field = { name: 'foreignOrderId', label: 'Order', from: 'adopted orders' };

const ADOPTED: ActionGroup = {
  title: 'Adopted orders',
  actions: [
    {
      kind: 'claim-order',
      name: 'Claim an adopted order',
      will: 'The order stays at the venue and is ours from now on; what it fills gets this stop and this target.',
      fields: [adopted, stop, target],
    },
    {
      kind: 'cancel-order',
      name: 'Cancel an adopted order',
      will: 'The venue is asked to cancel it. What it has filled already stays.',
      fields: [adopted],
    },
  ],
};

const RISK: ActionGroup = {
  title: 'Risk',
  actions: [
    {
      kind: 'clear-streak',
      name: 'Clear the streak',
      will: 'Losses in a row count from zero again: size, leverage and confidence are no longer bounded by them.',
      fields: [],
    },
    {
      kind: 'review-week',
      name: 'Review the week',
      will: 'You say that you have looked at the week that lost too much. Trading at full size goes on when its week is over, too.',
      fields: [],
    },
    {
      kind: 'change-limits',
      name: 'Change a limit',
      will: 'The next verdict uses it, under a new version of the policy. Nothing can be set above its hard cap.',
      fields: [
        { name: 'limit', label: 'Limit', from: 'limits' },
        { name: 'value', label: 'New value', hint: 'fractions as 0.05 for 5 %' },
      ],
      word: 'CHANGE LIMITS',
    },
  ],
};

const task: Field = { name: 'task', label: 'Task', from: TASK_NAMES };

const SCHEDULE: ActionGroup = {
  title: 'Schedule',
  actions: [
    {
      kind: 'disable-task',
      name: 'Disable a task',
      will: 'It is not started any more, also after a restart; a run that is under way comes to its end. Without technical or regime decisions stop when their signals expire. Stops, targets and exits go on.',
      fields: [task],
    },
    {
      kind: 'enable-task',
      name: 'Enable a task',
      will: 'It runs again when it is due.',
      fields: [task],
    },
  ],
};

const MONEY: ActionGroup = {
  title: 'Money',
  actions: [
    {
      kind: 'deposit',
      name: 'Deposit',
      will: 'USDT that came in are shared between the trading and the allocation book. A deposit is no profit.',
      fields: [{ ...amount, hint: 'USDT, as 250.5' }],
    },
    {
      kind: 'withdraw',
      name: 'Withdraw',
      will: 'Money leaves a book, as far as nothing needs it. The desk books it; moving it is up to you.',
      fields: [{ name: 'book', label: 'Book', from: ['trading', 'allocation'] }, currency, amount],
      word: 'WITHDRAW',
    },
    {
      kind: 'transfer',
      name: 'Transfer',
      will: 'Money goes from one book to another, as far as nothing needs it.',
      fields: [
        { name: 'from', label: 'From', from: BOOKS },
        { name: 'to', label: 'To', from: [...BOOKS].reverse() },
        currency,
        amount,
      ],
    },
    {
      kind: 'withdraw-hodl',
      name: 'Withdraw from hodl',
      will: 'What was set aside leaves the desk. The desk books it; moving it is up to you.',
      fields: [
        { name: 'currency', label: 'Currency', from: ['BTC', 'XRP', 'USDT'] },
        { name: 'quantity', label: 'Quantity', hint: 'in that currency, as 0.01' },
      ],
      word: 'WITHDRAW',
    },
  ],
};

export const ACTION_GROUPS: readonly ActionGroup[] = [TRADING, POSITIONS, ADOPTED, RISK, SCHEDULE, MONEY];

const BY_KIND = new Map(
  ACTION_GROUPS.flatMap(({ actions }) => actions.map((action) => [action.kind, action] as const)),
);

export const actionOf = (kind: OverrideKind): Action | undefined => BY_KIND.get(kind);
