import { spawn, type ChildProcessByStdio } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable, Writable } from 'node:stream';
import type { FakeNodeOptions } from './fake-node.js';

const SCRIPT = join(__dirname, 'node-process.mjs');

type Child = ChildProcessByStdio<Writable, Readable, null>;

/** A fake node in a process of its own: real SIGKILL, real SIGSTOP, and its own share of the processors. */
export interface NodeProcess {
  readonly url: string;
  readonly port: number;
  readonly kill: () => Promise<void>;
  readonly freeze: () => void;
  readonly thaw: () => void;
  /** Starts it again after `kill`, at its port and over its state file. */
  readonly start: () => Promise<void>;
  readonly stop: () => Promise<void>;
}

type Options = Omit<FakeNodeOptions, 'clusterOf'>;

const spawnNode = async (options: Options): Promise<{ child: Child; url: string; port: number }> => {
  const child = spawn(process.execPath, [SCRIPT, JSON.stringify(options)], { stdio: ['pipe', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: child.stdout })) {
    const { url, port } = JSON.parse(line) as { url: string; port: number };
    return { child, url, port };
  }
  throw new Error('the fake node ended without an address (its own words are above)');
};

/** @throws when the process ends before it serves */
export const startNodeProcess = async (options: Options = {}): Promise<NodeProcess> => {
  const first = await spawnNode(options);
  const { url, port } = first;
  let { child } = first;
  const kill = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGKILL');
    await ended;
  };
  return {
    url,
    port,
    kill,
    freeze: () => void child.kill('SIGSTOP'),
    thaw: () => void child.kill('SIGCONT'),
    start: async () => {
      ({ child } = await spawnNode({ ...options, port }));
    },
    stop: kill,
  };
};
