import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { commandOf } from './processes.js';

export interface Postmaster {
  readonly pid: number;
  readonly port: number;
  /** Line 8 of the file: `ready`, `starting`, `stopping` or `standby`. */
  readonly status: string;
}

/** The server that runs on this cluster, by its own pid file; undefined when none does. */
export const runningPostmaster = (cluster: string): Postmaster | undefined => {
  let lines: readonly string[];
  try {
    lines = readFileSync(join(cluster, 'postmaster.pid'), 'utf8').split('\n');
  } catch {
    return undefined;
  }
  const pid = Number(lines[0]);
  // The pid may have gone to somebody else since: the server's command line names its data folder.
  if (!commandOf(pid).includes(cluster)) return undefined;
  return { pid, port: Number(lines[3]), status: (lines[7] ?? '').trim() };
};

/** Removes what a killed server left behind; the caller has seen that {@link runningPostmaster} finds nobody. */
export const removeStalePidFile = (cluster: string): void => rmSync(join(cluster, 'postmaster.pid'), { force: true });
