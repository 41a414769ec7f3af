import type { AccountCommand } from '../../domain/account/account.commands.js';
import type { BudgetCommand } from '../../domain/budget/budget.decider.js';
import type { CoordinatorCommand } from '../../domain/coordinator/coordinator.decider.js';
import type { DecisionCommand } from '../../domain/decisions/decision.commands.js';
import type { OrderCommand } from '../../domain/orders/order.commands.js';
import type { Instrument, InstrumentId } from '../../domain/market/instrument.js';
import type { Quotes } from '../../domain/market/quote.js';
import type { MarketCommand } from '../../domain/market/venue-rules.decider.js';
import type { TopicCommand } from '../../domain/messages/topic.decider.js';
import type { OutsideAgentCommand } from '../../domain/outside-agents/outside-agents.decider.js';
import type { OverrideCommand } from '../../domain/overrides/override.decider.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { SignalCommand } from '../../domain/signals/signal.decider.js';

/** A command and the aggregate it is for. */
export type Addressed =
  | { readonly to: 'account'; readonly id: string; readonly command: AccountCommand }
  | { readonly to: 'order'; readonly id: string; readonly command: OrderCommand }
  | { readonly to: 'decision'; readonly id: string; readonly command: DecisionCommand }
  | { readonly to: 'signal'; readonly id: string; readonly command: SignalCommand }
  | { readonly to: 'coordinator'; readonly id: string; readonly command: CoordinatorCommand }
  | { readonly to: 'modelBudget'; readonly id: string; readonly command: BudgetCommand }
  | { readonly to: 'override'; readonly id: string; readonly command: OverrideCommand }
  | { readonly to: 'outsideAgents'; readonly id: string; readonly command: OutsideAgentCommand }
  | { readonly to: 'topic'; readonly id: string; readonly command: TopicCommand }
  | { readonly to: 'market'; readonly id: string; readonly command: MarketCommand };

/** What a listener may know beside the fact: the time, whose desk it is, and what the market shows. */
export interface Moment {
  readonly at: UnixMs;
  readonly accountId: string;
  readonly quotes: Quotes;
  /** The venue's own metadata; absent: the fallback table. */
  readonly instruments?: Readonly<Record<InstrumentId, Instrument>>;
}

/**
 * A process manager: pure and stateless, one fact in, commands out. What it would have to remember belongs to the stream
 * that the command goes to.
 */
export interface Process {
  /** Its sentence; part of the ids of its commands. */
  readonly name: string;
  readonly on: Readonly<Record<string, (fact: RecordedFact, moment: Moment) => readonly Addressed[]>>;
}
