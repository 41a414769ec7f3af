import { bookFill } from './book-fill.process.js';
import { closePosition } from './close-position.process.js';
import { countExecutionError } from './count-execution-error.process.js';
import { placeApprovedIntent } from './place-approved-intent.process.js';
import type { Process } from './process.js';
import { protectPosition } from './protect-position.process.js';
import { releaseEndedOrder } from './release-ended-order.process.js';
import { reportManualOpening } from './report-manual-opening.process.js';
import { revokeIntent } from './revoke-intent.process.js';

/** Each fact goes to all of them in this order, and their commands run in this order. */
export const PROCESSES: readonly Process[] = [
  bookFill,
  placeApprovedIntent,
  revokeIntent,
  protectPosition,
  closePosition,
  releaseEndedOrder,
  countExecutionError,
  reportManualOpening,
];
