import type { MigrationInterface, QueryRunner } from 'typeorm';

export class CreateLeases1764100000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    // Few rows, each written about three times a second: room on the page keeps those writes beside the old row.
    await runner.query(`
      create table leases (
        name text primary key,
        owner text not null,
        token bigint not null,
        expires_at timestamptz not null,
        told text,
        told_token bigint
      ) with (fillfactor = 10)`);
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table leases');
  }
}
