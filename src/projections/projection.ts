import type { AccountFact } from '../domain/account/account.events.js';
import type { BudgetFact } from '../domain/budget/budget.events.js';
import type { CoordinatorFact } from '../domain/coordinator/coordinator.events.js';
import type { DecisionFact } from '../domain/decisions/decision.events.js';
import type { OrderFact } from '../domain/orders/order.events.js';
import type { TopicFact } from '../domain/messages/topic.events.js';
import type { OutsideAgentFact } from '../domain/outside-agents/outside-agents.events.js';
import type { OverrideFact } from '../domain/overrides/override.events.js';
import type { MarketFact } from '../domain/market/venue-rules.decider.js';
import type { RecordedFact } from '../domain/shared/fact.js';
import type { StreamCategory } from '../domain/shared/stream-names.js';
import type { SignalFact } from '../domain/signals/signal.events.js';
import type { ReadModelShape, Row, RowChange } from './read-store.port.js';

/** Everything that a projection of this house reads; a fact of another type passes by unread. */
export type DeskFact =
  | AccountFact
  | OrderFact
  | DecisionFact
  | SignalFact
  | CoordinatorFact
  | BudgetFact
  | MarketFact
  | OverrideFact
  | OutsideAgentFact
  | TopicFact;

/** The type of a stored fact says which data it has; this lets the compiler know. */
export const deskFact = (fact: RecordedFact): DeskFact => ({ type: fact.type, data: fact.data }) as DeskFact;

export interface RowRef {
  readonly table: string;
  readonly key: string;
}

/** A row as the facts so far have left it; undefined where there is none. */
export type Read = (table: string, key: string) => Row | undefined;

/**
 * A read model as a pure fold. Facts of one stream come in order; those of two streams may come in any order and must
 * leave the same rows. So money is taken from account facts alone, order status from order facts alone, and what needs
 * both is joined when it is asked for.
 */
export interface Projection extends ReadModelShape {
  /** Streams that it reads. */
  readonly categories: readonly StreamCategory[];
  /** The rows that `project` will ask for; the runner fetches those of a whole batch at once. */
  reads(fact: RecordedFact): readonly RowRef[];
  /** @throws ImpossibleFact on a fact that cannot have happened: the projection then stops at it, loudly. */
  project(fact: RecordedFact, read: Read): readonly RowChange[];
}

/** Where a fact stands in its stream: what `why` needs to find it again without a scan. */
export interface FactRef {
  readonly stream: string;
  readonly version: number;
}

export const refOf = ({ stream, version }: RecordedFact): FactRef => ({ stream, version });

/** Unix ms as text whose order is the order of time. */
export const timeKey = (at: number): string => at.toString().padStart(15, '0');

/** The typed rows of a table, which the store keeps as plain JSON. */
export const put = (table: string, key: string, sort: string, row: object): RowChange => ({
  table,
  key,
  sort,
  row: row as Row,
});
