import { AskAccountHandler } from './account/ask-account.handler.js';
import { AskBudgetHandler } from './budget/ask-budget.handler.js';
import { AskCoordinatorHandler } from './coordinator/ask-coordinator.handler.js';
import { AskDecisionHandler } from './decision/ask-decision.handler.js';
import { AskMarketHandler } from './market/ask-market.handler.js';
import { AskOrderHandler } from './order/ask-order.handler.js';
import { AskOverrideHandler } from './override/ask-override.handler.js';
import { AskOutsideAgentsHandler } from './outside-agents/ask-outside-agents.handler.js';
import { AskSignalHandler } from './signal/ask-signal.handler.js';
import { AskTopicHandler } from './topic/ask-topic.handler.js';

export const COMMAND_HANDLERS = [
  AskAccountHandler,
  AskOrderHandler,
  AskDecisionHandler,
  AskSignalHandler,
  AskCoordinatorHandler,
  AskBudgetHandler,
  AskMarketHandler,
  AskOverrideHandler,
  AskOutsideAgentsHandler,
  AskTopicHandler,
];
