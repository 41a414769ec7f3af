import type { DataSource } from 'typeorm';
import { LeaseLost, type Fence } from '../../src/application/ports/leases.port.js';
import { StoreUnavailable } from '../../src/application/ports/event-store.port.js';
import { PostgresCheckpoints } from '../../src/infrastructure/persistence/postgres/postgres-checkpoints.js';
import { PostgresLeases } from '../../src/infrastructure/persistence/postgres/postgres-leases.js';
import { openDataSource } from '../../src/infrastructure/persistence/typeorm/data-source.js';
import { startEmbedded } from '../../src/infrastructure/postgres/embedded-server.js';
import { killServer, temporaryFolder } from '../support/own-server.js';
import { eventually } from '../support/started-desk.js';
import { createTestDatabase, type TestDatabase } from '../support/test-database.js';
import { leasesContract } from './leases.contract.js';

let database: TestDatabase;
let mine: DataSource;
let theirs: DataSource;

beforeAll(async () => {
  database = await createTestDatabase();
  mine = await openDataSource(database);
  theirs = await openDataSource(database);
});
afterAll(async () => {
  await Promise.all([mine.destroy(), theirs.destroy()]);
  await database.drop();
});

leasesContract('postgres', async () => {
  await mine.query('truncate leases, checkpoints');
  const checkpoints = new PostgresCheckpoints(mine);
  return { mine: new PostgresLeases(mine), theirs: new PostgresLeases(theirs), checkpoints };
});

describe('leases in PostgreSQL', () => {
  it('F-S6 whoever takes a lease waits for a statement under the old token that is under way', async () => {
    await mine.query('truncate leases, checkpoints');
    const fence = (await new PostgresLeases(mine).take('engine', 'me', 60_000)) as Fence;
    const runner = mine.createQueryRunner();
    await runner.startTransaction();
    await new PostgresCheckpoints({ manager: runner.manager } as DataSource).save(
      'engine',
      { storeId: 'log', position: '1' },
      fence,
    );
    let isTaken = false;
    const taking = new PostgresLeases(theirs).seize('engine', 'you', 60_000).then(() => (isTaken = true));
    const waits = `select 1 from pg_stat_activity where wait_event_type = 'Lock' and query like 'insert into leases%'`;
    await eventually(
      () => mine.query<unknown[]>(waits),
      (rows) => rows.length === 1,
    );
    expect(isTaken).toBe(false);
    await runner.commitTransaction();
    await runner.release();
    await taking;
    const late = new PostgresCheckpoints(mine).save('engine', { storeId: 'log', position: '2' }, fence);
    await expect(late).rejects.toThrow(LeaseLost);
  });

  it('F-S10 a server that falls and comes back has not forgotten who holds what, nor the tokens', async () => {
    const folder = temporaryFolder();
    let server = await startEmbedded({ dataDir: folder.path });
    const source = await openDataSource({ url: server.url });
    const leases = new PostgresLeases(source);
    try {
      const fence = (await leases.take('engine', 'me', 60_000)) as Fence;
      killServer(folder.path);
      await expect(leases.renew(fence, 60_000)).rejects.toThrow(StoreUnavailable);
      await server.stop();
      server = await startEmbedded({ dataDir: folder.path });
      expect(await leases.take('engine', 'you', 60_000)).toBeUndefined();
      expect(await leases.renew(fence, 60_000)).toBe(true);
      await leases.release(fence);
      expect(await leases.take('engine', 'you', 60_000)).toEqual({ lease: 'engine', token: 2 });
    } finally {
      await source.destroy();
      await server.stop();
      folder.remove();
    }
  }, 60_000);
});
