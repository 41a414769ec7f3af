import type { RecordedFact } from '../../domain/shared/fact.js';
import { describeModels } from '../../projections/describe-models.js';
import { PROJECTIONS } from '../../projections/registry.js';
import { rebuildModels } from '../../projections/runner/rebuild-models.js';
import { verifyProjections, type ProjectionCheck } from '../../projections/verify-projections.js';
import { nearestKey } from '../config/nearest-key.js';
import type { VerifyLine } from '../interfaces/cli/actions.js';
import type { PlaceOptions, ProjectionActions } from '../interfaces/cli/projection-actions.js';
import { PostgresReadStore } from '../persistence/postgres/postgres-read-store.js';
import { openDataSource } from '../persistence/typeorm/data-source.js';
import { NoLog, openLog, type LogPlace, type OpenedLog } from './open-log.js';

interface Opened {
  readonly log: OpenedLog['store'];
  readonly readStore: PostgresReadStore;
}

const NAMES = PROJECTIONS.map(({ name }) => name);
const CONNECTIONS = 6;

const chosen = (names: readonly string[]) => PROJECTIONS.filter(({ name }) => names.includes(name));

/** Positions of every store begin with digits that rise along the log; how far they rise is the store's own affair. */
const placeOf = (position: string | undefined): number => Number(/^\d+/.exec(position ?? '')?.[0] ?? 0);

const opened = async <T>(place: LogPlace, work: (opened: Opened) => Promise<T>): Promise<T> => {
  const log = await openLog(place);
  try {
    if (log.url === undefined)
      throw new NoLog('There is no PostgreSQL with read models: name it with --set database=URL.');
    const source = await openDataSource({ url: log.url, max: CONNECTIONS });
    try {
      return await work({ log: log.store, readStore: new PostgresReadStore(source) });
    } finally {
      await source.destroy();
    }
  } finally {
    await log.close();
  }
};

/** The log, until somebody interrupts the reading. */
const interruptible = ({ log }: Opened, signal: AbortSignal): Pick<OpenedLog['store'], 'readAll'> => ({
  async *readAll(): AsyncIterable<RecordedFact> {
    for await (const fact of log.readAll()) {
      if (signal.aborted) throw new Error('Interrupted: the log was not read to its end.');
      yield fact;
    }
  },
});

const checkLine = ({ name, holds, rows, detail, position }: ProjectionCheck): VerifyLine => ({
  name: `${name} at ${position ?? 'the beginning'}`,
  holds,
  count: rows,
  detail,
});

/** `tribune projections` over the real parts, beside a running desk or without one. */
export const projectionActions = (placeFor: (options: PlaceOptions) => LogPlace): ProjectionActions => ({
  names: NAMES,
  nearest: (name) => nearestKey(name, NAMES) ?? '',
  list: (options) => opened(placeFor(options), ({ log, readStore }) => describeModels(log, readStore)),
  rebuild: (names, options, onProgress, signal) =>
    opened(placeFor(options), async ({ log, readStore }) => {
      const head = placeOf(await log.head());
      onProgress?.(0, head);
      return rebuildModels({
        log,
        store: readStore,
        projections: chosen(names),
        signal,
        onProgress: (position) => onProgress?.(Math.min(placeOf(position), head), head),
      });
    }),
  verify: (names, options, signal) =>
    opened(placeFor(options), (parts) =>
      parts.readStore.atOneMoment(async (moment) =>
        (await verifyProjections(interruptible(parts, signal), moment, chosen(names))).map(checkLine),
      ),
    ),
});
