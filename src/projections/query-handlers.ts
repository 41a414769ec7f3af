import { GetAccountHandler } from './account/get-account.query.js';
import { ListEquityHandler } from './account/list-equity.query.js';
import { ListAlertsHandler } from './alerts/list-alerts.query.js';
import { ListAuditHandler } from './audit/list-audit.query.js';
import { GetComponentsHandler } from './components/get-components.query.js';
import { GetConflictSummaryHandler } from './conflicts/get-conflict-summary.query.js';
import { GetDecisionHandler } from './decisions/get-decision.query.js';
import { ListDecisionsHandler } from './decisions/list-decisions.query.js';
import { ListFillsHandler } from './fills/list-fills.query.js';
import { GetModelCallHandler } from './model-calls/get-model-call.query.js';
import { ListModelCallsHandler } from './model-calls/list-model-calls.query.js';
import { ListModelSpendHandler } from './model-spend/list-model-spend.query.js';
import { GetScoreboardHandler } from './opinions/get-scoreboard.query.js';
import { GetOrderHandler } from './orders/get-order.query.js';
import { ListOrdersHandler } from './orders/list-orders.query.js';
import { ListMessagesHandler } from './messages/list-messages.query.js';
import { ListTopicsHandler } from './messages/list-topics.query.js';
import { ListPoliciesHandler } from './policies/list-policies.query.js';
import { GetOverrideHandler } from './overrides/get-override.query.js';
import { ListOverridesHandler } from './overrides/list-overrides.query.js';
import { GetPositionHandler } from './positions/get-position.query.js';
import { ListPositionsHandler } from './positions/list-positions.query.js';
import { ListSignalsHandler } from './signals/list-signals.query.js';
import { ListStreamsHandler } from './streams/list-streams.query.js';
import { ListVerdictsHandler } from './verdicts/list-verdicts.query.js';
import { ListTasksHandler } from './tasks/list-tasks.query.js';
import { ExplainFillHandler } from './why/explain-fill.query.js';

/** Every question that the read side answers; providers of a Nest module that also gives ReadStore and FactLog. */
export const QUERY_HANDLERS = [
  GetAccountHandler,
  ListEquityHandler,
  ListPositionsHandler,
  GetPositionHandler,
  ListOrdersHandler,
  GetOrderHandler,
  ListFillsHandler,
  ListSignalsHandler,
  ListDecisionsHandler,
  GetDecisionHandler,
  ListVerdictsHandler,
  ListAuditHandler,
  ExplainFillHandler,
  ListStreamsHandler,
  ListOverridesHandler,
  GetOverrideHandler,
  ListAlertsHandler,
  ListPoliciesHandler,
  GetScoreboardHandler,
  ListModelCallsHandler,
  GetModelCallHandler,
  ListModelSpendHandler,
  GetConflictSummaryHandler,
  ListTasksHandler,
  GetComponentsHandler,
  ListTopicsHandler,
  ListMessagesHandler,
];
