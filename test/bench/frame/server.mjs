import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { startEmbedded } from '../../../dist/infrastructure/postgres/embedded-server.js';

/**
 * A PostgreSQL of its own on the disk, with the settings of the product (fsync and synchronous_commit on), for the time
 * of `work`. `work` gets `{ newDatabase, version }`: `newDatabase()` makes an empty database and returns its URL.
 */
export const withServer = async (work) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tribune-bench-'));
  const server = await startEmbedded({ dataDir });
  try {
    const { rows } = await query(server.url, 'show server_version');
    return await work({ newDatabase: (name) => newDatabase(server.url, name), version: rows[0].server_version });
  } finally {
    await query(
      server.url,
      `select pg_terminate_backend(pid) from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    await server.stop();
    rmSync(dataDir, { recursive: true, force: true });
  }
};

let made = 0;
const newDatabase = async (url, name = `bench_${++made}`) => {
  await query(url, `create database ${name}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
};

const query = async (url, text) => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return await client.query(text);
  } finally {
    await client.end();
  }
};
