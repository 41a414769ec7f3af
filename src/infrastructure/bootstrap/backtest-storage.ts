import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEmbedded } from '../postgres/embedded-server.js';
import { openMemory, openStorage, type Storage } from './open-storage.js';

export type BacktestStore =
  { readonly kind: 'memory' } | { readonly kind: 'embedded' } | { readonly kind: 'url'; readonly url: string };

/** The log of a backtest begins with it: another run's facts would be taken for its own. */
export class LogNotEmpty extends Error {
  override readonly name = 'LogNotEmpty';
}

/** What a power cut would take is only a backtest's: there is nothing to be safe about. */
const HASTY = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };

const temporaryServer = async (): Promise<Storage> => {
  const folder = mkdtempSync(join(tmpdir(), 'tribune-backtest-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    const server = await startEmbedded({ dataDir: folder, settings: HASTY });
    const end = async () => {
      await server.stop();
      remove();
    };
    try {
      const storage = await openStorage({ kind: 'url', url: server.url });
      const close = async () => {
        await storage.close();
        await end();
      };
      return { ...storage, close };
    } catch (error) {
      await end();
      throw error;
    }
  } catch (error) {
    remove();
    throw error;
  }
};

/** Storage of one backtest: memory, a PostgreSQL of its own that is removed afterwards, or an empty database by URL. */
export const openBacktestStorage = async (choice: BacktestStore): Promise<Storage> => {
  if (choice.kind === 'memory') return openMemory();
  if (choice.kind === 'embedded') return temporaryServer();
  const storage = await openStorage(choice);
  if ((await storage.store.head()) === undefined) return storage;
  await storage.close();
  throw new LogNotEmpty(
    'The database holds a log already: a backtest needs an empty one. Create a new database for it.',
  );
};
