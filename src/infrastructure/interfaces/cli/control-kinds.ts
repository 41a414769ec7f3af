import { TASK_NAMES } from '../../../domain/coordinator/tasks.js';
import { OVERRIDE_KINDS, type OverrideKind } from '../../../domain/overrides/override-orders.js';
import { gathered } from './option-values.js';

/** An option of a kind: what it is called here, what the desk calls it, and what it says. */
export interface ControlOption {
  readonly flags: string;
  readonly field: string;
  readonly about: string;
  readonly optional?: true;
  readonly many?: typeof gathered;
}

export interface ControlKind {
  readonly kind: OverrideKind;
  readonly about: string;
  readonly options: readonly ControlOption[];
  readonly example: string;
}

const instrument: ControlOption = { flags: '--instrument <PAIR>', field: 'instrumentId', about: 'as BTC/USDT' };
const stop: ControlOption = { flags: '--stop <PRICE>', field: 'stop', about: 'price of the stop' };
const target: ControlOption = { flags: '--target <PRICE>', field: 'target', about: 'price of the target' };
const order: ControlOption = { flags: '--order <ID>', field: 'foreignOrderId', about: 'id of the adopted order' };
const currency: ControlOption = { flags: '--currency <NAME>', field: 'currency', about: 'USDT, BTC or XRP' };
const amount: ControlOption = { flags: '--amount <NUMBER>', field: 'amount', about: 'how much' };
const book = (name: string): ControlOption => ({
  flags: `--${name} <BOOK>`,
  field: name,
  about: 'trading, allocation or hodl',
});

const task: ControlOption = { flags: '--task <NAME>', field: 'task', about: TASK_NAMES.join(', ') };

const bare = (kind: OverrideKind, about: string): ControlKind => ({ kind, about, options: [], example: '' });

/** Everything that an operator may order, in the order of the page of control. */
export const CONTROL_KINDS: readonly ControlKind[] = [
  bare('halt', 'No opening until the halt is cleared; approvals are taken back.'),
  bare('clear-halt', 'Lift a halt.'),
  bare('pause', 'No opening until trading is resumed.'),
  bare('resume', 'End a pause of an operator.'),
  {
    kind: 'close-position',
    about: 'Close the position of an instrument.',
    options: [instrument],
    example: '--instrument BTC/USDT',
  },
  bare('close-all', 'Close every position of the trading book.'),
  {
    kind: 'open-position',
    about: 'Open with the size of the lowest tier, if the risk engine allows it.',
    options: [
      instrument,
      { flags: '--direction <WAY>', field: 'direction', about: 'long or short' },
      stop,
      target,
      { flags: '--entry <PRICE>', field: 'entry', about: 'limit (default: the touch)', optional: true },
    ],
    example: '--instrument BTC/USDT --direction long --stop 58000 --target 65000',
  },
  {
    kind: 'claim-order',
    about: 'Make an adopted order ours, with a stop and a target.',
    options: [order, stop, target],
    example: '--order ID --stop 58000 --target 65000',
  },
  { kind: 'cancel-order', about: 'Cancel an adopted order at the venue.', options: [order], example: '--order ID' },
  bare('clear-streak', 'Count losses in a row from zero again.'),
  bare('review-week', 'Say that a week which lost too much was looked at.'),
  {
    kind: 'change-limits',
    about: 'Change limits, within the hard caps.',
    options: [
      {
        flags: '--limit <KEY=VALUE>',
        field: 'limits',
        about: 'as maxOpenPositions=2; once for each',
        many: gathered,
      },
    ],
    example: '--limit maxOpenPositions=2 --limit riskPerTradePct=0.01',
  },
  { kind: 'deposit', about: 'Book USDT that came in.', options: [amount], example: '--amount 500' },
  {
    kind: 'withdraw',
    about: 'Book money that leaves a book.',
    options: [book('book'), currency, amount],
    example: '--book trading --currency USDT --amount 500',
  },
  {
    kind: 'transfer',
    about: 'Move money from one book to another.',
    options: [book('from'), book('to'), currency, amount],
    example: '--from allocation --to trading --currency USDT --amount 500',
  },
  {
    kind: 'withdraw-hodl',
    about: 'Book what leaves the hodl book.',
    options: [currency, { flags: '--quantity <NUMBER>', field: 'quantity', about: 'how much' }],
    example: '--currency BTC --quantity 0.01',
  },
  bare('leave-emergency', 'From emergency to safe mode.'),
  {
    kind: 'disable-task',
    about: 'Start a task of the schedule no more.',
    options: [task],
    example: '--task sentiment',
  },
  { kind: 'enable-task', about: 'Let a task of the schedule run again.', options: [task], example: '--task sentiment' },
];

export const wantsConfirmation = (kind: OverrideKind): boolean => OVERRIDE_KINDS[kind].confirmed;
