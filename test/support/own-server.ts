import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedPostgres, startEmbedded } from '../../src/infrastructure/postgres/embedded-server.js';

export const temporaryFolder = (): { readonly path: string; readonly remove: () => void } => {
  const path = mkdtempSync(join(tmpdir(), 'tribune-own-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
};

export const serverPid = (folder: string): number =>
  Number(readFileSync(join(folder, 'pg', 'postmaster.pid'), 'utf8').split('\n')[0]);

/** Kills the server and its children at once, as the kernel does when memory runs out. */
export const killServer = (folder: string): void => {
  const pid = serverPid(folder);
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(pid)], { encoding: 'utf8' });
  for (const victim of [pid, ...children.trim().split(/\s+/).map(Number)]) {
    try {
      process.kill(victim, 'SIGKILL');
    } catch {
      // Ended by itself in between.
    }
  }
};

/** Ends a server that a test left running, without asking who is connected. */
export const endServer = async (folder: string): Promise<void> => {
  const server: EmbeddedPostgres = await startEmbedded({ dataDir: folder });
  await server.stop();
};
