import 'reflect-metadata';
import { cliActions } from './infrastructure/bootstrap/cli-actions.js';
import { runCli } from './infrastructure/interfaces/cli/program.js';

const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
// A reader that has seen enough (head, less) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

process.exitCode = await runCli(process.argv.slice(2), cliActions, {
  out: (text) => void process.stdout.write(text),
  stderr: process.stderr,
  signal: interrupt.signal,
});
