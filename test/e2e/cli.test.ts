import { spawn, type ChildProcess } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { DAY } from '../../src/domain/shared/time.js';
import { writeGeneratedCandles } from '../support/generated-candles.js';

const CLI = resolve(__dirname, '../../dist/cli.js');
const folder = mkdtempSync(join(tmpdir(), 'tribune-cli-'));
const { from } = writeGeneratedCandles(folder, 12);
const day = (at: number): string => new Date(at).toISOString().slice(0, 10);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** Runs the built command as npm would: in the package's folder, typed in another one. */
const tribune = (args: readonly string[], onStart?: (child: ChildProcess) => void): Promise<Ended> =>
  new Promise((done) => {
    const { TRIBUNE_TEST_PG: _, ...env } = process.env;
    const child = spawn(process.execPath, [CLI, ...args], { env: { ...env, INIT_CWD: folder } });
    let out = '';
    let err = '';
    child.stdout.on('data', (chunk) => (out += String(chunk)));
    child.stderr.on('data', (chunk) => (err += String(chunk)));
    child.on('close', (code) => done({ code, out, err }));
    onStart?.(child);
  });

const candles = ['--candles', 'BTC/USDT=btc.csv', '--candles', 'XRP/USDT=xrp.json', '--from', day(from)];

describe('backtest', () => {
  test('--json prints one object with exactly the figures, money as text, paths from where it was typed', async () => {
    const to = ['--to', day(from + 2 * DAY), '--equity', 'curve.csv', '--log', 'facts.ndjson'];
    const { code, out, err } = await tribune(['backtest', ...candles, ...to, '--json']);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    const figures = JSON.parse(out) as Record<string, unknown>;
    const expected =
      'candles facts signals cycles proposals approved resized denied deniedByCode orders fills partialEntries ' +
      'positionsClosed longsClosed shortsClosed closedByInstrument wins realisedPnl fees finalEquity maxDrawdownPct ' +
      'stateHash invariantsHeld seconds';
    expect(Object.keys(figures).sort()).toEqual(expected.split(' ').sort());
    for (const money of ['realisedPnl', 'fees', 'finalEquity', 'maxDrawdownPct']) {
      expect(figures[money]).toEqual(expect.stringMatching(/^-?\d+(\.\d+)?$/));
    }
    expect(readFileSync(join(folder, 'facts.ndjson'), 'utf8').trimEnd().split('\n')).toHaveLength(
      Number(figures.facts),
    );
    expect(existsSync(join(folder, 'curve.csv'))).toBe(true);
  });

  test('the report for a person names the files and what was odd about them', async () => {
    const args = ['--to', day(from + 2 * DAY), '--set', 'risk.maxOpenPositions=1', '--seed', 'x'];
    const { code, out } = await tribune(['backtest', ...candles, ...args]);
    expect(code).toBe(0);
    expect(out).toContain('BACKTEST: pretend money over recorded candles');
    expect(out).toMatch(/xrp\.json: \d+ rows of 1h .*1 duplicate rows.*1 gaps/);
    expect(out).toMatch(/state hash +[0-9a-f]{64}/);
  });

  test('on a PostgreSQL of its own, that is removed afterwards, the hash is the same', async () => {
    const args = ['backtest', ...candles, '--to', day(from + DAY), '--json'];
    const [memory, postgres] = [await tribune(args), await tribune([...args, '--store', 'postgres'])];
    expect({ code: postgres.code, err: postgres.err }).toEqual({ code: 0, err: '' });
    expect(JSON.parse(postgres.out).stateHash).toBe(JSON.parse(memory.out).stateHash);
  }, 60_000);

  test('Ctrl-C ends it with what had been traded, exit code 1', async () => {
    const { code, err, out } = await tribune(['backtest', ...candles], (child) => {
      setTimeout(() => child.kill('SIGINT'), 1_200);
    });
    // A machine that is quick enough has finished by then.
    if (code !== 0) expect(err).toContain('Interrupted: the figures cover what had been traded until then.');
    expect(out).toContain('final equity');
  });
});

test.each<readonly [readonly string[], number, string]>([
  [['backtest', '--candels', 'x'], 2, "unknown option '--candels'\n(Did you mean --candles?)"],
  [['backtest', ...candles, '--set', 'risk.maxLevrage=3'], 1, 'did you mean risk.maxLeverage'],
  [['backtest', '--candles', 'BTC/USDT=nowhere.csv'], 1, 'nowhere.csv'],
])('%j: the exit code reaches the shell and stdout stays empty', async (args, expected, words) => {
  const { code, err, out } = await tribune(args);
  expect(err).toContain(words);
  expect({ code, out }).toEqual({ code: expected, out: '' });
});

test('config prints what is in effect, masked', async () => {
  const { code, out } = await tribune(['config', '--json', '--set', 'store=postgres://me:secret@db/log']);
  expect(code).toBe(0);
  expect(JSON.parse(out)).toMatchObject({ mode: 'paper', store: 'postgres://me:***@db/log', 'risk.maxLeverage': '5' });
});
