/** The desk that the browser tests look at: its address, and how to end it. */
import { spawn } from 'node:child_process';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export interface OpenDesk {
  readonly url: string;
  /** As if its machine had gone: no goodbye to anyone. */
  readonly kill: () => Promise<void>;
}

/** The one place to put another desk (the real program) behind the browser tests. */
export const openDesk = async (...options: readonly string[]): Promise<OpenDesk> => {
  const script = join(process.cwd(), 'test/support/fake-desk/serve.mjs');
  const child = spawn(process.execPath, [script, ...options], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const kill = async (): Promise<void> => {
    child.kill('SIGKILL');
    await ended;
  };
  for await (const line of createInterface({ input: child.stdout })) {
    return { url: (JSON.parse(line) as { url: string }).url, kill };
  }
  throw new Error('The desk ended without an address.');
};
