import type { Position } from '../../domain/shared/fact.js';
import type { FactLog } from '../fact-log.js';
import type { Projection } from '../projection.js';
import type { ReadStore } from '../read-store.port.js';
import { Lane } from './lane.js';
import { readToHead } from './read-to-head.js';
import { Sleeper } from './sleeper.js';

export interface RebuildOrder {
  readonly log: FactLog;
  readonly store: ReadStore;
  readonly projections: readonly Projection[];
  /** Ends it after the batch that is being written; the next order for the same models goes on from there. */
  readonly signal: AbortSignal;
  /** Told of each batch that is in the rows of all models. */
  readonly onProgress?: (position: Position) => void;
}

export interface RebuiltModel {
  readonly name: string;
  readonly version: number;
  /** Readers see the new rows only if it is `rebuilt`. */
  readonly outcome: 'rebuilt' | 'interrupted' | 'poisoned' | 'fenced';
  /** Of the last fact in the new rows. */
  readonly position?: Position;
  /** What is wrong; '' if nothing is. */
  readonly detail: string;
}

const RETRY_MS = 500;

const reportOn = (lane: Lane, shown: ReadonlySet<Lane>): RebuiltModel => {
  const { projection, position, status, detail } = lane;
  const outcome = shown.has(lane) ? 'rebuilt' : status === 'poisoned' || status === 'fenced' ? status : 'interrupted';
  const { name, version } = projection;
  return { name, version, outcome, ...(position !== undefined && { position }), detail };
};

/**
 * Makes read models anew beside those that readers see, shows each when it has come up to the old one, and lets go of
 * it, so that whoever projects for a running desk goes on with the new rows.
 */
export const rebuildModels = async (order: RebuildOrder): Promise<readonly RebuiltModel[]> => {
  const { log, store, projections, signal, onProgress } = order;
  const sleeper = new Sleeper();
  const end = () => sleeper.stop();
  signal.addEventListener('abort', end);
  if (signal.aborted) end();
  const stopped = () => sleeper.stopped;
  const storeId = await log.storeId();
  const lanes: Lane[] = [];
  for (const projection of projections) {
    lanes.push(new Lane(projection, await store.rebuild(projection, storeId), storeId, sleeper.pause, stopped));
  }
  const shown = new Set<Lane>();
  for (let waiting = lanes; waiting.length > 0 && !stopped();) {
    try {
      await readToHead(log, waiting, stopped, ({ position }) => onProgress?.(position));
      if (stopped()) break;
      for (const lane of waiting) if (await lane.tryToPublish(true)) shown.add(lane);
    } catch {
      await sleeper.pause(RETRY_MS);
    }
    waiting = waiting.filter((lane) => !lane.over && !shown.has(lane));
  }
  signal.removeEventListener('abort', end);
  return lanes.map((lane) => reportOn(lane, shown));
};
