import pg from 'pg';

/** Cuts what tests forgot to close; otherwise the server would stay for them. */
export const dropTestConnections = async (url: string): Promise<void> => {
  const client = new pg.Client({ connectionString: url });
  client.on('error', () => undefined);
  try {
    await client.connect();
    await client.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    );
    await client.end();
  } catch {
    // A server that is gone has no connections.
  }
};
