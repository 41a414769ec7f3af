import type { Position } from '../../../domain/shared/fact.js';
import {
  BadQueryError,
  FencedError,
  ForeignReadModelError,
  type ListQuery,
  type Progress,
  type ReadModelShape,
  type ReadModelWriter,
  ReadStore,
  type Row,
  type RowChange,
} from '../../../projections/read-store.port.js';
import type { Page } from '../../../projections/views.js';
import { lastChanges } from '../last-changes.js';
import { checkQuery, cursorOf } from '../list-cursor.js';
import { assertNames } from '../read-model-names.js';
import { MemoryRows } from './memory-rows.js';

interface Generation {
  readonly shape: ReadModelShape;
  readonly storeId: string;
  readonly tables: ReadonlyMap<string, MemoryRows>;
  position: Position | undefined;
  fence: number;
}

interface Model {
  live: Generation;
  building: Generation | undefined;
}

/** The same semantics as the PostgreSQL one, for tests and backtests. Rows are kept as given. */
export class MemoryReadStore extends ReadStore {
  private readonly models = new Map<string, Model>();
  private readonly arrivals = new Set<() => void>();

  async claim(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter> {
    const model = this.models.get(shape.name);
    const fits = (generation: Generation | undefined) =>
      generation && JSON.stringify(generation.shape) === JSON.stringify(shape) ? generation : undefined;
    const fitting = model && (fits(model.live) ?? fits(model.building));
    const before = fitting ?? model?.live;
    if (before && before.storeId !== storeId) throw new ForeignReadModelError(shape.name, storeId, before.storeId);
    if (!fitting) return this.rebuild(shape, storeId);
    if (model && fitting === model.live) model.building = undefined;
    return this.writer(fitting);
  }

  async rebuild(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter> {
    assertNames(shape);
    const tables = new Map(Object.keys(shape.tables).map((table) => [table, new MemoryRows()]));
    const generation: Generation = { shape, storeId, tables, position: undefined, fence: 0 };
    const model = this.models.get(shape.name);
    if (model) model.building = generation;
    else this.models.set(shape.name, { live: generation, building: undefined });
    return this.writer(generation);
  }

  async progress(model: string): Promise<Progress | undefined> {
    const live = this.models.get(model)?.live;
    return live?.position === undefined ? undefined : { storeId: live.storeId, position: live.position };
  }

  async reaches(model: string, position: Position, timeoutMs: number): Promise<boolean> {
    const there = () => (this.models.get(model)?.live.position ?? '') >= position;
    if (there()) return true;
    return new Promise((resolve) => {
      const end = (answer: boolean) => {
        clearTimeout(timer);
        this.arrivals.delete(look);
        resolve(answer);
      };
      const look = () => there() && end(true);
      const timer = setTimeout(() => end(false), timeoutMs);
      this.arrivals.add(look);
    });
  }

  async get(model: string, table: string, key: string): Promise<Row | undefined> {
    const live = this.models.get(model)?.live;
    if (live && !live.shape.tables[table]) throw new BadQueryError(`${model} has no table ${table}`);
    return live?.tables.get(table)?.get(key);
  }

  async list(model: string, table: string, query: ListQuery): Promise<Page<Row>> {
    const live = this.models.get(model)?.live;
    if (!live) return { items: [] };
    const found = (live.tables.get(table) ?? new MemoryRows()).list(checkQuery(live.shape, table, query));
    const items = found.slice(0, query.limit);
    const last = items.at(-1);
    return {
      items: items.map(({ row }) => row),
      ...(found.length > query.limit && last && { nextCursor: cursorOf(last) }),
      ...(live.position !== undefined && { asOf: live.position }),
    };
  }

  private writer(generation: Generation): ReadModelWriter {
    const fence = ++generation.fence;
    const { name } = generation.shape;
    const model = this.models.get(name) as Model;
    const isLive = () => model.live === generation;
    const assertMine = () => {
      if (generation.fence !== fence || (!isLive() && model.building !== generation)) throw new FencedError(name);
    };
    const writer = {
      progress:
        generation.position === undefined ? undefined : { storeId: generation.storeId, position: generation.position },
      rebuilding: !isLive(),
      get: async (table: string, keys: readonly string[]) => {
        const rows = generation.tables.get(table);
        if (!rows) throw new TypeError(`${name} has no table ${table}`);
        const found = keys.map((key) => [key, rows.get(key)] as const);
        return new Map(found.filter((entry): entry is readonly [string, Row] => entry[1] !== undefined));
      },
      commit: async (changes: readonly RowChange[], progress: Progress) => {
        assertMine();
        if (progress.storeId !== generation.storeId) throw new FencedError(name);
        const byTable = lastChanges(generation.shape, changes);
        for (const [table, ofTable] of byTable) generation.tables.get(table)?.apply(ofTable.values());
        generation.position = progress.position;
        writer.progress = progress;
        for (const look of [...this.arrivals]) look();
      },
      publish: async () => {
        if (!writer.rebuilding) return;
        assertMine();
        model.live = generation;
        model.building = undefined;
        writer.rebuilding = false;
        for (const look of [...this.arrivals]) look();
      },
    };
    return writer;
  }
}
