import { NestFactory } from '@nestjs/core';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { Administrator } from '../../application/backtest/administrator.js';
import { BacktestReport } from '../../application/backtest/backtest-report.js';
import type { ModelsInUse } from '../../application/agents/models/models-in-use.js';
import type { BacktestResult } from '../../application/backtest/backtest-result.js';
import { CommandRunner } from '../../application/messaging/command-runner.js';
import { Dispatcher } from '../../application/messaging/dispatcher.js';
import { verifyLog } from '../../application/replay/verify-log.js';
import { accountDecider } from '../../domain/account/account.decider.js';
import type { EquityMarked } from '../../domain/account/account.events.js';
import { freshMids, valueAccount } from '../../domain/account/equity/valuation.js';
import type { RiskPolicy } from '../../domain/account/risk/policy.js';
import type { PaperSettings } from '../../domain/matching/paper-settings.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { Sha256Digest } from '../digest/sha256-digest.js';
import { FileMarketData } from '../market-data/candle-files/file-market-data.js';
import { loadCandleSet, type CandleFilePaths, type CandleSet } from '../market-data/candle-files/load-candle-set.js';
import { assembleDesk, type AssembledDesk } from './assemble-desk.js';
import { openBacktestStorage, type BacktestStore } from './backtest-storage.js';
import { DeskModule } from './desk.module.js';
import { FactFile } from './fact-file.js';
import { recordedModels } from './models-of.js';
import type { Storage } from './open-storage.js';
import { readRecordedCalls } from './recorded-calls.js';

export interface BacktestRequest {
  /** One candle file for each instrument. */
  readonly candles: CandleFilePaths;
  /** Trading begins here; what the files hold before it warms the indicators. */
  readonly from?: UnixMs;
  /** Candles that open from here on are left out. */
  readonly to?: UnixMs;
  readonly store: BacktestStore;
  readonly accountId: string;
  readonly deposit: DecimalString;
  readonly policy: RiskPolicy;
  readonly paper: PaperSettings;
  /** An administrator lifts each halt so long after it, in ms of market time. */
  readonly clearHaltAfterMs?: number;
  /** Newline JSON of a log whose models answer again; absent: `models`. */
  readonly votesFile?: string;
  /** Asked as the running desk asks them; absent: rules only. */
  readonly models?: ModelsInUse;
  /** When the recorded models are asked. */
  readonly askWhen?: ModelsInUse['when'];
  /** Newline JSON of every fact. */
  readonly logFile?: string;
  /** The equity curve as CSV. */
  readonly equityFile?: string;
  readonly signal?: AbortSignal;
  /** Told now and then: steps of the market done, of how many. */
  readonly onProgress?: (done: number, total: number) => void;
  /** Sees every fact of the finished run, in order. */
  readonly onFact?: (fact: RecordedFact) => void;
}

/** Longest stretch without a turn of the event loop: Ctrl-C and the progress bar want one. */
const TURN_MS = 50;
const EQUITY_HEADER = 'time,equity,tradingPnl,unrealised,reason';

interface Walked {
  readonly candles: number;
  readonly haltsCleared: number;
  readonly interrupted: boolean;
}

const stepsOf = (set: CandleSet): number => {
  let count = 0;
  for (const _ of set.steps(set.tradingFrom)) count += 1;
  return count;
};

/** Drives the market to its end, or until it is told to stop. */
const walk = async (
  desk: AssembledDesk,
  request: BacktestRequest,
  set: CandleSet,
  administrator?: Administrator,
): Promise<Walked> => {
  const { run, clock } = desk;
  const { signal, onProgress } = request;
  const total = stepsOf(set);
  let steps = 0;
  let candles = 0;
  let turnAt = performance.now() + TURN_MS;
  while (!signal?.aborted) {
    const step = await run.next();
    if (!step) break;
    steps += 1;
    candles += step.candles.length;
    if (await administrator?.look(clock.now())) await desk.desk.hear();
    if (performance.now() < turnAt) continue;
    onProgress?.(steps, total);
    await nextTurn();
    turnAt = performance.now() + TURN_MS;
  }
  onProgress?.(steps, total);
  await run.flush();
  await desk.desk.stop();
  return { candles, haltsCleared: administrator?.cleared ?? 0, interrupted: signal?.aborted ?? false };
};

const equityLine = (data: EquityMarked['data']): string =>
  [new Date(data.at).toISOString(), data.equity, data.tradingPnl, data.unrealised, data.reason].join(',');

/** One reading of the finished log serves the figures and the files. */
const readLog = async (storage: Storage, request: BacktestRequest): Promise<BacktestReport> => {
  const { logFile, equityFile, onFact } = request;
  const log = logFile === undefined ? undefined : await FactFile.open(logFile);
  const curve = equityFile === undefined ? undefined : await FactFile.open(equityFile);
  await curve?.line(EQUITY_HEADER);
  let report = BacktestReport.empty;
  for await (const fact of storage.store.readAll()) {
    report = report.with(fact);
    onFact?.(fact);
    if (log) await log.write(fact);
    if (curve && fact.type === 'EquityMarked') await curve.line(equityLine(fact.data as EquityMarked['data']));
  }
  await log?.close();
  await curve?.close();
  return report;
};

const backtestOn = async (storage: Storage, request: BacktestRequest, set: CandleSet): Promise<BacktestResult> => {
  const startedAt = performance.now();
  const app = await NestFactory.createApplicationContext(DeskModule.over(storage.store), { logger: ['error'] });
  try {
    const runner = app.get(CommandRunner);
    const dispatcher = app.get(Dispatcher);
    const { accountId, deposit, policy, paper, clearHaltAfterMs } = request;
    const data = new FileMarketData(set);
    const settings = { accountId, mode: 'paper', policy, paper, deposit, tradingFrom: set.tradingFrom };
    const models = await modelsFor(request);
    const desk = assembleDesk(settings, { ...storage, data, runner, dispatcher, ...(models && { models }) });
    const { market, clock } = desk;
    const administrator =
      clearHaltAfterMs === undefined
        ? undefined
        : new Administrator({ accountId, clearAfterMs: clearHaltAfterMs, runner, dispatcher, market });
    await desk.run.start();
    const { candles, haltsCleared, interrupted } = await walk(desk, request, set, administrator);
    const report = await readLog(storage, request);
    const account = await runner.stateOf(accountDecider, streams.account(accountId));
    const { equity } = valueAccount(account, freshMids(market.quotes(false), clock.now(), Infinity), clock.now());
    const verified = await verifyLog({ store: storage.store, newDigest: () => new Sha256Digest() });
    const { stateHash, invariantsHeld } = verified;
    const seconds = Math.round(performance.now() - startedAt) / 1_000;
    return {
      figures: { candles, ...report.figures(equity), stateHash, invariantsHeld, seconds },
      files: set.reports,
      market: data.label,
      tradingFrom: set.tradingFrom,
      endedAt: clock.now(),
      haltsCleared,
      violations: verified.invariants.flatMap(({ id, name, first }) =>
        first ? [`invariant ${id} (${name}): ${first.type} at ${first.position}: ${first.sentence}`] : [],
      ),
      interrupted,
    };
  } finally {
    await app.close();
  }
};

const modelsFor = async ({ votesFile, askWhen = 'on-proposal', models }: BacktestRequest) =>
  votesFile === undefined ? models : recordedModels(await readRecordedCalls(votesFile), askWhen);

/** The desk's own parts over recorded candles on a pretend clock. @throws CandleFileError, LogNotEmpty, PostgresStartError */
export const runBacktest = async (request: BacktestRequest): Promise<BacktestResult> => {
  const { candles, from, to } = request;
  const set = loadCandleSet(candles, { ...(from === undefined ? {} : { from }), ...(to === undefined ? {} : { to }) });
  const storage = await openBacktestStorage(request.store);
  try {
    return await backtestOn(storage, request, set);
  } finally {
    await storage.close();
  }
};
