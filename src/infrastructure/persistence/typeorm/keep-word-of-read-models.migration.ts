import type { MigrationInterface, QueryRunner } from 'typeorm';

/** What other processes must know of a read model: why it stands still, and whether its writer has let go of it. */
export class KeepWordOfReadModels1764300000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query('alter table read_models add poison text, add released boolean not null default false');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('alter table read_models drop poison, drop released');
  }
}
