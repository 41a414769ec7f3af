import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DEFAULT_POLICY } from '../../src/domain/account/risk/policy.js';
import { DAY, HOUR } from '../../src/domain/shared/time.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import { openLog } from '../../src/infrastructure/bootstrap/open-log.js';
import { verifyDesk } from '../../src/infrastructure/bootstrap/verify-desk.js';
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
  expect(first.violations).toEqual([]);
  expect(first.figures.invariantsHeld).toBe('7 of 7');
});

test('memory and postgres agree to the last digit', async () => {
  const short = { ...base, to: from + 5 * DAY };
  const database = await createTestDatabase();
  try {
    const inMemory = await runBacktest(backtestOf(short));
    const store = { kind: 'url', url: database.url } as const;
    const onPostgres = await runBacktest(backtestOf({ ...short, store }));
    expect(untimed(onPostgres.figures)).toEqual(untimed(inMemory.figures));
    const lines = await verifyDesk({ url: database.url }, new AbortController().signal);
    expect(lines.filter(({ holds }) => !holds)).toEqual([]);
    expect(lines.at(-1)?.detail).toBe(`state hash ${inMemory.figures.stateHash}`);
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

test('verify names the fact that breaks an invariant', async () => {
  const database = await createTestDatabase();
  const never = new AbortController().signal;
  try {
    const store = { kind: 'url', url: database.url } as const;
    await runBacktest(backtestOf({ ...base, to: from + DAY, store }));
    const log = await openLog({ url: database.url });
    const version = (
      await log.store.readStream('account-main', { backwards: true, limit: 1 })[Symbol.asyncIterator]().next()
    ).value as RecordedFact;
    const data = { depositId: 'invented', currency: 'USDT', amount: '5', trading: '5', allocation: '0' };
    const metadata = { ...version.metadata, eventId: 'invented', commandId: 'invented' };
    await log.store.append('account-main', [{ type: 'FundsDeposited', data, metadata }], version.version);
    await log.close();
    const broken = (await verifyDesk({ url: database.url }, never)).filter(({ holds }) => !holds);
    expect(broken.map(({ name }) => name)).toEqual([expect.stringContaining('3. money adds up')]);
    expect(broken[0]?.detail).toContain("-5 USDT of the venue's deposits are not in the books");
  } finally {
    await database.drop();
  }
});
