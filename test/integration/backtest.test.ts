import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_POLICY } from '../../src/domain/account/risk/policy.js';
import { DAY, HOUR } from '../../src/domain/shared/time.js';
import { runBacktest } from '../../src/infrastructure/bootstrap/run-backtest.js';
import { backtestOf } from '../support/backtests.js';
import { writeGeneratedCandles } from '../support/generated-candles.js';
import { createTestDatabase } from '../support/test-database.js';

const DAYS = 14;
const folder = mkdtempSync(join(tmpdir(), 'tribune-backtest-test-'));
const { files, from, to } = writeGeneratedCandles(folder, DAYS);
const base = { candles: files, from };
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const untimed = <T extends { seconds: number }>({ seconds: _, ...rest }: T) => rest;

test('the same run gives the same figures and the same hash', async () => {
  const first = await runBacktest(backtestOf(base));
  const second = await runBacktest(backtestOf(base));
  expect(untimed(second.figures)).toEqual(untimed(first.figures));
  expect(first.figures.positionsClosed).toBeGreaterThanOrEqual(3);
  expect(first.figures.candles).toBe(2 * 24 * DAYS);
  expect(first.endedAt).toBe(to);
  expect(first.interrupted).toBe(false);
});

test('memory and postgres agree to the last digit', async () => {
  const short = { ...base, to: from + 5 * DAY };
  const database = await createTestDatabase();
  try {
    const inMemory = await runBacktest(backtestOf(short));
    const store = { kind: 'url', url: database.url } as const;
    const onPostgres = await runBacktest(backtestOf({ ...short, store }));
    expect(untimed(onPostgres.figures)).toEqual(untimed(inMemory.figures));
    await expect(runBacktest(backtestOf({ ...short, store }))).rejects.toThrow('a backtest needs an empty one');
  } finally {
    await database.drop();
  }
});

test('odd rows are counted, not hidden', async () => {
  const { files: accounts } = await runBacktest(backtestOf({ ...base, to: from + DAY }));
  expect(accounts.map(({ duplicates, gaps, filled }) => [duplicates, gaps, filled])).toEqual([
    [0, 0, 0],
    [1, 1, 1],
  ]);
});

test('a changed rule changes the outcome', async () => {
  const usual = await runBacktest(backtestOf(base));
  const strict = await runBacktest(backtestOf({ ...base, policy: { ...DEFAULT_POLICY, minNetReward: '5' } }));
  expect(strict.figures.approved).toBe(0);
  expect(strict.figures.deniedByCode.REWARD_TOO_LOW).toBeGreaterThan(0);
  expect(strict.figures.stateHash).not.toBe(usual.figures.stateHash);
});

test('without an administrator a halt stands; with one it is lifted by a recorded command', async () => {
  const policy = { ...DEFAULT_POLICY, drawdownPct: '0.002' };
  const standing = await runBacktest(backtestOf({ ...base, policy }));
  expect(standing.figures.deniedByCode.HALTED ?? 0).toBeGreaterThan(0);
  const cleared: { at: number; actor: string }[] = [];
  const halts: number[] = [];
  const reviewed = await runBacktest(
    backtestOf({
      ...base,
      policy,
      clearHaltAfterMs: 24 * HOUR,
      onFact: ({ type, metadata }) => {
        if (type === 'TradingHalted') halts.push(metadata.at);
        if (type === 'HaltCleared') cleared.push({ at: metadata.at, actor: metadata.actor });
      },
    }),
  );
  expect(cleared.length).toBeGreaterThan(0);
  expect(reviewed.haltsCleared).toBe(cleared.length);
  cleared.forEach(({ at, actor }, i) => {
    expect(actor).toBe('administrator');
    expect(at - (halts[i] ?? 0)).toBe(24 * HOUR);
  });
  expect(reviewed.figures.stateHash).not.toBe(standing.figures.stateHash);
});

test('the log and the equity curve go to files, whole and in order', async () => {
  const logFile = join(folder, 'facts.ndjson');
  const equityFile = join(folder, 'curve.csv');
  const { figures } = await runBacktest(backtestOf({ ...base, to: from + 3 * DAY, logFile, equityFile }));
  const facts = readFileSync(logFile, 'utf8').trimEnd().split('\n');
  expect(facts).toHaveLength(figures.facts);
  const parsed = facts.map((line) => JSON.parse(line) as { position: string });
  expect(Object.keys(parsed[0] as object)).toEqual(['position', 'stream', 'version', 'type', 'data', 'metadata']);
  expect(parsed.map(({ position }) => position)).toEqual(parsed.map(({ position }) => position).toSorted());
  const curve = readFileSync(equityFile, 'utf8').trimEnd().split('\n');
  expect(curve[0]).toBe('time,equity,tradingPnl,unrealised,reason');
  expect(curve[1]).toBe(`${new Date(from + HOUR).toISOString()},10000,0,0,first`);
});

test('a stop in the middle keeps what was traded', async () => {
  const stop = new AbortController();
  stop.abort();
  const { interrupted, figures } = await runBacktest(backtestOf({ ...base, signal: stop.signal }));
  expect(interrupted).toBe(true);
  expect(figures.candles).toBe(0);
  expect(figures.finalEquity).toBe('10000');
});

test('a broken file is refused with file, line and reason', async () => {
  const broken = join(folder, 'broken.csv');
  writeFileSync(broken, '1704067200,1,2,0.5,1,1\n1704070800,1,0.4,0.5,1,1\n');
  await expect(runBacktest(backtestOf({ candles: { 'BTC/USDT': broken } }))).rejects.toThrow(
    `${broken}:2: high 0.4 is below open 1; expected the high to be the highest price of its row`,
  );
});
