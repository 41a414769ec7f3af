import type { DataSource } from 'typeorm';
import {
  FencedError,
  type Poison,
  type Progress,
  type ReadModelWriter,
  type Row,
  type RowChange,
} from '../../../projections/read-store.port.js';
import { sqlState } from '../../postgres/failures.js';
import { commitStatement } from './commit-statement.js';
import {
  type Claim,
  dropRetired,
  notePoison,
  progressOf,
  type Publication,
  publishGeneration,
} from './read-generations.js';
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

  async stop(poison: Poison): Promise<void> {
    if (!(await notePoison(this.source.manager, this.claim, poison))) throw new FencedError(this.claim.shape.name);
  }

  async publish(release = false): Promise<boolean> {
    if (!this.rebuilding && !release) return true;
    const outcome = await this.tryToPublish(release);
    if (outcome === 'fenced') throw new FencedError(this.claim.shape.name);
    if (outcome === 'behind') return false;
    this.rebuilding = false;
    // What could not be dropped, because somebody still reads it, goes with the next publication.
    await this.source.transaction((db) => dropRetired(db, this.claim)).catch(() => undefined);
    return true;
  }

  private async tryToPublish(release: boolean): Promise<Publication> {
    const runner = this.source.createQueryRunner();
    try {
      await runner.startTransaction();
      const outcome = await publishGeneration(runner.manager, this.claim, release);
      if (outcome === 'published') await runner.commitTransaction();
      else await runner.rollbackTransaction();
      return outcome;
    } catch (error) {
      await runner.rollbackTransaction().catch(() => undefined);
      throw error;
    } finally {
      await runner.release();
    }
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
