import { accountProjection } from './account/account.projection.js';
import { alertsProjection } from './alerts/alerts.projection.js';
import { auditProjection } from './audit/audit.projection.js';
import { componentsProjection } from './components/components.projection.js';
import { conflictsProjection } from './conflicts/conflicts.projection.js';
import { decisionsProjection } from './decisions/decisions.projection.js';
import { fillsProjection } from './fills/fills.projection.js';
import { modelCallsProjection } from './model-calls/model-calls.projection.js';
import { modelSpendProjection } from './model-spend/model-spend.projection.js';
import { opinionsProjection } from './opinions/opinions.projection.js';
import { ordersProjection } from './orders/orders.projection.js';
import { policiesProjection } from './policies/policies.projection.js';
import { messagesProjection } from './messages/messages.projection.js';
import { overridesProjection } from './overrides/overrides.projection.js';
import { positionsProjection } from './positions/positions.projection.js';
import type { Projection } from './projection.js';
import { signalsProjection } from './signals/signals.projection.js';
import { streamsProjection } from './streams/streams.projection.js';
import { tasksProjection } from './tasks/tasks.projection.js';
import { verdictsProjection } from './verdicts/verdicts.projection.js';
import { permissionsProjection } from './why/permissions.projection.js';

/** Every read model of the desk. Raise a projection's `version` with any change of its fold or its rows. */
export const PROJECTIONS: readonly Projection[] = [
  accountProjection,
  positionsProjection,
  ordersProjection,
  fillsProjection,
  signalsProjection,
  decisionsProjection,
  verdictsProjection,
  auditProjection,
  permissionsProjection,
  streamsProjection,
  overridesProjection,
  alertsProjection,
  policiesProjection,
  opinionsProjection,
  modelCallsProjection,
  modelSpendProjection,
  conflictsProjection,
  tasksProjection,
  componentsProjection,
  messagesProjection,
];
