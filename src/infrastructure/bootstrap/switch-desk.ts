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

/** The desk cannot be moved to another log as things stand; nothing was changed. */
export class CannotSwitch extends Error {
  override readonly name = 'CannotSwitch';
}

export interface Switched {
  /** Listeners that go on in the copy. */
  readonly listeners: number;
  /** Candles brought along; 0 where both logs have the same database beside them. */
  readonly candles: number;
}

export interface Switch {
  /** Positions of the source whose places in the copy {@link finish} needs. */
  readonly kept: readonly Position[];
  /** Makes the database beside the copy go on with it. */
  finish(moved: ReadonlyMap<Position, Position>): Promise<Switched>;
  close(): Promise<void>;
}

const BATCH = 5_000;

const assertNoEngine = async (source: DataSource, accountId: string): Promise<void> => {
  const [lease] = await new PostgresLeases(source).look([engineLease(accountId)]);
  if (lease?.held) {
    throw new CannotSwitch(`a desk is running (${lease.owner}): stop it first, or leave --switch out to copy only.`);
  }
};

const besideOf = async (log: OpenedLog, which: string): Promise<DataSource> => {
  if (log.url !== undefined) return openDataSource({ url: log.url, max: 2 });
  throw new CannotSwitch(
    `${which} has no PostgreSQL beside it: name it with --set database=postgres://..., or --data.`,
  );
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
  if (position === undefined) throw new CannotSwitch(`the copy lacks the fact at which ${row.listener} stands`);
  return { ...row, storeId, position };
};

/**
 * Prepares to let a desk that is stopped go on from a copy of its log: its checkpoints are those of the same facts there,
 * and its candles go along to another database. Read models are rebuilt from the copy. @throws CannotSwitch
 */
export const switchDesk = async (from: OpenedLog, to: OpenedLog, accountId: string): Promise<Switch> => {
  const source = await besideOf(from, 'the source');
  const opened = [source];
  const close = async () => {
    for (const each of opened.splice(0)) await each.destroy();
  };
  try {
    const target = from.url === to.url ? source : await besideOf(to, 'the target');
    if (target !== source) opened.push(target);
    await assertNoEngine(source, accountId);
    await assertNoEngine(target, accountId);
    const rows = await checkpointsOf(source, await from.store.storeId());
    const finish = async (moved: ReadonlyMap<Position, Position>): Promise<Switched> => {
      const there = rows.map(movedTo(await to.store.storeId(), moved));
      const candles = target === source ? 0 : await copyCandles(source, target);
      await replaceCheckpoints(target, there);
      return { listeners: there.length, candles };
    };
    return { kept: rows.map(({ position }) => position), finish, close };
  } catch (error) {
    await close();
    throw error;
  }
};
