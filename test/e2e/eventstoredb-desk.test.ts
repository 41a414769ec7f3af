/** The program as a person starts it on a log in EventStoreDB: first start, kill, another start, and the command line. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { type FakeNode, startFakeNode } from '../support/eventstoredb/fake-node.js';
import { endServer } from '../support/own-server.js';
import { eventually, runCli, startDesk, type StartedDesk } from '../support/started-desk.js';

const SLOW_MS = 180_000;
/** From its beginning and fast, until the first trade is there. */
const MARKET = ['--seed', '6', '--speed', '14400', '--set', 'market.historyDays=0'] as const;

interface Facts {
  readonly items: readonly RecordedFact[];
  readonly asOf: string;
}
interface Fills {
  readonly items: readonly { readonly tradeId: string; readonly position?: string }[];
}

describe('a desk whose log is in EventStoreDB', () => {
  const folder = mkdtempSync(join(tmpdir(), 'tribune-eventstoredb-'));
  let node: FakeNode;
  let desk: StartedDesk;
  const start = () => startDesk('--data', folder, '--store', url(), ...MARKET);
  const url = () => node.url.replace('esdb://', 'eventstoredb://');
  const where = () => ['--store', url(), '--data', folder] as const;

  beforeAll(async () => {
    node = await startFakeNode();
  });
  afterAll(async () => {
    await desk?.kill();
    await node.stop();
    await endServer(folder);
    rmSync(folder, { recursive: true, force: true });
  }, SLOW_MS);

  test(
    'trades, and shows its trades from the read models beside the log',
    async () => {
      desk = await start();
      const { items } = await eventually(
        () => desk.get<Fills>('fills'),
        ({ items: fills }) => fills.length > 0,
        SLOW_MS / 2,
      );
      expect(items.length).toBeGreaterThan(0);
      const facts = await desk.get<Facts>('facts?limit=5');
      expect(facts.items[0]?.position).toMatch(/^\d{19}$/);
      const next = await desk.get<Facts>(`facts?limit=5&after=${facts.items[4]?.position}`);
      expect(next.items[0]?.position).not.toBe(facts.items[4]?.position);
      await expect(desk.get('facts?after=0000000000000000001')).rejects.toThrow('400');
    },
    SLOW_MS,
  );

  test(
    'goes on after kill -9 with the same log, while the node is gone for a moment too',
    async () => {
      const { asOf: before } = await desk.get<Facts>('facts?limit=1');
      await node.kill();
      const health = await eventually(
        () => fetch(`${desk.url}/api/v1/health`).then((answer) => answer.text()),
        (text) => text.includes('No connection established'),
      );
      expect(health).toContain('"status":"down"');
      await node.start();
      await eventually(
        () => desk.get<Facts>('facts?limit=1').catch(() => ({ asOf: '' })),
        ({ asOf }) => asOf > before,
      );
      await desk.kill();
      desk = await start();
      await eventually(
        () => desk.get<Facts>('facts?limit=1'),
        ({ asOf }) => asOf > before,
      );
      const { code } = await desk.stop();
      expect(code).toBe(0);
    },
    SLOW_MS,
  );

  test(
    'is verified, exported and explained from the command line',
    async () => {
      const verified = await runCli('verify', ...where());
      expect(`${verified.code} ${verified.out}${verified.err}`).toMatch(/^0 /);
      expect(verified.out).toContain('read model');
      const file = join(folder, 'log.jsonl');
      expect((await runCli('log', 'export', '--to', file, ...where())).code).toBe(0);
      const state = await runCli('risk', 'state', '--at', '99999999999999999', ...where());
      expect(state.err).toContain('The log ends at position');
    },
    SLOW_MS,
  );
});
