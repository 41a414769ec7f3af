import { setTimeout as sleep } from 'node:timers/promises';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { DAY } from '../../src/domain/shared/time.js';
import type { EventStore } from '../../src/application/ports/event-store.port.js';
import { openMemory, openStorage, type Storage } from '../../src/infrastructure/bootstrap/open-storage.js';
import { liveThrough, Pace } from '../../src/infrastructure/bootstrap/pace.js';
import { type EmbeddedPostgres, startEmbedded } from '../../src/infrastructure/postgres/embedded-server.js';
import { PostgresPool } from '../../src/infrastructure/postgres/pool.js';
import { moneyOf, neverArrivedIn } from '../support/money-of.js';
import { killServer, serverPid, temporaryFolder } from '../support/own-server.js';
import { deskOverPretendMarket, type PretendDesk, startPretendDesk, TRADING_FROM } from '../support/pretend-desk.js';

const SEED = 7;
const HALF = TRADING_FROM + DAY / 2;
const UNTIL = TRADING_FROM + DAY;

const collect = async (store: EventStore): Promise<RecordedFact[]> => {
  const facts: RecordedFact[] = [];
  for await (const fact of store.readAll()) facts.push(fact);
  return facts;
};

/** A server of its own that falls and comes back on the same port. */
class FallingServer {
  private readonly folder = temporaryFolder();
  private server: EmbeddedPostgres | undefined;
  private back: Promise<void> = Promise.resolve();

  async start(): Promise<string> {
    this.server = await startEmbedded({ dataDir: this.folder.path });
    return this.server.url;
  }

  /** Resolves when it is down; it comes back by itself. */
  async fall(how: 'killed' | 'restarted'): Promise<void> {
    await this.back;
    if (how === 'killed') killServer(this.folder.path);
    else process.kill(serverPid(this.folder.path), 'SIGINT');
    await this.server?.stop();
    this.back = sleep(300).then(() => this.start().then(() => undefined));
  }

  /** Ends everybody's session again and again. */
  async endSessions(times: number): Promise<void> {
    const pool = new PostgresPool({ url: this.server?.url ?? '', max: 1 });
    for (let n = 0; n < times; n++) {
      const end = pool.query(`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and backend_type = 'client backend'`);
      // It may be down itself just then.
      await end.catch(() => undefined);
      await sleep(15);
    }
    await pool.end();
  }

  async end(): Promise<void> {
    await this.back;
    await this.server?.stop();
    this.folder.remove();
  }
}

/** What befalls the next write of a kind, just before it goes out. */
interface Ambush {
  save?: () => Promise<void>;
  append?: () => Promise<void>;
}

const ambushed = (storage: Storage, ambush: Ambush): Storage => {
  const { checkpoints, archive } = storage;
  const spring = async (kind: keyof Ambush) => {
    const act = ambush[kind];
    delete ambush[kind];
    await act?.();
  };
  return {
    ...storage,
    checkpoints: {
      load: (listener) => checkpoints.load(listener),
      save: (listener, checkpoint) => spring('save').then(() => checkpoints.save(listener, checkpoint)),
    },
    archive: {
      read: (query) => archive.read(query),
      newest: (timeframe) => archive.newest(timeframe),
      append: (candles) => spring('append').then(() => archive.append(candles)),
    },
  };
};

const patience = () => {
  const told = { troubles: 0, recoveries: 0 };
  return { told, onTrouble: () => void told.troubles++, onRecovery: () => void told.recoveries++ };
};

/** As the running desk: the past at full speed, then at a pace; here so fast that it never waits. */
const tradePaced = (
  { run, desk, clock }: PretendDesk,
  heard: Pick<ReturnType<typeof patience>, 'onTrouble' | 'onRecovery'>,
) =>
  new Promise<void>((done, onFailure) => {
    const onStep = () => {
      if (clock.now() >= UNTIL) void pace.stop().then(done);
    };
    const pace = new Pace({ run, desk, clock, ...heard, speed: 1e9, onStep, onEnd: done, onFailure });
    pace.start();
  });

describe('PostgreSQL that goes away while the desk trades at full speed', () => {
  const server = new FallingServer();
  let storage: Storage;

  beforeAll(async () => {
    storage = await openStorage({ kind: 'url', url: await server.start() });
  }, 60_000);
  afterAll(async () => {
    await storage.close();
    await server.end();
  });

  it('F-S10 F-S3: trading goes on by itself, and the money is that of a calm run', async () => {
    const ambush: Ambush = {};
    const trader = await startPretendDesk({ storage: ambushed(storage, ambush), seed: SEED });
    const { told, ...heard } = patience();
    ambush.save = () => server.fall('killed');
    const { signal } = new AbortController();
    await liveThrough(trader, HALF, () => undefined, { ...heard, signal });
    expect(ambush.save).toBeUndefined();
    ambush.append = () => server.fall('killed');
    ambush.save = () => server.fall('restarted');
    const storm = server.endSessions(20);
    await tradePaced(trader, heard);
    await storm;
    await trader.close();
    const facts = await collect(storage.store);
    const calm = openMemory();
    await deskOverPretendMarket({ storage: calm, seed: SEED, until: UNTIL, drop: neverArrivedIn(facts) });
    const expected = moneyOf(await collect(calm.store));

    expect(ambush).toEqual({});
    expect(told.recoveries).toBeGreaterThanOrEqual(3);
    expect(expected.closed.length).toBeGreaterThan(0);
    expect(moneyOf(facts)).toEqual(expected);
  }, 60_000);
});
