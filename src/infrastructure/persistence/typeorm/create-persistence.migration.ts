import type { MigrationInterface, QueryRunner } from 'typeorm';

/** TypeORM orders migrations by the number at the end of the class name. */
export class CreatePersistence1764000000000 implements MigrationInterface {
  async up(runner: QueryRunner): Promise<void> {
    await runner.query(`
      create table checkpoints (
        listener text primary key,
        store_id text not null,
        position text not null,
        memory text
      )`);
    // Decimals as text: what comes back is what a seal was made over, to the last zero.
    await runner.query(`
      create table candles (
        timeframe text collate "C" not null,
        instrument_id text collate "C" not null,
        open_time bigint not null,
        open text not null, high text not null, low text not null, close text not null, volume text not null,
        primary key (timeframe, instrument_id, open_time)
      )`);
    // One row a generation of a read model; its rows lie in tables of their own, named by the generation.
    await runner.query(`
      create table read_models (
        generation int generated always as identity primary key,
        model text not null,
        version int not null,
        live boolean not null,
        fence int not null default 0,
        shape text not null,
        store_id text not null,
        position text
      )`);
    await runner.query('create unique index read_models_live on read_models (model) where live');
  }

  async down(runner: QueryRunner): Promise<void> {
    await runner.query('drop table checkpoints, candles, read_models');
  }
}
