import type { Currency, Instrument, InstrumentId } from '../market/instrument.js';
import type { Quote, Quotes } from '../market/quote.js';
import type { OrderFilled } from '../orders/order.events.js';
import type { Book } from '../orders/order-terms.js';
import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { ForeignOrderCommand } from './foreign-orders/foreign-order.commands.js';
import type { Mismatch } from './equity/transfer.events.js';
import type { RiskPolicy } from './risk/policy.js';
import type { OpeningIntent } from './risk/verdict.js';

/** Every command carries the time of the clock port. */
export type AccountCommand =
  | ForeignOrderCommand
  | {
      readonly type: 'OpenAccount';
      readonly at: UnixMs;
      readonly accountId: string;
      readonly mode: string;
      readonly policy: RiskPolicy;
    }
  /** An administrator's; equal limits change nothing. The version is the account's own count. */
  | {
      readonly type: 'ChangeLimits';
      readonly at: UnixMs;
      readonly policy: RiskPolicy;
      readonly reason: string;
      /** Those of the configuration at a start: they come into force when they differ from its last ones. */
      readonly fromSettings?: true;
      readonly requestId?: string;
    }
  /** USDT. Of what an operator orders about money nothing is refused by a fact: `whyNot...` says why none came. */
  | {
      readonly type: 'DepositFunds';
      readonly at: UnixMs;
      readonly depositId: string;
      readonly amount: DecimalString;
      readonly reason?: string;
      readonly requestId?: string;
    }
  /** An operator's. Only free money moves; the quotes price coins, and what an open margin position needs. */
  | {
      readonly type: 'TransferFunds';
      readonly at: UnixMs;
      readonly transferId: string;
      readonly from: Book;
      readonly to: Book;
      readonly currency: Currency;
      readonly amount: DecimalString;
      readonly quotes?: Quotes;
      readonly reason: string;
      readonly requestId?: string;
    }
  /** An operator's, out of the trading or the allocation book. */
  | {
      readonly type: 'WithdrawFunds';
      readonly at: UnixMs;
      readonly withdrawalId: string;
      readonly book: Book;
      readonly currency: Currency;
      readonly amount: DecimalString;
      readonly quotes?: Quotes;
      readonly reason: string;
      readonly requestId?: string;
    }
  /** An operator's: kept coins, or set-aside USDT that no purchase under way needs. */
  | {
      readonly type: 'WithdrawHodl';
      readonly at: UnixMs;
      readonly withdrawalId: string;
      readonly currency: Currency;
      readonly quantity: DecimalString;
      readonly reason: string;
      readonly requestId?: string;
    }
  /**
   * The venue holds something else than the books, seen twice by whoever compares them, all orders having been asked
   * for before: a stop that is alive at the venue, or filled and not yet booked, is no evidence. `ours` is the sum of
   * the three books.
   *
   * With `position` it is about a margin position, which moves no balance: `currency` is the one that no order may be
   * under way in (USDT, which it settles in, or its base), and all quantities, those of the evidence too, are signed
   * base, a short below zero, '0' for none. Only what the venue has less of is
   * closed; what it has more of is not ours.
   */
  | {
      readonly type: 'CorrectBalance';
      readonly at: UnixMs;
      readonly currency: Currency;
      /** Oldest first: two or more looks, the first and the last at least 60 s apart, all equal. */
      readonly evidence: readonly Mismatch[];
      readonly position?: {
        readonly instrumentId: InstrumentId;
        readonly ours: DecimalString;
        readonly venue: DecimalString;
      };
      /** What the units that are missing would be worth; without them they are taken at cost. */
      readonly quotes?: Quotes;
    }
  | {
      readonly type: 'AssessIntent';
      readonly at: UnixMs;
      readonly intent: OpeningIntent;
      readonly quotes: Quotes;
      /** The venue's own metadata of the instrument; undefined when it is not one of ours. */
      readonly instrument: Instrument | undefined;
    }
  /** The order was denied because its approval had run out: what it had locked is free, and the proposal is judged anew. */
  | {
      readonly type: 'ReassessIntent';
      readonly at: UnixMs;
      readonly clientOrderId: string;
      readonly reason: string;
      readonly quotes: Quotes;
    }
  | { readonly type: 'BookFill'; readonly at: UnixMs; readonly fill: OrderFilled['data']; readonly quotes: Quotes }
  /** An order came to its end: what it had locked is free. */
  | {
      readonly type: 'ReleaseReservation';
      readonly at: UnixMs;
      readonly clientOrderId: string;
      readonly reason: string;
      /** Should it have been a stop: for the limit of the way out. */
      readonly quotes?: Quotes;
    }
  /** One look at all prices: periods, equity, breakers, margin fees, trailing and exits in one commit. */
  | { readonly type: 'ObserveMarket'; readonly at: UnixMs; readonly quotes: Quotes }
  | {
      readonly type: 'ClosePosition';
      readonly at: UnixMs;
      readonly instrumentId: string;
      readonly closer: 'decision' | 'operator' | 'unprotected';
      /** Unprotected: the protection that was not confirmed; an older one than the present is a no-op. */
      readonly protectionNo?: number;
      /** Of `unprotected`: the stop that was not confirmed. */
      readonly stopOrderId?: string;
      readonly quote?: Quote;
      readonly reason: string;
    }
  /** The present step's time is up, its order has ended, or the stop before it is gone. */
  | {
      readonly type: 'StepExit';
      readonly at: UnixMs;
      readonly exitId: string;
      readonly instrumentId: string;
      readonly quote?: Quote;
    }
  /** Pauses are a set of reasons, each lifted by its own name; the note is what a person said. */
  | {
      readonly type: 'PauseTrading';
      readonly at: UnixMs;
      readonly reason: string;
      readonly note?: string;
      readonly requestId?: string;
    }
  | {
      readonly type: 'ResumeTrading';
      readonly at: UnixMs;
      readonly reason: string;
      readonly note?: string;
      readonly requestId?: string;
    }
  | { readonly type: 'HaltTrading'; readonly at: UnixMs; readonly reason: string; readonly requestId?: string }
  | {
      readonly type: 'ClearHalt';
      readonly at: UnixMs;
      readonly reason: string;
      readonly quotes: Quotes;
      readonly requestId?: string;
    }
  /** An operator has looked at a week that tripped the weekly-loss breaker; needed once, before Monday or after it. */
  | { readonly type: 'ReviewWeek'; readonly at: UnixMs; readonly reason: string; readonly requestId?: string }
  | { readonly type: 'ClearStreak'; readonly at: UnixMs; readonly reason: string; readonly requestId?: string }
  /** An order was refused by the venue, never arrived or could not be sent; each order counts once. */
  | {
      readonly type: 'CountExecutionError';
      readonly at: UnixMs;
      readonly clientOrderId: string;
      readonly instrumentId: InstrumentId;
      readonly reason: string;
    }
  | {
      readonly type: 'ChangeDegradation';
      readonly at: UnixMs;
      readonly to: 1 | 2 | 3 | 4;
      /** What the desk does by itself goes one way; `milder` by one level, and never out of an emergency. */
      readonly only?: 'stricter' | 'milder';
      readonly reason: string;
      readonly requestId?: string;
    };
