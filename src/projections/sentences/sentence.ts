import type { AccountFact } from '../../domain/account/account.events.js';
import type { BudgetFact } from '../../domain/budget/budget.events.js';
import type { CoordinatorFact } from '../../domain/coordinator/coordinator.events.js';
import type { DecisionFact } from '../../domain/decisions/decision.events.js';
import type { MarketFact } from '../../domain/market/venue-rules.decider.js';
import type { TopicFact } from '../../domain/messages/topic.events.js';
import type { OrderFact } from '../../domain/orders/order.events.js';
import type { OutsideAgentFact } from '../../domain/outside-agents/outside-agents.events.js';
import type { OverrideFact } from '../../domain/overrides/override.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf } from '../../domain/shared/stream-names.js';
import type { SignalFact } from '../../domain/signals/signal.events.js';
import { deskFact } from '../projection.js';
import { accountSentence } from './account-sentence.js';
import { budgetSentence } from './budget-sentence.js';
import { coordinatorSentence } from './coordinator-sentence.js';
import { decisionSentence, signalSentence } from './opinion-sentence.js';
import { overrideSentence } from './override-sentence.js';
import { outsideAgentSentence } from './outside-agent-sentence.js';
import { topicSentence } from './topic-sentence.js';
import { marketSentence } from './market-sentence.js';
import { orderSentence } from './order-sentence.js';

/** What a fact says, as one sentence for people; the stream says whose fact it is. */
export const sentenceOf = (recorded: RecordedFact): string => {
  const fact = deskFact(recorded);
  switch (categoryOf(recorded.stream)) {
    case 'account':
      return accountSentence(fact as AccountFact);
    case 'order':
      return orderSentence(fact as OrderFact);
    case 'decision':
      return decisionSentence(fact as DecisionFact);
    case 'market':
      return marketSentence(fact as MarketFact);
    case 'signal':
      return signalSentence(fact as SignalFact);
    case 'coordinator':
      return coordinatorSentence(fact as CoordinatorFact);
    case 'modelBudget':
      return budgetSentence(fact as BudgetFact);
    case 'override':
      return overrideSentence(fact as OverrideFact);
    case 'outsideAgents':
      return outsideAgentSentence(fact as OutsideAgentFact);
    case 'topic':
      return topicSentence(fact as TopicFact);
    default:
      return recorded.type;
  }
};
