import type { Instrument } from '../market/instrument.js';
import type { Quote, Quotes } from '../market/quote.js';
import type { OrderFilled } from '../orders/order.events.js';
import type { DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { RiskPolicy } from './risk/policy.js';
import type { OpeningIntent } from './risk/verdict.js';

/** Every command carries the time of the clock port. */
export type AccountCommand =
  | {
      readonly type: 'OpenAccount';
      readonly at: UnixMs;
      readonly accountId: string;
      readonly mode: string;
      readonly policy: RiskPolicy;
    }
  /** An administrator's; equal limits change nothing. The version is the account's own count. */
  | { readonly type: 'ChangeLimits'; readonly at: UnixMs; readonly policy: RiskPolicy; readonly reason: string }
  | { readonly type: 'DepositFunds'; readonly at: UnixMs; readonly depositId: string; readonly amount: DecimalString }
  | {
      readonly type: 'AssessIntent';
      readonly at: UnixMs;
      readonly intent: OpeningIntent;
      readonly quotes: Quotes;
      /** The venue's own metadata of the instrument; undefined when it is not one of ours. */
      readonly instrument: Instrument | undefined;
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
  | { readonly type: 'ChangeDegradation'; readonly at: UnixMs; readonly to: 1 | 2 | 3 | 4; readonly reason: string };
