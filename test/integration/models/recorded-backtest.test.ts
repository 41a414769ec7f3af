import dns from 'node:dns';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ModelsInUse } from '../../../src/application/agents/models/models-in-use.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { cliActions } from '../../../src/infrastructure/bootstrap/cli-actions.js';
import { readRecordedCalls, VotesUnreadable } from '../../../src/infrastructure/bootstrap/recorded-calls.js';
import { runBacktest, type BacktestRequest } from '../../../src/infrastructure/bootstrap/run-backtest.js';
import { runCli } from '../../../src/infrastructure/interfaces/cli/program.js';
import { DAY, HOUR, utcDateOf } from '../../../src/domain/shared/time.js';
import { backtestOf } from '../../support/backtests.js';
import { writeGeneratedCandles } from '../../support/generated-candles.js';
import { dataOf, decided, outcomes } from '../../support/llm/cycle-view.js';
import { ReadingModel } from '../../support/llm/reading-model.js';
import { moneyOf } from '../../support/money-of.js';

const MONTH_DAYS = 30;
const folder = mkdtempSync(join(tmpdir(), 'tribune-votes-test-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
afterEach(() => jest.restoreAllMocks());

const MODELS: ModelsInUse = {
  when: 'on-proposal',
  panel: ['steady', 'moody', 'swift'].map((name) => new ReadingModel(name)),
  arbiters: [new ReadingModel('judge')],
  ...{ dayBudget: '5', dayBudgetEquityShare: '0.001', decisionBudget: '0.5' },
  askFrom: 0,
};

const lived = async (request: BacktestRequest) => {
  const log: RecordedFact[] = [];
  const { figures, violations } = await runBacktest({ ...request, onFact: (fact) => log.push(fact) });
  expect(violations).toEqual([]);
  return { log, figures };
};

/** The same run by its command line. */
const hashByCommand = async (...args: readonly string[]): Promise<unknown> => {
  let out = '';
  let err = '';
  const stderr = { write: (text: string) => (err += text), isTTY: false } as unknown as NodeJS.WriteStream;
  const surface = { out: (text: string) => void (out += text), stderr, signal: new AbortController().signal };
  const code = await runCli(args, cliActions, surface);
  expect({ code, err }).toEqual({ code: 0, err: '' });
  return (JSON.parse(out) as { stateHash: unknown }).stateHash;
};

/** Nothing leaves the process: it is shown to hold before it is relied on. */
const guardSockets = async () => {
  const refuse = (): never => {
    throw new Error('a recorded month has nobody to call');
  };
  const guards = [
    jest.spyOn(Socket.prototype, 'connect').mockImplementation(refuse),
    jest.spyOn(dns, 'lookup').mockImplementation(refuse),
  ];
  await expect(fetch('http://127.0.0.1:9999/')).rejects.toThrow();
  expect(guards[0]).toHaveBeenCalledTimes(1);
  for (const guard of guards) guard.mockClear();
  return guards;
};

/** All that follows from the answers: the rest is what they cost and how they came. */
const consequences = (log: readonly RecordedFact[]) =>
  log
    .filter(({ type, stream }) => /^(decision|account|order)-/.test(stream) && type !== 'ModelConsulted')
    .map(({ type, data, metadata }) => ({ type, data, at: metadata.at }));

/** The first fact in which two runs part: of thousands that differ nobody reads more. */
const expectSameFacts = (again: readonly object[], first: readonly object[]): void => {
  const at = first.findIndex((fact, i) => JSON.stringify(fact) !== JSON.stringify(again[i]));
  if (at >= 0) expect({ at, fact: again[at] }).toEqual({ at, fact: first[at] });
  expect(again.length).toBe(first.length);
};

const spendingIn = (log: readonly RecordedFact[]) => ({
  consulted: decided(log, 'ModelConsulted').map(({ cost }) => cost),
  reserved: dataOf<{ amount: string }>(log, 'SpendReserved').map(({ amount }) => amount),
  settled: dataOf<{ cost: string }>(log, 'SpendSettled').map(({ cost }) => cost),
});
const allFree = (spending: ReturnType<typeof spendingIn>) =>
  Object.fromEntries(Object.entries(spending).map(([of, amounts]) => [of, amounts.map(() => '0')]));

test('F-D15 a month with recorded votes costs 0.00, calls nothing, and trades as the month they were given in', async () => {
  const { files, from, to: end } = writeGeneratedCandles(folder, MONTH_DAYS + 1);
  const file = files['XRP/USDT'];
  const to = end - DAY;
  const votesFile = join(folder, 'votes.ndjson');
  const month = backtestOf({ candles: { 'XRP/USDT': file }, from, to });
  // An hour longer, for the calls of the last decision are still under way when a log ends with it.
  const longer = await lived({ ...month, to: to + HOUR, models: MODELS, logFile: votesFile });
  const first = longer.log.filter(({ metadata }) => metadata.at <= to);
  const paid = spendingIn(first);
  expect(paid.consulted.length).toBeGreaterThan(500);
  expect(Math.min(...paid.consulted.map(Number))).toBeGreaterThan(0);
  expect(new Set(decided(first, 'ModelConsulted').map(({ purpose }) => purpose))).toEqual(new Set(['vote', 'ruling']));
  expect(moneyOf(first).closed.length).toBeGreaterThanOrEqual(10);

  const guards = await guardSockets();
  const { log: again, figures } = await lived({ ...month, votesFile });
  expectSameFacts(consequences(again), consequences(first));
  expect(moneyOf(again)).toEqual(moneyOf(first));
  expect(outcomes(again)).toEqual(outcomes(first));
  expect(decided(again, 'ModelConsulted').every(({ recorded }) => recorded === true)).toBe(true);
  expect(spendingIn(again)).toEqual(allFree(paid));

  const span = ['--from', utcDateOf(from), '--to', utcDateOf(to)];
  const command = ['backtest', '--candles', `XRP/USDT=${file}`, ...span, '--votes', votesFile, '--json'];
  expect(await hashByCommand(...command)).toBe(figures.stateHash);
  for (const guard of guards) expect(guard).not.toHaveBeenCalled();
}, 60_000);

describe('votes that cannot be read end the backtest before it begins, with file and reason', () => {
  const written = (name: string, ...lines: readonly string[]): string => {
    const file = join(folder, name);
    writeFileSync(file, `${lines.join('\n')}\n`);
    return file;
  };
  const other = JSON.stringify({ type: 'CycleOpened', data: {} });

  test.each([
    [
      'a log without calls',
      [other],
      /holds no call of a model: export a log that has some, by `tribune log export`\.$/,
    ],
    ['a broken line', [other, '{"type":"ModelConsulted","data":{"callId":'], /: line 2: Unexpected end of JSON input$/],
  ])('%s', async (name, lines, sentence) => {
    const file = written(`${name}.ndjson`, ...lines);
    const failure = await readRecordedCalls(file).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(VotesUnreadable);
    expect((failure as Error).message).toMatch(sentence);
    expect((failure as Error).message.startsWith(`--votes ${file}`)).toBe(true);
  });

  test('a file that is not there', async () => {
    const file = join(folder, 'nowhere.ndjson');
    const failure = await readRecordedCalls(file).catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(VotesUnreadable);
    expect((failure as Error).message).toMatch(/^--votes \S+: [^]*ENOENT/);
    expect((failure as Error).message).not.toContain('line');
  });
});
