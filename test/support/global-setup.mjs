/**
 * One PostgreSQL for the whole run; each test file makes its own database in it. The server is a child that dies when
 * its stdin closes, so that even a killed Jest leaves no server and no folder behind.
 */
import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const SCRIPT = 'dist/infrastructure/postgres/test-server.js';
const DEADLINE_MS = 60_000;
/** Keys that lie in the environment for other purposes: a desk in a test would ask models, at somebody's expense. */
const MODEL_KEYS = /^(TRIBUNE_MODELS_\w+|(DEEPSEEK|ANTHROPIC|OPENAI)_API_KEY)$/;

async function firstLine(child) {
  const timer = setTimeout(() => child.kill('SIGKILL'), DEADLINE_MS);
  try {
    for await (const line of createInterface({ input: child.stdout })) return line;
    throw new Error(`${SCRIPT} ended without an address (its own words are above)`);
  } finally {
    clearTimeout(timer);
  }
}

export default async function globalSetup() {
  for (const name of Object.keys(process.env)) if (MODEL_KEYS.test(name)) delete process.env[name];
  if (process.env.TRIBUNE_TEST_PG || !existsSync(SCRIPT)) return;
  const folder = mkdtempSync(join(tmpdir(), 'tribune-test-'));
  const child = spawn(process.execPath, [SCRIPT, folder], { stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = new Promise((resolve) => child.once('exit', resolve));
  child.stdin.on('error', () => {});
  globalThis.stopTestServer = async () => {
    child.stdin.end();
    await ended;
    rmSync(folder, { recursive: true, force: true });
  };
  try {
    process.env.TRIBUNE_TEST_PG = JSON.parse(await firstLine(child)).url;
  } catch (error) {
    // Nothing ran, so the reporter will not speak; the last line is still owed.
    // (By the descriptor: Jest has shut the stream by then.)
    process.once('exit', () => writeSync(1, '0 passed, 1 failed, 0 skipped\n'));
    await globalThis.stopTestServer();
    throw error;
  }
}
