import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DAY } from '../../src/domain/shared/time.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import type { EventStore } from '../../src/application/ports/event-store.port.js';
import { openStorage } from '../../src/infrastructure/bootstrap/open-storage.js';
import { deskOverPretendMarket } from '../support/pretend-desk.js';
import { tradeAndKill, tradeToTheEnd, type Moment } from '../support/killing.js';
import { audit } from '../support/audited-log.js';
import { moneyOf, neverArrivedIn } from '../support/money-of.js';

const KILLS = Number(process.env['TRIBUNE_KILLS'] ?? 25);
const SEED = Number(process.env['TRIBUNE_SEED'] ?? 7);
/** Market time is so far on after the last kill; then a day more is traded in peace. */
const REST = DAY;

/** A quarter of the kills fall anywhere, starts included; the rest beside a fact about orders or money. */
const momentOf = (kill: number, chance: number): Moment =>
  kill % 4 === 0 ? { afterMs: chance * 1_500 } : { atSign: 1 + Math.floor(chance * 30) };

const chanceOf = (n: number): number => {
  const x = Math.sin(SEED * 12.9898 + n * 78.233) * 43_758.5453;
  return x - Math.floor(x);
};

const collect = async (store: EventStore): Promise<RecordedFact[]> => {
  const facts: RecordedFact[] = [];
  for await (const fact of store.readAll()) facts.push(fact);
  return facts;
};

describe('killed in the middle and still right', () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'tribune-kill-'));
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  const facts = async (): Promise<RecordedFact[]> => {
    const storage = await openStorage({ kind: 'embedded', dataDir });
    const all = await collect(storage.store);
    await storage.close();
    return all;
  };

  it(
    `F-C6 F-O1 F-O24 F-O26 F-R12: ${KILLS} kills later the money is that of a run that was never killed`,
    async () => {
      for (let kill = 0; kill < KILLS; kill++) {
        await tradeAndKill({ dataDir, seed: SEED }, momentOf(kill, chanceOf(kill)));
      }
      const reached = Math.max(...(await facts()).map((fact) => fact.metadata.at));
      const until = Math.ceil(reached / DAY) * DAY + REST;
      await tradeToTheEnd({ dataDir, seed: SEED, until });
      const killed = await facts();

      const calm = await openStorage({ kind: 'memory' });
      await deskOverPretendMarket({ storage: calm, seed: SEED, until, drop: neverArrivedIn(killed) });
      const never = await collect(calm.store);

      expect(moneyOf(killed)).toEqual(moneyOf(never));
      expect(moneyOf(killed).closed.length).toBeGreaterThan(3);
      expect(audit(killed).broken).toEqual([]);
      const placed = killed.filter(({ type }) => type === 'PaperOrderPlaced');
      const ids = placed.map(({ data }) => (data as { order: { clientOrderId: string } }).order.clientOrderId);
      expect(new Set(ids).size).toBe(ids.length);
    },
    120_000 + KILLS * 20_000,
  );
});
