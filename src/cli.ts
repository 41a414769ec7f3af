import 'reflect-metadata';
import { createInterface } from 'node:readline/promises';

// Before the rest is loaded: Ctrl-C in the first second must end it as gracefully as later.
const interrupt = new AbortController();
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => interrupt.abort());
// A reader that has seen enough (head, less) is no failure of ours.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

const askPerson = async (question: string): Promise<string> => {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question, { signal: interrupt.signal });
  } finally {
    lines.close();
  }
};

const { cliActions } = await import('./infrastructure/bootstrap/cli-actions.js');
const { runCli } = await import('./infrastructure/interfaces/cli/program.js');
process.exitCode = await runCli(process.argv.slice(2), cliActions, {
  out: (text) => void process.stdout.write(text),
  stderr: process.stderr,
  signal: interrupt.signal,
  ...(process.stdin.isTTY && { askPerson }),
});
