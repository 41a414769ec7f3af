import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../../src/domain/shared/time.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { openMemory, openStorage, type Storage } from '../../src/infrastructure/bootstrap/open-storage.js';
import { PROJECTIONS } from '../../src/projections/registry.js';
import { verifyProjections } from '../../src/projections/verify-projections.js';
import { audit } from '../support/audited-log.js';
import { type FakeNode, startFakeNode } from '../support/eventstoredb/fake-node.js';
import { collect } from '../support/facts.js';
import { type Moment, tradeAndKill, tradeToTheEnd } from '../support/killing.js';
import { moneyOf, neverArrivedIn } from '../support/money-of.js';
import { deskOverPretendMarket, TRADING_FROM } from '../support/pretend-desk.js';

const KILLS = Number(process.env['TRIBUNE_KILLS'] ?? 25);
const KNOWN_SEED = 7;
/** Of the market and of the moments. */
const SEED = Number(process.env['TRIBUNE_SEED'] ?? KNOWN_SEED);
/**
 * Half the kills fall beside a commit of facts about orders and money, a quarter beside one of a read model's rows, and
 * the rest anywhere: while the store or the desk starts, and late in a run.
 */
const momentOf = (kill: number, chance: number): Moment => {
  if (kill % 2 === 1) return { of: 'fact', sign: 1 + Math.floor(chance * 80) };
  if (kill % 4 === 2) return { of: 'rows', sign: 1 + Math.floor(chance * 80) };
  if (kill % 12 === 0) return { after: 'spawn', ms: chance * 1_000 };
  return { after: 'open', ms: chance * (kill % 8 === 0 ? 4_000 : 1_000) };
};

const chanceOf = (n: number): number => {
  const x = Math.sin(SEED * 12.9898 + n * 78.233) * 43_758.5453;
  return x - Math.floor(x);
};

/**
 * The kills are shared out: the first half on PostgreSQL, the others on EventStoreDB. After the last one,
 * the day and so much more is traded in peace; at least so many trades are then closed.
 */
const HALF = Math.ceil(KILLS / 2);
const STORES = [
  { store: 'postgres', from: 0, to: HALF, rest: DAY, trades: 4 },
  { store: 'eventstoredb', from: HALF, to: KILLS, rest: 0, trades: 2 },
] as const;

describe.each(STORES)('killed in the middle and still right: $store', ({ store, from, to, rest, trades }) => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tribune-kill-'));
  let node: FakeNode | undefined;
  beforeAll(async () => {
    if (store === 'eventstoredb') node = await startFakeNode();
  });
  afterAll(async () => {
    await node?.stop();
    rmSync(dataDir, { recursive: true, force: true });
  });

  const database = { kind: 'embedded', dataDir } as const;
  const options = () => ({ dataDir, seed: SEED, ...(node && { node: node.url }) });
  let falls = 0;
  /**
   * Two kills of three the node falls first, with whatever is under way to it, and is back for the next life only. While
   * a desk lives its node stays: the pretend venue keeps its book there, and a venue that fails trades otherwise.
   */
  const fallAt = (kill: number) => async () => {
    if (!node || kill % 3 === 0) return;
    falls += 1;
    await node.kill();
  };

  const opened = async <T>(look: (storage: Storage) => Promise<T>): Promise<T> => {
    const storage = await openStorage(node ? { kind: 'eventstoredb', url: node.url, database } : database);
    try {
      return await look(storage);
    } finally {
      await storage.close();
    }
  };
  const factsOf = (storage: Storage): Promise<RecordedFact[]> => collect(storage.store.readAll());

  it(
    `F-C6 F-O1 F-O24 F-O26 F-R12: ${to - from} kills later all is as in a run never killed (TRIBUNE_SEED=${SEED} repeats it)`,
    async () => {
      for (let kill = from; kill < to; kill++) {
        await tradeAndKill(options(), momentOf(kill, chanceOf(kill)), fallAt(kill));
        await node?.start();
      }
      const reached = Math.max(TRADING_FROM, ...(await opened(factsOf)).map((fact) => fact.metadata.at));
      const until = Math.ceil(reached / DAY) * DAY + rest;
      await tradeToTheEnd({ ...options(), until });
      const { killed, head, models } = await opened(async (storage) => ({
        killed: await factsOf(storage),
        head: await storage.store.head(),
        models: await verifyProjections(storage.store, storage.readStore),
      }));

      const calm = openMemory();
      await deskOverPretendMarket({ storage: calm, seed: SEED, until, drop: neverArrivedIn(killed) });
      const never = await factsOf(calm);

      expect(moneyOf(killed)).toEqual(moneyOf(never));
      // How busy the market of a fresh seed is, nobody knows beforehand.
      if (SEED === KNOWN_SEED) expect(moneyOf(killed).closed.length).toBeGreaterThanOrEqual(trades);
      if (to - from > 1) expect(falls > 0).toBe(store === 'eventstoredb');
      expect(audit(killed).broken).toEqual([]);
      expect(models).toHaveLength(PROJECTIONS.length);
      expect(models.filter(({ holds, position }) => !holds || position !== head)).toEqual([]);
      const placed = killed.filter(({ type }) => type === 'PaperOrderPlaced');
      const ids = placed.map(({ data }) => (data as { order: { clientOrderId: string } }).order.clientOrderId);
      expect(new Set(ids).size).toBe(ids.length);
    },
    120_000 + (to - from) * 20_000,
  );
});
