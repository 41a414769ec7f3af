import { engineName } from '../../application/desk/trading-desk.js';
import { BEGINNING } from '../../application/messaging/engine.js';
import type { Storage } from './open-storage.js';

/** The log ends before the place up to which its engine has worked: it was restored from an older backup. */
export class LogTooOld extends Error {
  override readonly name = 'LogTooOld';
}

/**
 * New facts would take the places up to which the engine has worked already, and nobody would handle them.
 * @throws LogTooOld with one line for a person
 */
export const demandYoungerLog = async (
  { store, checkpoints }: Pick<Storage, 'store' | 'checkpoints'>,
  accountId: string,
): Promise<void> => {
  const checkpoint = await checkpoints.load(engineName(accountId));
  // One that is missing, or of another log, is the engine's own to refuse.
  if (!checkpoint || checkpoint.storeId !== (await store.storeId())) return;
  const head = (await store.head()) ?? BEGINNING;
  if (checkpoint.position <= head) return;
  throw new LogTooOld(
    `the log ends at ${head || 'its beginning'}, but its engine had got to ${checkpoint.position}: the log is older than ` +
      'what is kept beside it. Restore both from one backup; of two, the log must be the younger one.',
  );
};
