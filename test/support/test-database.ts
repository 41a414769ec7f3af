import { randomUUID } from 'node:crypto';
import pg from 'pg';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

const onServer = async (statement: string): Promise<void> => {
  const url = process.env.TRIBUNE_TEST_PG;
  if (url === undefined) throw new Error('TRIBUNE_TEST_PG is not set: build first, so that the test server can start');
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query(statement);
  } finally {
    await client.end();
  }
};

/** A database of its own on the server of the test run. */
export const createTestDatabase = async (): Promise<TestDatabase> => {
  const name = `t_${randomUUID().replaceAll('-', '')}`;
  await onServer(`create database ${name}`);
  const url = new URL(process.env.TRIBUNE_TEST_PG as string);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => onServer(`drop database if exists ${name} with (force)`) };
};
