import type { DataSource } from 'typeorm';
import { INSTRUMENT_IDS } from '../../domain/market/instrument.js';
import { TIMEFRAMES, type Candle } from '../../domain/market/candle.js';
import type { Position } from '../../domain/shared/fact.js';
import { BEGINNING } from '../../application/messaging/engine.js';
import { checkpointsOf, replaceCheckpoints, type KeptCheckpoint } from '../persistence/postgres/kept-checkpoints.js';
import { PostgresCandleArchive } from '../persistence/postgres/postgres-candle-archive.js';
import { PostgresLeases } from '../persistence/postgres/postgres-leases.js';
import { openDataSource } from '../persistence/typeorm/data-source.js';
import type { OpenedLog } from './open-log.js';
import { engineLease } from './roles/role.js';

/** What is kept beside a log cannot be made to belong to its copy as things stand; nothing was changed. */
export class CannotCarry extends Error {
  override readonly name = 'CannotCarry';
}

export interface Carried {
  /** Checkpoints that are those of the same facts in the copy. */
  readonly checkpoints: number;
  /** Candles brought along; 0 where both logs have the same database beside them. */
  readonly candles: number;
}

export interface CarryAlong {
  /** Positions of the source whose places in the copy {@link finish} needs. */
  readonly kept: readonly Position[];
  /** Makes the database beside the copy belong to it. */
  finish(moved: ReadonlyMap<Position, Position>): Promise<Carried>;
  close(): Promise<void>;
}

const BATCH = 5_000;

const assertNoEngine = async (source: DataSource, accountId: string): Promise<void> => {
  const [lease] = await new PostgresLeases(source).look([engineLease(accountId)]);
  if (!lease?.held) return;
  throw new CannotCarry(`a desk trades on the database of the copy (${lease.owner}): stop it first.`);
};

const copyCandles = async (from: DataSource, to: DataSource): Promise<number> => {
  const [source, target] = [new PostgresCandleArchive(from), new PostgresCandleArchive(to)];
  let candles = 0;
  for (const instrumentId of INSTRUMENT_IDS) {
    for (const timeframe of TIMEFRAMES) {
      let batch: Candle[] = [];
      for await (const candle of source.read({ instrumentId, timeframe })) {
        batch.push(candle);
        if (batch.length < BATCH) continue;
        await target.append(batch);
        candles += batch.length;
        batch = [];
      }
      await target.append(batch);
      candles += batch.length;
    }
  }
  return candles;
};

const movedTo = (storeId: string, moved: ReadonlyMap<Position, Position>) => (row: KeptCheckpoint) => {
  const position = row.position === BEGINNING ? BEGINNING : moved.get(row.position);
  if (position === undefined) throw new CannotCarry(`the copy lacks the fact at which ${row.listener} stands`);
  return { ...row, storeId, position };
};

/** By address: the same server by two names is two, which costs a copy of candles onto themselves and no more. */
const isSame = (one: string, other: string): boolean => {
  const [a, b] = [new URL(one), new URL(other)];
  return a.host === b.host && a.pathname === b.pathname;
};

export interface CarryOptions {
  readonly accountId: string;
  /** Also where source and copy have the same database beside them: what is in it then belongs to the copy alone. */
  readonly switchDesk: boolean;
}

/**
 * Prepares to take along what a desk needs beside its log: checkpoints and candles. Read models are rebuilt from the copy.
 * The checkpoints are read before the log is: older than their log, they only mean that facts are delivered again.
 *
 * @returns undefined where there is nothing to carry, or nowhere
 * @throws CannotCarry
 */
export const carryAlong = async (
  from: OpenedLog,
  to: OpenedLog,
  { accountId, switchDesk }: CarryOptions,
): Promise<CarryAlong | undefined> => {
  if (from.url === undefined || to.url === undefined) return undefined;
  const same = isSame(from.url, to.url);
  if (same && !switchDesk) return undefined;
  const source = await openDataSource({ url: from.url, max: 2 });
  const opened = [source];
  const close = async () => {
    for (const each of opened.splice(0)) await each.destroy();
  };
  try {
    const target = same ? source : await openDataSource({ url: to.url, max: 2 });
    if (!same) opened.push(target);
    await assertNoEngine(target, accountId);
    const rows = await checkpointsOf(source, await from.store.storeId());
    const finish = async (moved: ReadonlyMap<Position, Position>): Promise<Carried> => {
      const there = rows.map(movedTo(await to.store.storeId(), moved));
      const candles = same ? 0 : await copyCandles(source, target);
      await replaceCheckpoints(target, there);
      return { checkpoints: there.length, candles };
    };
    return { kept: rows.map(({ position }) => position), finish, close };
  } catch (error) {
    await close();
    throw error;
  }
};
