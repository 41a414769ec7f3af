import { askOutsideAgents } from './ask-outside-agents.process.js';
import { bookFill } from './book-fill.process.js';
import { cancelForeignOrder } from './cancel-foreign-order.process.js';
import { closePosition } from './close-position.process.js';
import { countExecutionError } from './count-execution-error.process.js';
import { followHealth } from './follow-health.process.js';
import { placeHodlOrder } from './place-hodl-order.process.js';
import { placeApprovedIntent } from './place-approved-intent.process.js';
import type { Process } from './process.js';
import { recordOutsideSignal } from './record-outside-signal.process.js';
import { reassessIntent } from './reassess-intent.process.js';
import { protectPosition } from './protect-position.process.js';
import { releaseEndedOrder } from './release-ended-order.process.js';
import { reportManualOpening } from './report-manual-opening.process.js';
import { revokeIntent } from './revoke-intent.process.js';

/** Each fact goes to all of them in this order, and their commands run in this order. */
export const PROCESSES: readonly Process[] = [
  bookFill,
  placeApprovedIntent,
  placeHodlOrder,
  revokeIntent,
  cancelForeignOrder,
  protectPosition,
  closePosition,
  // Before what frees an ended order: this frees and asks anew in one commit.
  reassessIntent,
  releaseEndedOrder,
  countExecutionError,
  followHealth,
  reportManualOpening,
  askOutsideAgents,
  recordOutsideSignal,
];
