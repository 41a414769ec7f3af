import { Command, CommanderError } from 'commander';
import type { CliActions, CliSurface } from './actions.js';
import { addBacktest } from './backtest.command.js';
import { addConfig } from './config.command.js';
import { addControl } from './control.command.js';
import { addHalt } from './halt.command.js';
import { addLog } from './log.command.js';
import { addProjections } from './projections.command.js';
import { addRisk } from './risk.command.js';
import { addVerify } from './verify.command.js';

const DONE = 0;
const FAILED = 1;
const USAGE = 2;

const EXAMPLES = `
Examples:
  tribune backtest --candles BTC/USDT=btc.csv --candles XRP/USDT=xrp.csv
  tribune log export --to facts.ndjson
  tribune halt clear --reason "looked at the losses of today" --confirm
  tribune control close-position --instrument BTC/USDT --reason "earnings tonight"
  tribune COMMAND --help

From a clone: npm run -s tribune -- COMMAND. Exit codes: 0 done, 1 failed, 2 wrong usage.`;

const build = (actions: CliActions, surface: CliSurface): Command => {
  const program = new Command('tribune')
    .description('An event-sourced trading desk: every decision is a fact, and every fact can be explained.')
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError(true)
    .showHelpAfterError('(--help explains)')
    .allowExcessArguments(false)
    .configureOutput({ writeOut: surface.out, writeErr: (text) => surface.stderr.write(text) })
    .exitOverride();
  // Copied to the commands when they are made, so this comes after the settings above.
  addBacktest(program, actions, surface);
  addLog(program, actions, surface);
  addVerify(program, actions, surface);
  addProjections(program, actions, surface);
  addRisk(program, actions, surface);
  addHalt(program, actions, surface);
  addControl(program, actions, surface);
  addConfig(program, actions, surface);
  return program;
};

/** What a person reads of a failure: one line; the stack is for bugs alone. */
const lineOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error);
  const isBug = ['TypeError', 'RangeError', 'ReferenceError', 'ImpossibleFact'].includes(error.name);
  return isBug ? (error.stack ?? error.message) : error.message;
};

/** Runs one command line (without node and script) and returns the exit code. */
export const runCli = async (args: readonly string[], actions: CliActions, surface: CliSurface): Promise<number> => {
  const program = build(actions, surface);
  try {
    if (args.length === 0) program.help({ error: true });
    await program.parseAsync([...args], { from: 'user' });
    return DONE;
  } catch (error) {
    // Commander has written its own line; help and version are no failures.
    if (error instanceof CommanderError) return error.exitCode === 0 ? DONE : USAGE;
    surface.stderr.write(`${lineOf(error)}\n`);
    return FAILED;
  }
};
