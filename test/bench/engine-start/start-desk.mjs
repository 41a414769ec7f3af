import { performance } from 'node:perf_hooks';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { MARKET } from './settings.mjs';

const MAIN = fileURLToPath(new URL('../../../dist/main.js', import.meta.url));
const LOOK_EVERY_MS = 25;
const GIVE_UP_MS = 300_000;

const urlIn = (dataDir) => {
  const pidFile = join(dataDir, 'pg', 'postmaster.pid');
  if (!existsSync(pidFile)) return undefined;
  const [, , , port, , , , state] = readFileSync(pidFile, 'utf8').split('\n');
  if (state?.trim() !== 'ready') return undefined;
  return `postgres://tribune:${readFileSync(join(dataDir, 'pg.password'), 'utf8').trim()}@127.0.0.1:${port}/tribune`;
};

const connect = async (dataDir, gone) => {
  for (const until = performance.now() + GIVE_UP_MS; performance.now() < until && !gone(); await sleep(LOOK_EVERY_MS)) {
    const url = urlIn(dataDir);
    if (url === undefined) continue;
    const client = new pg.Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      return client;
    } catch {
      await client.end().catch(() => undefined);
    }
  }
  throw new Error('the desk did not open its log');
};

const RESUMED = `select position from es_facts where position > $1 and type = 'TradingResumed' order by position limit 1`;
const HEAD = 'select position from es_head';

/** User and system time of a process so far, s; NaN where there is no /proc. Ticks are a hundredth of a second. */
const cpuSecondsOf = (pid) => {
  const file = `/proc/${pid}/stat`;
  if (!existsSync(file)) return NaN;
  const fields = readFileSync(file, 'utf8').split(') ')[1].split(' ');
  return (Number(fields[11]) + Number(fields[12])) / 100;
};

/**
 * Starts the whole program on a data folder, and returns how long it took from its start to the fact that trading goes
 * on (s), and what of that it computed (`cpu`, s; its server's part is not in it). `whileRunning(client)` gets a connection to its log before it is stopped.
 */
export const secondsToTrade = async (dataDir, head, { kill = false, whileRunning } = {}) => {
  const begun = performance.now();
  const args = ['--data', dataDir, '--port', '0', ...MARKET.flatMap((pair) => ['--set', pair])];
  const child = spawn(process.execPath, [MAIN, ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => said.push(String(chunk)));
  const gone = () => child.exitCode !== null;
  const client = await connect(dataDir, gone);
  try {
    for (;;) {
      if (gone()) throw new Error(`the desk ended:\n${said.join('')}`);
      const { rows } = await client.query(RESUMED, [head]);
      if (rows.length > 0) break;
      if (performance.now() - begun > GIVE_UP_MS) throw new Error(`trading did not go on:\n${said.join('')}`);
      await sleep(LOOK_EVERY_MS);
    }
    const seconds = (performance.now() - begun) / 1_000;
    const cpu = cpuSecondsOf(child.pid);
    await whileRunning?.(client);
    const { rows } = await client.query(HEAD);
    return { seconds, cpu, head: Number(rows[0].position), said: said.join('') };
  } finally {
    await client.end();
    const ended = once(child, 'exit');
    child.kill(kill ? 'SIGKILL' : 'SIGTERM');
    if (!gone()) await ended;
  }
};
