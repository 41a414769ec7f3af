import type { Position } from '../domain/shared/fact.js';
import type { FactLog } from './fact-log.js';
import type { Projection } from './projection.js';
import type { ModelGeneration, ReadStore } from './read-store.port.js';
import { PROJECTIONS } from './registry.js';

/**
 * `outdated`: made by another version of the fold, to be made anew; `rebuilding`: beside the live one, not complete;
 * `foreign`: made from another log; `unknown`: this program has no such read model.
 */
export type ModelStatus = 'up to date' | 'behind' | 'rebuilding' | 'poisoned' | 'outdated' | 'foreign' | 'unknown';

export interface DescribedGeneration {
  readonly version: number;
  readonly live: boolean;
  readonly status: ModelStatus;
  readonly position?: Position;
  /** Facts of the log that are not in the rows; counted up to {@link MOST_LAG}. Absent where the log is another one. */
  readonly lag?: number;
  /** What is wrong; '' while nothing is. */
  readonly detail: string;
}

export interface DescribedModel {
  readonly name: string;
  /** Of the fold in this program; absent if it has none. */
  readonly version?: number;
  /** The live one first; none if the model was never made. */
  readonly generations: readonly DescribedGeneration[];
}

export interface DescribedModels {
  readonly head?: Position;
  readonly models: readonly DescribedModel[];
}

/** Who is further behind than this is not told how far: counting means reading. */
export const MOST_LAG = 10_000;

/** Counts facts after a position, each position once. */
class Lags {
  private readonly known = new Map<Position | undefined, Promise<number>>();

  constructor(
    private readonly log: FactLog,
    private readonly head: Position | undefined,
  ) {}

  of(position: Position | undefined): Promise<number> {
    if (position === this.head) return Promise.resolve(0);
    const lag = this.known.get(position) ?? this.count(position);
    this.known.set(position, lag);
    return lag;
  }

  private async count(after: Position | undefined): Promise<number> {
    let count = 0;
    const range = { limit: MOST_LAG, ...(after !== undefined && { after }) };
    for await (const { position } of this.log.readAll(range)) {
      // What came after the head was looked up is no lag of anybody yet.
      if (this.head === undefined || position > this.head) break;
      count += 1;
    }
    return count;
  }
}

const statusOf = (
  { live, version, poison, storeId }: ModelGeneration,
  wanted: Projection | undefined,
  ownLog: string,
  lag: number,
): readonly [ModelStatus, string] => {
  if (wanted === undefined) return ['unknown', 'this program has no such read model'];
  if (storeId !== ownLog) return ['foreign', `made from log ${storeId}`];
  if (poison !== undefined) {
    const { position, type, stream, reason } = poison;
    return ['poisoned', `stopped at position ${position}: ${type} of ${stream}: ${reason}`];
  }
  if (!live) return ['rebuilding', ''];
  if (version !== wanted.version) return ['outdated', `this program's version is ${wanted.version}`];
  return [lag === 0 ? 'up to date' : 'behind', ''];
};

/** Every read model of this program and of the store, with all its generations. */
export const describeModels = async (
  log: FactLog,
  store: ReadStore,
  projections: readonly Projection[] = PROJECTIONS,
): Promise<DescribedModels> => {
  const ownLog = await log.storeId();
  // The head first: a model may be beyond it then, but never seems behind what it holds.
  const head = await log.head();
  const stored = await store.generations();
  const lags = new Lags(log, head);
  const wanted = new Map(projections.map((projection) => [projection.name, projection]));
  const names = [...new Set([...wanted.keys(), ...stored.map(({ model }) => model)])];
  const describe = async (generation: ModelGeneration): Promise<DescribedGeneration> => {
    const { version, live, position, storeId } = generation;
    const lag = storeId === ownLog ? await lags.of(position) : 0;
    const [status, detail] = statusOf(generation, wanted.get(generation.model), ownLog, lag);
    return {
      version,
      live,
      status,
      ...(position !== undefined && { position }),
      ...(storeId === ownLog && { lag }),
      detail,
    };
  };
  const models = await Promise.all(
    names.map(async (name) => {
      const version = wanted.get(name)?.version;
      const generations = await Promise.all(stored.filter(({ model }) => model === name).map(describe));
      return { name, ...(version !== undefined && { version }), generations };
    }),
  );
  return { ...(head !== undefined && { head }), models };
};
