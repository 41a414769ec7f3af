import { spawn, type ChildProcess } from 'node:child_process';
import { join } from 'node:path';

const CHILD = join(__dirname, 'desk-child.mjs');

export interface ChildOptions {
  readonly dataDir: string;
  readonly seed: number;
  readonly until?: number;
}

/** When to kill: so long after the desk has opened its store, or at the n-th sign of a fact about orders or money. */
export type Moment = { readonly afterMs: number } | { readonly atSign: number };

const ended = (child: ChildProcess): Promise<{ code: number | null; signal: string | null; errors: string }> =>
  new Promise((resolve) => {
    let errors = '';
    child.stderr?.on('data', (chunk: Buffer) => (errors += chunk.toString()));
    child.on('exit', (code, signal) => resolve({ code, signal, errors }));
  });

const start = (options: ChildOptions): ChildProcess =>
  spawn(process.execPath, [CHILD, JSON.stringify(options)], { stdio: ['ignore', 'pipe', 'pipe'] });

/** Lets a desk trade and kills it with SIGKILL. @throws if it ended by itself */
export const tradeAndKill = async (options: ChildOptions, moment: Moment): Promise<void> => {
  const child = start(options);
  const end = ended(child);
  let signs = 0;
  let timer: NodeJS.Timeout | undefined;
  child.stdout?.on('data', (chunk: Buffer) => {
    const lines = chunk.toString().split('\n');
    if ('afterMs' in moment && lines.includes('open')) timer = setTimeout(() => child.kill('SIGKILL'), moment.afterMs);
    if (!('atSign' in moment)) return;
    signs += lines.filter((line) => line.startsWith('begin') || line.startsWith('stored')).length;
    if (signs >= moment.atSign) child.kill('SIGKILL');
  });
  const { signal, code, errors } = await end;
  clearTimeout(timer);
  if (signal !== 'SIGKILL') throw new Error(`the desk ended by itself (${code}): ${errors}`);
};

/** Lets a desk trade up to `until` and stop by itself. */
export const tradeToTheEnd = async (options: ChildOptions): Promise<void> => {
  const { code, errors } = await ended(start(options));
  if (code !== 0) throw new Error(`the desk failed (${code}): ${errors}`);
};
