import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError, Option } from 'commander';
import { loadConfig } from '../config/load-config.js';
import type { Config } from '../config/config.js';
import { runDesk, type RunningDesk } from './run-desk.js';
import { StartScreen } from './start-screen.js';

const FAILED = 1;
/** A stop that takes longer is cut off: everything that matters is in the log already. */
const STOP_WITHIN_MS = 4_500;

/** Flags that are settings: flag, key, what it says. */
const FLAGS = [
  ['--port <port>', 'http.port', 'where the pages and the API listen, on loopback'],
  ['--data <folder>', 'data.dir', 'holds the embedded store'],
  ['--store <where>', 'store', 'postgres, memory, eventstoredb://... or postgres://...'],
  ['--role <role>', 'role', 'all, api, engine or projector: what this process does'],
  ['--seed <number>', 'market.seed', 'of the pretend market'],
  ['--speed <factor>', 'market.speed', 'market seconds per second'],
] as const;

const EXAMPLES = `
Examples:
  npm start
  npm start -- --port 4000 --speed 600
  npm start -- --data /tmp/other-desk --seed 42 --set risk.maxOpenPositions=2

All settings: npm run -s tribune -- config, and docs/configuration.md`;

interface Given {
  readonly config?: string;
  readonly set: readonly string[];
  readonly flags: Readonly<Record<string, string>>;
}

const collect = (value: string, before: readonly string[]): readonly string[] => [...before, value];

/** @throws CommanderError after it has written its own line */
const read = (args: readonly string[]): Given => {
  const program = new Command('tribune')
    .description('Starts the trading desk: paper money on a pretend market, no network, no keys.')
    .option('--config <file>', 'settings as JSON')
    .addOption(new Option('--set <key=value>', 'any setting; may be repeated').argParser(collect).default([]))
    .addHelpText('after', EXAMPLES)
    .showSuggestionAfterError(true)
    .allowExcessArguments(false)
    .configureOutput({
      outputError: (text, write) => write(`${text.trim().replaceAll('\n', ' ')} --help lists all.\n`),
    })
    .exitOverride();
  for (const [flag, , what] of FLAGS) program.option(flag, what);
  program.parse([...args], { from: 'user' });
  const given = program.opts<Record<string, unknown>>();
  const flags = FLAGS.flatMap(([flag, key]) => {
    const value = given[flag.slice(2, flag.indexOf(' '))];
    return typeof value === 'string' ? [[key, value] as const] : [];
  });
  const { config, set } = given as { config?: string; set: readonly string[] };
  return { ...(config === undefined ? {} : { config }), set, flags: Object.fromEntries(flags) };
};

const lineOf = (error: unknown): string => {
  const { code, port, message } = error as { code?: string; port?: number; message?: string };
  if (code === 'EADDRINUSE')
    return `port ${port} is taken: stop what listens there, or start with --port OTHER (0 = any free one).`;
  return message ?? String(error);
};

const fail = (error: unknown): never => {
  process.stderr.write(`tribune cannot go on: ${lineOf(error)}\n`);
  process.exit(FAILED);
};

/** The last line of a start. */
const openingOf = ({ role, account, market }: Config, desk: RunningDesk): string => {
  const paper = `PAPER account ${account.id}`;
  if (role === 'all') return `${desk.market}, ${market.speed} x, ${paper} of ${account.deposit} USDT: open ${desk.url}`;
  return desk.url === '' ? `${role} of ${paper} is running` : `${role} of ${paper}: open ${desk.url}`;
};

/** Starts the desk and keeps it until SIGINT or SIGTERM. */
export const main = async (args: readonly string[]): Promise<void> => {
  const stopping = new AbortController();
  const asked = new Promise<void>((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) {
      process.on(signal, () => {
        stopping.abort();
        resolve();
      });
    }
  });
  const screen = new StartScreen();
  try {
    const given = read(args);
    const { config } = loadConfig({
      ...(given.config ? { file: given.config } : {}),
      flags: given.flags,
      set: given.set,
    });
    const pages = join(fileURLToPath(new URL('../../../', import.meta.url)), 'web', 'dist');
    const desk = await runDesk({ config, pages, screen, signal: stopping.signal, onFailure: fail });
    screen.line(openingOf(config, desk));
    await asked;
    screen.line('stopping');
    setTimeout(
      () => fail(new Error('the stop took too long and was cut off; the log is complete.')),
      STOP_WITHIN_MS,
    ).unref();
    await desk.stop();
    screen.line('stopped; the next start goes on from here');
    process.exit(0);
  } catch (error) {
    if (error instanceof CommanderError) process.exit(error.exitCode === 0 ? 0 : FAILED);
    fail(error);
  }
};
