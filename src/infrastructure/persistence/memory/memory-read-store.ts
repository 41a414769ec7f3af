import type { Position } from '../../../domain/shared/fact.js';
import {
  BadQueryError,
  ForeignReadModelError,
  type ListQuery,
  type ModelGeneration,
  type Progress,
  type ReadModelShape,
  type ReadModelWriter,
  ReadStore,
  type Row,
} from '../../../projections/read-store.port.js';
import type { Page } from '../../../projections/views.js';
import { checkQuery, cursorOf } from '../list-cursor.js';
import { assertNames } from '../read-model-names.js';
import { shapeText } from '../shape-text.js';
import { emptyGeneration, type MemoryGeneration, type MemoryModel } from './memory-generation.js';
import { MemoryReadWriter } from './memory-read-writer.js';
import { MemoryRows } from './memory-rows.js';

const fits = (generation: MemoryGeneration, shape: ReadModelShape): boolean =>
  shapeText(generation.shape) === shapeText(shape);

/** The same semantics as the PostgreSQL one, for tests and backtests. Rows are kept as given. */
export class MemoryReadStore extends ReadStore {
  private readonly models = new Map<string, MemoryModel>();
  private readonly arrivals = new Set<() => void>();

  async claim(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter> {
    assertNames(shape);
    const model = this.models.get(shape.name);
    const fitting = model && [model.live, model.building].find((each) => each && fits(each, shape));
    const other = [fitting, model?.live].find((each) => each && each.storeId !== storeId);
    if (other) throw new ForeignReadModelError(shape.name, storeId, other.storeId);
    if (model && fitting) {
      if (model.building && !fits(model.building, shape)) model.building = undefined;
      return this.writer(model, fitting);
    }
    return this.begin(shape, storeId);
  }

  async rebuild(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter> {
    assertNames(shape);
    const model = this.models.get(shape.name);
    const { building } = model ?? {};
    if (model && building?.storeId === storeId && fits(building, shape)) return this.writer(model, building);
    return this.begin(shape, storeId);
  }

  async claimReleased(shape: ReadModelShape, storeId: string): Promise<ReadModelWriter | undefined> {
    const model = this.models.get(shape.name);
    if (!model?.live.released || model.live.storeId !== storeId || !fits(model.live, shape)) return undefined;
    return this.writer(model, model.live);
  }

  async generations(): Promise<readonly ModelGeneration[]> {
    const models = [...this.models.values()].sort((a, b) => (a.live.shape.name < b.live.shape.name ? -1 : 1));
    return models.flatMap(({ live, building }) =>
      [live, ...(building ? [building] : [])].map((each) => ({
        model: each.shape.name,
        version: each.shape.version,
        live: each === live,
        storeId: each.storeId,
        ...(each.position !== undefined && { position: each.position }),
        ...(each.poison && { poison: each.poison }),
      })),
    );
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

  private begin(shape: ReadModelShape, storeId: string): ReadModelWriter {
    const generation = emptyGeneration(shape, storeId);
    const known = this.models.get(shape.name);
    const model = known ?? { live: generation, building: undefined };
    if (known) known.building = generation;
    this.models.set(shape.name, model);
    return this.writer(model, generation);
  }

  private writer(model: MemoryModel, generation: MemoryGeneration): ReadModelWriter {
    return new MemoryReadWriter(model, generation, () => {
      for (const look of [...this.arrivals]) look();
    });
  }
}
