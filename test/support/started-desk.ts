/** The built program as a child process, as `npm start` runs it. */
import { spawn } from 'node:child_process';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline';

const MAIN = resolve(__dirname, '../../dist/main.js');
const CLI = resolve(__dirname, '../../dist/cli.js');
/** The last line of a start; its end is the address. */
const OPEN = /PRETEND MARKET.*open (http:\S+)$/;

export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

export interface StartedDesk {
  readonly url: string;
  /** What it said up to its last line of the start. */
  readonly lines: readonly string[];
  /** SIGTERM, as Ctrl-C does. */
  readonly stop: () => Promise<Ended & { readonly seconds: number }>;
  /** As if its machine had gone: no goodbye to anyone. */
  readonly kill: () => Promise<void>;
  readonly get: <T>(path: string) => Promise<T>;
}

/** Settings of the caller's shell must not reach the desk under test. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRIBUNE_')));

const begin = (script: string, args: readonly string[]) => {
  const child = spawn(process.execPath, [script, ...args], {
    env: ownEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<Ended>((done) => child.once('close', (code) => done({ code, out, err })));
  return { child, ended };
};

/** Runs to its end; for starts that are to be refused, and for the command line. */
export const runMain = (...args: readonly string[]): Promise<Ended> => begin(MAIN, args).ended;
export const runCli = (...args: readonly string[]): Promise<Ended> => begin(CLI, args).ended;

const address = async (lines: AsyncIterable<string>, said: string[]): Promise<string | undefined> => {
  for await (const line of lines) {
    said.push(line);
    const url = OPEN.exec(line)?.[1];
    if (url) return url;
  }
  return undefined;
};

/** @throws with the program's own words if it ended before it was open */
export const startDesk = async (...args: readonly string[]): Promise<StartedDesk> => {
  const { child, ended } = begin(MAIN, ['--port', '0', ...args]);
  const lines: string[] = [];
  const url = await address(createInterface({ input: child.stdout }), lines);
  if (url === undefined) throw new Error(`the desk did not open: ${JSON.stringify(await ended)}`);
  return {
    url,
    lines,
    stop: async () => {
      const from = performance.now();
      child.kill('SIGTERM');
      return { ...(await ended), seconds: (performance.now() - from) / 1_000 };
    },
    kill: async () => {
      child.kill('SIGKILL');
      await ended;
    },
    get: async <T>(path: string) => {
      const answer = await fetch(`${url}/api/v1/${path}`);
      if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
      return (await answer.json()) as T;
    },
  };
};

/** Asks until the answer is there. @throws at the deadline, with the last answer */
export const eventually = async <T>(ask: () => Promise<T>, isIt: (answer: T) => boolean, ms = 20_000): Promise<T> => {
  for (const deadline = Date.now() + ms; ;) {
    const answer = await ask();
    if (isIt(answer)) return answer;
    if (Date.now() > deadline) throw new Error(`still not so after ${ms} ms: ${JSON.stringify(answer).slice(0, 500)}`);
    await new Promise((next) => setTimeout(next, 50));
  }
};
