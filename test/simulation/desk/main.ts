/**
 * The simulator's command line, behind `npm run simulate`:
 *
 *   --seeds N [--from S]      lives through N seeds in parallel and sums up
 *   --minutes N [--from S]    the same, for so long; --from tonight: seeds that no other night has
 *   --first                   ends with the first seed that breaks
 *   --seed S [--trace]        one seed, in this process; every step and every fact
 *   --models yes|no           models advise in every seed, or in none; otherwise the seed decides
 *   --seed S --shrink         looks for the smallest plan that breaks in the same way
 *   --plan FILE [--trace]     a plan that was written by --shrink
 */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { drawPlan } from './plan/draw-plan.js';
import type { SimulationPlan } from './plan/plan.js';
import { brokenLines, kindOf, Report } from './run/report.js';
import { simulate, type SimulationResult } from './run/simulation.js';
import type { Task } from './run/worker.js';
import { inParallel } from './run/workers.js';
import { shrink } from './shrink/shrink.js';

const SHRUNK = 'build/shrunk';
const SAY_EVERY_MS = 5_000;
/** After so many something is so wrong that more of the same tells nothing. */
const MOST_BROKEN = 25;

const { values } = parseArgs({
  options: {
    seeds: { type: 'string' },
    from: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    seed: { type: 'string' },
    plan: { type: 'string' },
    models: { type: 'string' },
    trace: { type: 'boolean', default: false },
    shrink: { type: 'boolean', default: false },
    first: { type: 'boolean', default: false },
    workers: { type: 'string', default: String(Math.min(4, availableParallelism())) },
  },
});

const models = values.models === undefined ? undefined : values.models === 'yes';

const say = (line: string): void => void process.stdout.write(`${line}\n`);

const one = async (plan: SimulationPlan): Promise<void> => {
  const report = new Report();
  const result = await simulate(plan, values.trace ? say : undefined);
  report.take(result);
  for (const line of report.lines()) if (!line.startsWith('never seen')) say(line);
  say(`state hash ${result.stateHash}`);
  if (!result.broken) return;
  for (const line of brokenLines(result)) say(line);
  process.exitCode = 1;
};

const smallest = async (plan: SimulationPlan): Promise<void> => {
  const found = await shrink(plan, ({ minutes, acts, deaths, storeFaults, venueFaults, market }, { steps }) =>
    say(
      `${steps} steps: ${minutes} minutes, ${acts.length} acts, ${deaths.length} deaths, ` +
        `${storeFaults.length + venueFaults.length} kinds of fault, ${market.episodes.length} episodes`,
    ),
  );
  if (!found) return say(`seed=${plan.seed} is not broken`);
  mkdirSync(SHRUNK, { recursive: true });
  const file = `${SHRUNK}/seed-${plan.seed}.json`;
  writeFileSync(file, `${JSON.stringify(found.plan, undefined, 1)}\n`);
  for (const line of brokenLines(found.result).slice(0, -2)) say(line);
  say(`${found.runs} runs; repeat: npm run simulate -- --plan ${file} --trace`);
  process.exitCode = 1;
};

const most = values.first ? 1 : MOST_BROKEN;

function* seedsFrom(from: number, count: number, until: number, report: Report): Iterator<Task> {
  for (let n = 0; n < count && performance.now() < until && report.broken < most; n++) {
    yield { seed: from + n, ...(models === undefined ? {} : { models }) };
  }
}

/** Told at length the first time, in one line when the same happens again. */
const told = new Map<string, number>();
const sayBroken = (result: SimulationResult): void => {
  const kind = kindOf(result.broken?.sentence ?? '');
  const first = told.get(kind);
  if (first === undefined) told.set(kind, result.seed);
  if (first === undefined) for (const line of brokenLines(result)) say(line);
  else say(`BROKEN seed=${result.seed} step=${result.broken?.step ?? 0} in the way of seed=${first}`);
};

const many = async (): Promise<void> => {
  const report = new Report();
  const from = values.from === 'tonight' ? Math.floor(Date.now() / 86_400_000) * 100_000 : Number(values.from);
  const count = Number(values.seeds ?? (values.minutes === undefined ? 100 : Infinity));
  const until = performance.now() + (values.minutes === undefined ? Infinity : Number(values.minutes) * 60_000);
  let said = performance.now();
  say(`seeds from ${from}${Number.isFinite(count) ? `, ${count} of them` : `, for ${values.minutes} minutes`}`);
  await inParallel(seedsFrom(from, count, until, report), Number(values.workers), (result) => {
    report.take(result);
    if (result.broken) sayBroken(result);
    if (performance.now() - said < SAY_EVERY_MS) return;
    said = performance.now();
    say(`${report.seeds} seeds, ${report.broken} broken, ${report.seconds.toFixed(0)} s`);
  });
  for (const line of report.lines()) say(line);
  if (report.broken > 0) process.exitCode = 1;
};

const planOf = (): SimulationPlan | undefined => {
  if (values.plan !== undefined) return JSON.parse(readFileSync(values.plan, 'utf8')) as SimulationPlan;
  return values.seed === undefined ? undefined : drawPlan(Number(values.seed), models);
};

const plan = planOf();
if (!plan) await many();
else if (values.shrink) await smallest(plan);
else await one(plan);
