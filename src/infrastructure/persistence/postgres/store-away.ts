import { StoreUnavailable } from '../../../application/ports/event-store.port.js';
import { isPassing, leavesOutcomeOpen, wordsOf } from '../../postgres/failures.js';

/** For `catch`: what passes by itself means that the store is away; any other error goes on as it is. */
export const storeAway = (cause: unknown): never => {
  if (!isPassing(cause)) throw cause;
  throw new StoreUnavailable(leavesOutcomeOpen(cause) ? 'unknown' : 'not-applied', wordsOf(cause), { cause });
};
