import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateSnapshots1764200000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // The state as text, like the facts it was made of; the digest is of that text.
    await runner.query(`
      create table snapshots (
        stream text collate "C" primary key,
        store_id text not null,
        version int not null,
        event_id text not null,
        fold text not null,
        state text not null,
        digest text not null
      )`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table snapshots');
  }
}
