import type { AccountFact } from '../../../domain/account/account.events.js';
import type { PaperVenueFact } from '../../../domain/matching/paper-venue.events.js';
import type { OrderFact } from '../../../domain/orders/order.events.js';
import type { Fact, Position, RecordedFact } from '../../../domain/shared/fact.js';
import type { UnixMs } from '../../../domain/shared/time.js';

/** Distributes over a union, so that `type` tells the data apart. */
type Recorded<F extends Fact> = F extends Fact ? RecordedFact<F> & F : never;

/** What an auditor of money and orders reads; opinions and decisions move nothing. */
export type AuditFact = Recorded<AccountFact | OrderFact | PaperVenueFact>;

export interface Violation {
  readonly position: Position;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  /** What is wrong with this fact, in words and numbers. */
  readonly sentence: string;
}

/**
 * One law of the log, checked while the facts pass by in position order. It folds what it needs by itself: it must not
 * believe the deciders that wrote the facts.
 */
export interface Invariant {
  readonly tally: Tally;
  feed(fact: AuditFact): void;
  /** A commit of the account is complete: what belongs together is there. */
  commitEnded?(last: AuditFact): void;
  /** The clock of the log has moved on. */
  tick?(now: UnixMs): void;
  /** The clock leapt: nobody was there to hear of anything until then. */
  slept?(until: UnixMs): void;
  /** The log ends here. */
  finish?(now: UnixMs): void;
}

/** Counts what was checked and keeps the first thing that did not hold. */
export class Tally {
  checks = 0;
  violations = 0;
  first: Violation | undefined;

  /** `sentence` is only spelled out for a violation: most checks hold. */
  hold(holds: boolean, fact: AuditFact, sentence: () => string): boolean {
    this.checks += 1;
    if (!holds) this.violate(fact, sentence());
    return holds;
  }

  private violate({ position, stream, version, type }: AuditFact, sentence: string): void {
    this.violations += 1;
    const violation = { position, stream, version, type, sentence };
    if (this.first === undefined || position < this.first.position) this.first = violation;
  }
}

/** How the order facts name their order; the first one is the order itself. */
export const orderIn = (fact: Extract<AuditFact, OrderFact>) =>
  fact.type === 'OrderInitialized' ? fact.data : fact.data.order;

export const isOrderFact = (fact: AuditFact): fact is Extract<AuditFact, OrderFact> => fact.stream.startsWith('order-');

/** The order is over, a late fill excepted; a complete fill, which ends it too, has no fact of its own. */
export const endsOrder = ({ type }: AuditFact): boolean =>
  type === 'OrderDenied' || type === 'OrderRejected' || type === 'OrderCanceled' || type === 'OrderExpired';
