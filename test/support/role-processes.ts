/** The parts of the desk as processes of their own, on one server. */
import { spawn, type ChildProcess } from 'node:child_process';
import { resolve } from 'node:path';
import type { RoleSetting } from '../../src/infrastructure/config/config.js';

const MAIN = resolve(__dirname, '../../dist/main.js');
const OPEN = /open (http:\S+)/;

export interface RoleProcess {
  readonly role: RoleSetting;
  readonly pid: number;
  /** All it has said to people so far. */
  readonly said: () => string;
  readonly complained: () => string;
  /** Of an api, once it is open. */
  readonly url: () => string | undefined;
  readonly ended: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
  readonly send: (signal: NodeJS.Signals) => void;
}

/** Settings of the caller's shell must not reach the processes under test. */
const ownEnvironment = (): NodeJS.ProcessEnv =>
  Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('TRIBUNE_')));

export const startRole = (role: RoleSetting, store: string, ...more: readonly string[]): RoleProcess => {
  const args = [MAIN, '--role', role, '--store', store, '--port', '0', ...more];
  const child: ChildProcess = spawn(process.execPath, args, {
    env: ownEnvironment(),
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let [out, err] = ['', ''];
  child.stdout?.on('data', (chunk: Buffer) => (out += chunk.toString()));
  child.stderr?.on('data', (chunk: Buffer) => (err += chunk.toString()));
  const ended = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((done) =>
    child.once('close', (code, signal) => done({ code, signal })),
  );
  return {
    role,
    pid: child.pid as number,
    said: () => out,
    complained: () => err,
    url: () => OPEN.exec(out)?.[1],
    ended,
    send: (signal) => void child.kill(signal),
  };
};
