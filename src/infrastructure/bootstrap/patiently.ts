import { setTimeout as sleep } from 'node:timers/promises';
import { StoreUnavailable } from '../../application/ports/event-store.port.js';

export interface Patience {
  /** The store is away; the work is tried again. */
  readonly onTrouble: (error: Error) => void;
  /** The store is back, the work is done; `awayMs` after the first trouble. */
  readonly onRecovery: (awayMs: number) => void;
  /** Time to stop: what the store still refuses is left. */
  readonly signal: AbortSignal;
}

const FIRST_RETRY_MS = 250;
const LONGEST_RETRY_MS = 5_000;

/**
 * While the store is away nothing moves: the same work, safe to repeat, is done again until the store is back.
 * Undefined when it was time to stop before that. Any other error is the caller's.
 */
export const patiently = async <T>(
  work: () => Promise<T>,
  { onTrouble, onRecovery, signal }: Patience,
): Promise<T | undefined> => {
  let awaySince: number | undefined;
  for (let wait = FIRST_RETRY_MS; ; wait = Math.min(2 * wait, LONGEST_RETRY_MS)) {
    try {
      const result = await work();
      if (awaySince !== undefined) onRecovery(performance.now() - awaySince);
      return result;
    } catch (error) {
      if (!(error instanceof StoreUnavailable)) throw error;
      awaySince ??= performance.now();
      onTrouble(error);
    }
    if (signal.aborted) return undefined;
    await sleep(wait, undefined, { signal }).catch(() => undefined);
    if (signal.aborted) return undefined;
  }
};
