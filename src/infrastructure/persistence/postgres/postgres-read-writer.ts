import type { DataSource } from 'typeorm';
import {
  FencedError,
  type Progress,
  type ReadModelWriter,
  type Row,
  type RowChange,
} from '../../../projections/read-store.port.js';
import { sqlState } from '../../postgres/failures.js';
import { commitStatement } from './commit-statement.js';
import { type Claim, dropRetired, progressOf, publishGeneration } from './read-generations.js';
import { tableName, UNDEFINED_TABLE } from './read-tables.js';

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
    const rows = await this.mine<{ key: string; row: string }>(
      `select key, row from ${tableName(generation, table)} where key = any($1::text[])`,
      [keys],
    );
    return new Map(rows.map(({ key, row }) => [key, JSON.parse(row) as Row]));
  }

  async commit(changes: readonly RowChange[], progress: Progress): Promise<void> {
    const { text, values } = commitStatement(this.claim, changes, progress);
    const answers = await this.mine(text, values);
    if (answers.length === 0) throw new FencedError(this.claim.shape.name);
    this.progress = progress;
  }

  async publish(): Promise<void> {
    if (!this.rebuilding) return;
    await this.source.transaction(async (db) => {
      if (!(await publishGeneration(db, this.claim))) throw new FencedError(this.claim.shape.name);
    });
    this.rebuilding = false;
    // What could not be dropped, because somebody still reads it, goes with the next claim.
    await this.source.transaction((db) => dropRetired(db, this.claim)).catch(() => undefined);
  }

  /** Tables that are gone are those of a claim that somebody else has replaced. */
  private async mine<Found>(text: string, values: unknown[]): Promise<Found[]> {
    try {
      return await this.source.manager.query<Found[]>(text, values);
    } catch (error) {
      if (sqlState(error) === UNDEFINED_TABLE) throw new FencedError(this.claim.shape.name);
      throw error;
    }
  }
}
