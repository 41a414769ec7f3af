/** The program as a person starts it, on its own PostgreSQL: first start, stop, kill, and everything that is refused. */
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { endServer, serverPid } from '../support/own-server.js';
import { eventually, runCli, runMain, startDesk, type StartedDesk } from '../support/started-desk.js';

const SLOW_MS = 60_000;
const SETTINGS = ['--seed', '6', '--set', 'market.historyDays=1'] as const;

interface Facts {
  readonly items: readonly RecordedFact[];
  readonly nextCursor?: string;
}

const folder = mkdtempSync(join(tmpdir(), 'tribune-start-'));
const start = (...more: readonly string[]): Promise<StartedDesk> => startDesk('--data', folder, ...SETTINGS, ...more);

const factsOf = async (desk: StartedDesk, after?: string): Promise<readonly RecordedFact[]> => {
  const facts: RecordedFact[] = [];
  for (let cursor = after; ;) {
    const page = await desk.get<Facts>(`facts?limit=500${cursor ? `&after=${cursor}` : ''}`);
    facts.push(...page.items);
    if (!page.nextCursor || page.items.length === 0) return facts;
    cursor = page.nextCursor;
  }
};

const idsOf = (facts: readonly RecordedFact[]): readonly string[] => facts.map(({ metadata }) => metadata.eventId);
const ofType = (facts: readonly RecordedFact[], ...types: readonly string[]): readonly RecordedFact[] =>
  facts.filter(({ type }) => types.includes(type));
/** A zombie, which waits for its parent's question, has no command line. */
const isAlive = (pid: number): boolean => {
  const file = `/proc/${pid}/cmdline`;
  return existsSync(file) && readFileSync(file, 'utf8') !== '';
};
const nothingLeft = (data: string): void => {
  expect(existsSync(join(data, 'lock'))).toBe(false);
  expect(existsSync(join(data, 'pg', 'postmaster.pid'))).toBe(false);
};

describe('one desk through its starts', () => {
  let desk: StartedDesk;
  let before: readonly RecordedFact[];
  afterAll(async () => {
    await desk?.kill();
    await endServer(folder);
    rmSync(folder, { recursive: true, force: true });
  }, SLOW_MS);

  test(
    'the first start says each step, and in the end mode, market, account and address',
    async () => {
      desk = await start();
      const steps = [
        'creating the data folder',
        'starting PostgreSQL',
        'PostgreSQL is ready',
        'pages and API are open',
        'models: rules only',
        'the market is warm',
        'lived through 1.0 days',
        'PRETEND MARKET, seed 6, 60 x, PAPER account main of 10000 USDT: open http://127.0.0.1:',
      ];
      const said = desk.lines.filter((line) => !line.includes('living through'));
      said.forEach((line, i) => expect(line).toContain(steps[i]));
      expect(said).toHaveLength(steps.length);
      expect(await desk.get('account')).toMatchObject({ accountId: 'main', mode: 'paper', deposited: '10000' });
      expect(await desk.get('health')).toMatchObject({ status: 'up' });
      expect((await fetch(desk.url)).headers.get('content-type')).toContain('text/html');
    },
    SLOW_MS,
  );

  test('F-S11 a second program on the same folder is refused in one line that names the first', async () => {
    const { code, err } = await runMain('--port', '0', '--data', folder, ...SETTINGS);
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toMatch(/in use by another Tribune \(process \d+\)\. Stop that one first/);
    expect(await desk.get('health')).toMatchObject({ status: 'up' });
  });

  test('SIGTERM stops it within 5 s and leaves neither server nor lock', async () => {
    before = await factsOf(desk);
    const server = serverPid(folder);
    const { code, seconds, err } = await desk.stop();
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(seconds).toBeLessThan(5);
    expect(isAlive(server)).toBe(false);
    nothingLeft(folder);
  });

  test(
    'F-C5 the next start goes on where the log ends',
    async () => {
      desk = await start('--speed', '3600');
      expect(desk.lines.join('\n')).not.toMatch(/creating|lived through/);
      const after = await eventually(
        () => factsOf(desk),
        (facts) => facts.length > before.length + 100,
      );
      expect(idsOf(after).slice(0, before.length)).toEqual(idsOf(before));
      expect(ofType(after, 'AccountOpened')).toHaveLength(1);
      before = after;
    },
    SLOW_MS,
  );

  test(
    'F-C6 F-S11 after kill -9 its orphaned server is taken over, and nothing is doubled',
    async () => {
      await desk.kill();
      expect(isAlive(serverPid(folder))).toBe(true);
      desk = await start('--speed', '3600');
      expect(desk.lines.join('\n')).toContain('taking over the PostgreSQL that an earlier run left');
      const after = await eventually(
        () => factsOf(desk),
        (facts) => facts.length > before.length + 100,
      );
      expect(idsOf(after).slice(0, before.length)).toEqual(idsOf(before));
      expect(new Set(idsOf(after)).size).toBe(after.length);
      expect(ofType(after, 'AccountOpened')).toHaveLength(1);
      const fills = ofType(after, 'FillBooked').map(({ data }) => (data as { tradeId: string }).tradeId);
      expect(new Set(fills).size).toBe(fills.length);
    },
    SLOW_MS,
  );

  test('another market on the same log is refused, and the server that was started for it is stopped', async () => {
    await desk.stop();
    const { code, err } = await runMain('--port', '0', '--data', folder, ...SETTINGS, '--seed', '7');
    expect({ code, lines: err.trim().split('\n').length }).toEqual({ code: 1, lines: 1 });
    expect(err).toMatch(/begun on another market \(PRETEND MARKET, seed 6, .*--data/);
    nothingLeft(folder);
    desk = await start();
  });

  test(
    'F-R12 a halt outlives kill -9, opens nothing, and is cleared from the command line by a second word',
    async () => {
      const halted = await fetch(`${desk.url}/api/v1/commands/halt`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ reason: 'the test says so' }),
      });
      expect(await halted.json()).toMatchObject({ status: 'executed', outcome: 'trading is halted' });
      const [last] = (await desk.get<{ items: readonly { position: string }[] }>('audit?limit=1')).items;
      await desk.kill();
      desk = await start('--speed', '43200');
      expect(await desk.get('account')).toMatchObject({ gates: { halted: { reason: 'the test says so' } } });
      const since = () => factsOf(desk, last?.position);
      const verdicts = await eventually(since, (facts) => ofType(facts, 'IntentDenied').length > 0);
      expect(JSON.stringify(ofType(verdicts, 'IntentDenied')[0]?.data)).toContain('HALTED');
      expect(ofType(verdicts, 'IntentApproved', 'IntentResized', 'PositionOpened')).toEqual([]);
      const own = ['--set', `http.port=${new URL(desk.url).port}`];
      const asked = await runCli('halt', 'clear', '--reason', 'looked at it', ...own);
      expect(asked).toMatchObject({ code: 1, out: '', err: expect.stringContaining('Nothing is done yet') });
      expect(await desk.get('account')).toMatchObject({ gates: { halted: { reason: 'the test says so' } } });
      const id = /tribune control confirm (\S+)/.exec(asked.err)?.[1] ?? '';
      const cleared = await runCli('control', 'confirm', id, ...own);
      expect(cleared).toMatchObject({ code: 0, err: '', out: 'The halt is cleared\n' });
      const opened = await eventually(since, (facts) => ofType(facts, 'PositionOpened').length > 0);
      const types = opened.map(({ type }) => type);
      expect(types.indexOf('HaltCleared')).toBeLessThan(types.indexOf('IntentApproved'));
      expect(await desk.stop()).toMatchObject({ code: 0, err: '' });
      nothingLeft(folder);
    },
    SLOW_MS,
  );
});

describe('what stops a start', () => {
  test(
    'a port that is taken: one line with what to do, and no server is left',
    async () => {
      const data = mkdtempSync(join(tmpdir(), 'tribune-port-'));
      const other = createServer().listen(0, '127.0.0.1');
      await new Promise((done) => other.once('listening', done));
      const { port } = other.address() as AddressInfo;
      try {
        const { code, err } = await runMain('--port', String(port), '--data', data);
        expect({ code, err }).toEqual({
          code: 1,
          err: `tribune cannot go on: port ${port} is taken: stop what listens there, or start with --port OTHER (0 = any free one).\n`,
        });
        nothingLeft(data);
        expect(readdirSync(data)).toContain('pg');
        expect(readFileSync(join(data, 'pg.log'), 'utf8')).toContain('database system is shut down');
      } finally {
        other.close();
        rmSync(data, { recursive: true, force: true });
      }
    },
    SLOW_MS,
  );

  test.each([
    ['an unknown setting', ['--set', 'http.prt=1'], 1, /Unknown setting http\.prt \(--set\): did you mean http\.port/],
    ['a wrong value', ['--speed', 'fast'], 1, /market\.speed = fast .*expected a whole number from 1 to 86400/],
    ['a limit above its cap', ['--set', 'risk.maxLeverage=99'], 1, /above its hard cap 5/],
    [
      'a config file that is not there',
      ['--config', '/nowhere.json'],
      1,
      /Cannot read the config file \/nowhere\.json/,
    ],
    ['an unknown flag', ['--prot', '1'], 1, /unknown option '--prot'.*Did you mean --port\?/],
    ['a word too many', ['now'], 1, /too many arguments.*--help/],
  ])('%s: one line, and what is meant', async (_, args, code, words) => {
    const ended = await runMain(...args);
    expect({ code: ended.code, out: ended.out }).toEqual({ code, out: '' });
    expect(ended.err).toMatch(words);
    expect(ended.err.trim().split('\n')).toHaveLength(1);
  });

  test('a data folder where nothing can be made', async () => {
    const { code, err } = await runMain('--port', '0', '--data', '/proc/tribune/data');
    expect(code).toBe(1);
    expect(err).toMatch(/^tribune cannot go on: \/proc\/tribune\/data can't be .*hoose another data folder\.\n$/);
  });

  test('a data folder that is a file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'tribune-file-')), 'data');
    writeFileSync(file, 'not a folder');
    const { code, err } = await runMain('--port', '0', '--data', file);
    rmSync(join(file, '..'), { recursive: true });
    expect({ code, err }).toEqual({
      code: 1,
      err: `tribune cannot go on: ${file} is not a folder. Move it away, or choose another data folder.\n`,
    });
  });
});
