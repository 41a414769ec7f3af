import type { Redecided } from '../../application/replay/redecide.js';
import { verifyLog, type VerifyReport } from '../../application/replay/verify-log.js';
import { verifyProjections } from '../../projections/verify-projections.js';
import { Sha256Digest } from '../digest/sha256-digest.js';
import type { VerifyLine } from '../interfaces/cli/actions.js';
import { PostgresReadStore } from '../persistence/postgres/postgres-read-store.js';
import { openDataSource } from '../persistence/typeorm/data-source.js';
import { openLog, type LogPlace, type OpenedLog } from './open-log.js';

const notCompared = ({ inUse, url }: OpenedLog): string => {
  if (inUse) return '; the desk is running, so its read models were not compared';
  return url === undefined ? '; no database is beside it, so no read models were compared' : '';
};

const redecidedLine = ({ facts, different: [first, ...others] }: Redecided): VerifyLine => ({
  name: 'decided again',
  holds: first === undefined,
  count: facts,
  detail:
    first === undefined
      ? 'the recorded votes lead to the recorded decisions'
      : `${first.stream} at ${first.position}: ${first.sentence}${others.length === 0 ? '' : `; and ${others.length} more`}`,
});

const linesOf = (
  { facts, stateHash, invariants, models, redecided }: VerifyReport,
  log: OpenedLog,
): readonly VerifyLine[] => [
  ...invariants.map(({ id, name, checks, violations, first }) => ({
    name: `${id}. ${name}`,
    holds: violations === 0,
    count: checks,
    detail: first ? `${first.type} at ${first.position} (${first.stream} ${first.version}): ${first.sentence}` : '',
  })),
  ...models.map(({ name, holds, rows, detail }) => ({ name: `read model ${name}`, holds, count: rows, detail })),
  redecidedLine(redecided),
  {
    name: 'the log',
    holds: true,
    count: facts,
    detail: `state hash ${stateHash}${notCompared(log)}`,
  },
];

const verifyOpened = async ({ store, url, inUse }: OpenedLog, signal: AbortSignal): Promise<VerifyReport> => {
  const parts = { store, newDigest: () => new Sha256Digest() };
  const onProgress = () => {
    if (signal.aborted) throw new Error('Interrupted: the log was not read to its end.');
  };
  // Rows that move while they are compared would look wrong.
  if (inUse || url === undefined) return verifyLog(parts, onProgress);
  const source = await openDataSource({ url, max: 2 });
  try {
    const readStore = new PostgresReadStore(source);
    return await verifyLog({ ...parts, rebuildModels: () => verifyProjections(store, readStore) }, onProgress);
  } finally {
    await source.destroy();
  }
};

/** Refolds a log and holds every invariant and every read model against it: one line for each. */
export const verifyDesk = async (place: LogPlace, signal: AbortSignal): Promise<readonly VerifyLine[]> => {
  const log = await openLog(place);
  try {
    return linesOf(await verifyOpened(log, signal), log);
  } finally {
    await log.close();
  }
};
