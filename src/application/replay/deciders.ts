import { accountDecider } from '../../domain/account/account.decider.js';
import { budgetDecider } from '../../domain/budget/budget.decider.js';
import { coordinatorDecider } from '../../domain/coordinator/coordinator.decider.js';
import { decisionDecider } from '../../domain/decisions/decision.decider.js';
import { venueRulesDecider } from '../../domain/market/venue-rules.decider.js';
import { paperVenueDecider } from '../../domain/matching/paper-venue.decider.js';
import { topicDecider } from '../../domain/messages/topic.decider.js';
import { orderDecider } from '../../domain/orders/order.decider.js';
import { outsideAgentsDecider } from '../../domain/outside-agents/outside-agents.decider.js';
import { overrideDecider } from '../../domain/overrides/override.decider.js';
import type { Fact } from '../../domain/shared/fact.js';
import type { Decider } from '../../domain/shared/decider.js';
import { signalDecider } from '../../domain/signals/signal.decider.js';

/** What a refold needs of a decider: it never decides. */
export type Folding = Pick<Decider<never, unknown, Fact>, 'category' | 'initialState' | 'stateVersion' | 'evolve'>;

const ALL: readonly Folding[] = [
  accountDecider,
  orderDecider,
  decisionDecider,
  signalDecider,
  coordinatorDecider,
  budgetDecider,
  venueRulesDecider,
  overrideDecider,
  outsideAgentsDecider,
  topicDecider,
  paperVenueDecider(),
];

/** Every aggregate by the category of its streams. */
export const DECIDERS: ReadonlyMap<string, Folding> = new Map(ALL.map((decider) => [decider.category, decider]));
