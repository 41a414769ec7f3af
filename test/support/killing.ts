import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';

const CHILD = join(__dirname, 'desk-child.mjs');

export interface ChildOptions {
  readonly dataDir: string;
  readonly seed: number;
  readonly until?: number;
  /** Connection string of the EventStoreDB with its log; without it the log is in the embedded PostgreSQL. */
  readonly node?: string;
}

/** Exit code of a desk-child that its store left alone where it can't wait: as dead as a killed one. */
const STORE_AWAY = 75;

/**
 * When to kill: so long after the process began, or after the desk opened its store; or at the n-th sign of a commit of
 * facts about orders and money, or of a read model's rows.
 */
export type Moment =
  { readonly ms: number; readonly after: 'spawn' | 'open' } | { readonly sign: number; readonly of: 'fact' | 'rows' };

const ended = (child: ChildProcess): Promise<{ code: number | null; signal: string | null; errors: string }> =>
  new Promise((resolve) => {
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('exit', (code, signal) => resolve({ code, signal, errors }));
  });

const start = (options: ChildOptions): ChildProcess =>
  spawn(process.execPath, [CHILD, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'pipe'] });

/**
 * Lets a desk trade and kills it with SIGKILL; `first` happens right before, to its store.
 * @throws if it ended by itself
 */
export const tradeAndKill = async (
  options: ChildOptions,
  moment: Moment,
  first: () => Promise<void> = () => Promise.resolve(),
): Promise<void> => {
  const child = start(options);
  const end = ended(child);
  let killing: Promise<void> | undefined;
  const kill = () => {
    killing ??= first().finally(() => child.kill('SIGKILL'));
  };
  let timer: NodeJS.Timeout | undefined;
  if ('ms' in moment && moment.after === 'spawn') timer = setTimeout(kill, moment.ms);
  let signs = 0;
  createInterface({ input: child.stdout as Readable }).on('line', (line) => {
    if ('ms' in moment) {
      if (moment.after === 'open' && line === 'open') timer = setTimeout(kill, moment.ms);
    } else if (line.split(' ')[1] === moment.of && ++signs === moment.sign) kill();
  });
  const { signal, code, errors } = await end;
  clearTimeout(timer);
  await killing;
  const dead = signal === 'SIGKILL' || (killing !== undefined && code === STORE_AWAY);
  if (!dead) throw new Error(`the desk ended by itself (${code}): ${errors}`);
};

/** Lets a desk trade up to `until` and stop by itself. */
export const tradeToTheEnd = async (options: ChildOptions): Promise<void> => {
  const { code, errors } = await ended(start(options));
  if (code !== 0) throw new Error(`the desk failed (${code}): ${errors}`);
};
