import type { DataSource } from 'typeorm';
import {
  FencedError,
  type Progress,
  type ReadModelWriter,
  type Row,
  type RowChange,
} from '../../../projections/read-store.port.js';
import { advance, type Claim, progressOf, publishGeneration } from './read-generations.js';
import { applyChanges, tableName } from './read-tables.js';

export class PostgresReadWriter implements ReadModelWriter {
  progress: Progress | undefined;
  rebuilding: boolean;

  constructor(
    private readonly source: DataSource,
    private readonly claim: Claim,
  ) {
    this.progress = progressOf(claim);
    this.rebuilding = !claim.live;
  }

  async get(table: string, keys: readonly string[]): Promise<ReadonlyMap<string, Row>> {
    const { generation, shape } = this.claim;
    if (!shape.tables[table]) throw new TypeError(`${shape.name} has no table ${table}`);
    if (keys.length === 0) return new Map();
    const rows = await this.source.manager.query<{ key: string; row: string }[]>(
      `select key, row from ${tableName(generation, table)} where key = any($1::text[])`,
      [keys],
    );
    return new Map(rows.map(({ key, row }) => [key, JSON.parse(row) as Row]));
  }

  async commit(changes: readonly RowChange[], progress: Progress): Promise<void> {
    await this.source.transaction(async (db) => {
      if (!(await advance(db, this.claim, progress))) throw new FencedError(this.claim.shape.name);
      await applyChanges(db, this.claim.generation, this.claim.shape, changes);
    });
    this.progress = progress;
  }

  async publish(): Promise<void> {
    if (!this.rebuilding) return;
    await this.source.transaction(async (db) => {
      if (!(await publishGeneration(db, this.claim))) throw new FencedError(this.claim.shape.name);
    });
    this.rebuilding = false;
  }
}
