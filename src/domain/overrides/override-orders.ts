import type { RiskPolicy } from '../account/risk/policy.js';
import type { TaskName } from '../coordinator/tasks.js';
import type { Currency, InstrumentId } from '../market/instrument.js';
import type { Book } from '../orders/order-terms.js';
import type { DecimalString } from '../shared/decimal.js';

/** Kinds that need no more than a reason. */
type Bare = Readonly<Record<string, never>>;

/** What must be said of an opening by hand. Prices in the instrument's quote; never a size and never a leverage. */
export interface OpeningOrder {
  readonly instrumentId: InstrumentId;
  readonly direction: 'long' | 'short';
  readonly stop: DecimalString;
  readonly target: DecimalString;
  /** Limit wanted; the touch where it is absent. */
  readonly entry?: DecimalString;
}

/** A task of the schedule. */
interface OfTask {
  readonly task: TaskName;
}

/** What an operator may order, and what must be said for it. */
export interface OverrideOrders {
  readonly halt: Bare;
  readonly 'clear-halt': Bare;
  readonly pause: Bare;
  readonly resume: Bare;
  readonly 'close-position': { readonly instrumentId: InstrumentId };
  readonly 'close-all': Bare;
  readonly 'open-position': OpeningOrder;
  readonly 'claim-order': {
    readonly foreignOrderId: string;
    readonly stop: DecimalString;
    readonly target: DecimalString;
  };
  readonly 'cancel-order': { readonly foreignOrderId: string };
  readonly 'clear-streak': Bare;
  readonly 'review-week': Bare;
  /** Limits that are not named stay as they are. */
  readonly 'change-limits': { readonly limits: Readonly<Partial<RiskPolicy>> };
  /** USDT. */
  readonly deposit: { readonly amount: DecimalString };
  readonly withdraw: { readonly book: Book; readonly currency: Currency; readonly amount: DecimalString };
  readonly transfer: {
    readonly from: Book;
    readonly to: Book;
    readonly currency: Currency;
    readonly amount: DecimalString;
  };
  readonly 'withdraw-hodl': { readonly currency: Currency; readonly quantity: DecimalString };
  readonly 'leave-emergency': Bare;
  readonly 'disable-task': OfTask;
  readonly 'enable-task': OfTask;
}

export type OverrideKind = keyof OverrideOrders;
export type OverrideActor = 'operator' | 'administrator';

/** A kind with its order: what is wanted, as plain JSON. */
export type Wish = {
  readonly [Kind in OverrideKind]: { readonly kind: Kind; readonly order: OverrideOrders[Kind] };
}[OverrideKind];

export interface KindRule {
  /** Only an administrator may. */
  readonly administrator: boolean;
  /** Is carried out after a second word, within {@link CONFIRM_WITHIN_MS}. */
  readonly confirmed: boolean;
}

const AT_ONCE: KindRule = { administrator: false, confirmed: false };
const CONFIRMED: KindRule = { administrator: false, confirmed: true };
const ADMINISTRATOR: KindRule = { administrator: true, confirmed: true };

/**
 * What stops or reduces one thing is done at once; what lets the desk trade again, moves its limits, takes money out of
 * it or sells everything asks twice.
 */
export const OVERRIDE_KINDS: Readonly<Record<OverrideKind, KindRule>> = {
  halt: AT_ONCE,
  'clear-halt': ADMINISTRATOR,
  pause: AT_ONCE,
  resume: AT_ONCE,
  'close-position': AT_ONCE,
  'close-all': CONFIRMED,
  'open-position': AT_ONCE,
  'claim-order': AT_ONCE,
  'cancel-order': AT_ONCE,
  'clear-streak': AT_ONCE,
  'review-week': AT_ONCE,
  'change-limits': ADMINISTRATOR,
  deposit: AT_ONCE,
  withdraw: CONFIRMED,
  transfer: AT_ONCE,
  'withdraw-hodl': CONFIRMED,
  'leave-emergency': CONFIRMED,
  'disable-task': AT_ONCE,
  'enable-task': AT_ONCE,
};

/** A confirmation counts for so long, by the clock of people. */
export const CONFIRM_WITHIN_MS = 60_000;

export const isOverrideKind = (value: unknown): value is OverrideKind =>
  typeof value === 'string' && Object.hasOwn(OVERRIDE_KINDS, value);

/** May this actor ask for it, or confirm it? */
export const mayOrder = (actor: OverrideActor, kind: OverrideKind): boolean =>
  actor === 'administrator' || !OVERRIDE_KINDS[kind].administrator;
