import type { TaskName } from '../../../../src/domain/coordinator/tasks.js';
import type { RiskPolicy } from '../../../../src/domain/account/risk/policy.js';
import type { Currency, InstrumentId } from '../../../../src/domain/market/instrument.js';
import type { Book } from '../../../../src/domain/orders/order-terms.js';
import type { Regime } from '../../../../src/domain/market/regime.js';

/** One leg of a decision cycle that somebody's agents conclude. Distances are fractions of the price. */
export interface LegDraw {
  readonly instrumentId: InstrumentId;
  readonly regime: Regime;
  readonly technical: 'long' | 'short' | 'flat';
  readonly regimeSays: 'long' | 'short' | 'flat';
  readonly confidence: string;
  readonly action: 'open_long' | 'open_short' | 'close' | 'hold' | 'nonsense';
  /** From the touch, against us where above zero. */
  readonly entry: number;
  readonly stop: number;
  readonly target: number;
  /** ATR of an hour as a fraction of the price; absent where nobody knows it. */
  readonly atr?: number;
}

/** Fields of an opening intent that no sound decision would propose; numbers are as text, whatever they are. */
export interface UnsoundIntent {
  readonly instrumentId: string;
  readonly direction: string;
  readonly rawConfidence: string;
  readonly confidence: string;
  /** Times the mid; or a text that stands as it is. */
  readonly entry: number | string;
  readonly stopPct: string;
  readonly targetPct: string;
  readonly regime: Regime;
  /** Age of its snapshot, ms. */
  readonly age: number;
  readonly proposedBy: 'agents' | 'operator';
}

/** What somebody orders through the desk's own control. Levels are fractions of the price, as in {@link LegDraw}. */
export type Want =
  | {
      readonly kind:
        | 'halt'
        | 'clear-halt'
        | 'pause'
        | 'resume'
        | 'close-all'
        | 'cancel-order'
        | 'clear-streak'
        | 'review-week'
        | 'leave-emergency';
    }
  | { readonly kind: 'close-position'; readonly instrumentId: InstrumentId }
  | {
      readonly kind: 'open-position';
      readonly instrumentId: InstrumentId;
      readonly direction: 'long' | 'short';
      readonly stop: number;
      readonly target: number;
    }
  | { readonly kind: 'claim-order'; readonly stop: number; readonly target: number }
  | { readonly kind: 'change-limits'; readonly limits: Partial<RiskPolicy> }
  | { readonly kind: 'deposit'; readonly amount: string }
  | { readonly kind: 'withdraw'; readonly book: Book; readonly currency: Currency; readonly amount: string }
  | {
      readonly kind: 'transfer';
      readonly from: Book;
      readonly to: Book;
      readonly currency: Currency;
      /** Or `all`: what the book has when it is done. */
      readonly amount: string;
    }
  | { readonly kind: 'withdraw-hodl'; readonly currency: Currency; readonly quantity: string };

/** Somebody at the venue itself, past the desk. Sizes in USDT. */
export type VenueDeed =
  | {
      readonly kind: 'foreign-order';
      readonly instrumentId: InstrumentId;
      readonly side: 'buy' | 'sell';
      /** Of a limit from the mid, as a fraction; at market where it is absent. */
      readonly away?: number;
      /** A stop that follows the market at that distance. */
      readonly trails?: boolean;
      readonly size: number;
      readonly leverage: number;
    }
  | { readonly kind: 'foreign-cancel' | 'manual-close' }
  | { readonly kind: 'venue-restart'; readonly lostMs: number }
  | { readonly kind: 'venue-rules'; readonly instrumentId: InstrumentId; readonly minQuantity: string };

/** An agent of another program, or somebody who says something on a topic. */
export type OutsideDeed =
  | { readonly kind: 'register' | 'retire' | 'ask-on-topic' | 'respond-on-topic'; readonly agent: string }
  /** To what it was last asked. */
  | {
      readonly kind: 'answer';
      readonly agent: string;
      readonly instrumentId: InstrumentId;
      readonly direction: 'long' | 'short' | 'flat';
      readonly confidence: string;
    };

export type Deed =
  | { readonly kind: 'outside'; readonly deed: OutsideDeed }
  | { readonly kind: 'switch-task'; readonly task: TaskName; readonly to: 'on' | 'off' }
  | { readonly kind: 'cycle'; readonly legs: readonly LegDraw[] }
  | { readonly kind: 'unsound'; readonly intent: UnsoundIntent }
  | { readonly kind: 'degrade'; readonly to: 1 | 2 | 3 | 4 }
  | {
      readonly kind: 'order';
      readonly want: Want;
      readonly actor: 'operator' | 'administrator';
      /** Where a second word is asked for. */
      readonly confirmed: 'at once' | 'late' | 'never' | 'twice';
    }
  | { readonly kind: 'venue'; readonly deed: VenueDeed };

/**
 * Something that a person or an agent does after a minute. `here` waits its turn between two steps of the desk, `mid`
 * comes into the middle of a step at its so manieth call, `elsewhere` is another process that the desk is told of, and
 * of `unheard` it finds out when it next reads the log.
 */
export interface Act {
  readonly minute: number;
  readonly place: 'here' | 'mid' | 'elsewhere' | 'unheard';
  readonly call?: number;
  readonly deed: Deed;
}
