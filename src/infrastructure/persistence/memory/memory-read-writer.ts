import {
  FencedError,
  type Poison,
  type Progress,
  type ReadModelWriter,
  type Row,
  type RowChange,
} from '../../../projections/read-store.port.js';
import { lastChanges } from '../last-changes.js';
import type { MemoryGeneration, MemoryModel } from './memory-generation.js';

export class MemoryReadWriter implements ReadModelWriter {
  private readonly fence: number;
  progress: Progress | undefined;
  rebuilding: boolean;

  constructor(
    private readonly model: MemoryModel,
    private readonly generation: MemoryGeneration,
    private readonly onChange: () => void,
  ) {
    this.fence = ++generation.fence;
    generation.released = false;
    const { storeId, position } = generation;
    this.progress = position === undefined ? undefined : { storeId, position };
    this.rebuilding = model.live !== generation;
  }

  async get(table: string, keys: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    const rows = this.generation.tables.get(table);
    if (!rows) throw new TypeError(`${this.generation.shape.name} has no table ${table}`);
    const found = keys.map((key) => [key, rows.get(key)] as const);
    return new Map(found.filter((entry): entry is readonly [string, Row] => entry[1] !== undefined));
  }

  async commit(changes: readonly RowChange[], progress: Progress): Promise<void> {
    this.assertMine();
    const { generation } = this;
    if (progress.storeId !== generation.storeId) throw new FencedError(generation.shape.name);
    const byTable = lastChanges(generation.shape, changes);
    for (const [table, ofTable] of byTable) if (ofTable.size > 0) generation.tables.get(table)?.apply(ofTable.values());
    generation.position = progress.position;
    generation.poison = undefined;
    this.progress = progress;
    this.onChange();
  }

  async stop(poison: Poison): Promise<void> {
    this.assertMine();
    this.generation.poison = poison;
  }

  async publish(release = false): Promise<boolean> {
    if (!this.rebuilding && !release) return true;
    this.assertMine();
    const { model, generation } = this;
    // Positions of another log say nothing about this one.
    const seen = model.live.storeId === generation.storeId ? (model.live.position ?? '') : '';
    if ((generation.position ?? '') < seen) return false;
    model.live = generation;
    model.building = undefined;
    generation.released = release;
    this.rebuilding = false;
    this.onChange();
    return true;
  }

  private assertMine(): void {
    const { model, generation } = this;
    const known = model.live === generation || model.building === generation;
    if (generation.fence !== this.fence || !known) throw new FencedError(generation.shape.name);
  }
}
