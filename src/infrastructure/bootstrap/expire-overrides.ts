import type { DeskControl } from '../../application/ports/desk-control.port.js';
import type { Logger } from '../../application/ports/logger.port.js';
import type { ReadStore } from '../../projections/read-store.port.js';

const LOOK_EVERY_MS = 1_000;
/** More than a person could ask for within the time to confirm. */
const AT_MOST = 100;

/**
 * A request that nobody confirms expires by being looked at, also when nobody asks for it any more, and also after a
 * death. Returns how to stop the looking.
 */
export const expireOverrides = (control: DeskControl, readStore: ReadStore, logger: Logger): (() => Promise<void>) => {
  let looking: Promise<void> = Promise.resolve();
  const lookAtAll = async (): Promise<void> => {
    const query = { where: { status: 'waiting' }, limit: AT_MOST };
    const { items } = await readStore.list('overrides', 'overrides', query);
    for (const { overrideId } of items) await control.look(String(overrideId));
  };
  let isOver = true;
  const timer = setInterval(() => {
    if (!isOver) return;
    isOver = false;
    looking = lookAtAll()
      // While the store is away nothing can expire; it is looked at again when it is back.
      .catch((error: unknown) => logger.warn('overrides were not looked at', { error: String(error) }))
      .finally(() => (isOver = true));
  }, LOOK_EVERY_MS);
  return async () => {
    clearInterval(timer);
    await looking;
  };
};
