/** Server and dashboard, both rebuilt at each save. Options go to the server: `npm run dev -- --port 4000`. */
import { spawn } from 'node:child_process';

const options = process.argv.slice(2);
const children = [
  // nest passes on what stands behind `--`.
  ['node_modules/@nestjs/cli/bin/nest.js', 'start', '--watch', '--', ...options],
  ['node_modules/vite/bin/vite.js', 'web', '--config', 'web/vite.config.ts'],
  // Groups of their own: nest does not pass a signal on to the server that it started.
].map((args) => spawn(process.execPath, args, { stdio: ['ignore', 'inherit', 'inherit'], detached: true }));

let stopping = false;
function stop(code) {
  if (stopping) return;
  stopping = true;
  process.exitCode = code;
  for (const { pid } of children) {
    try {
      process.kill(-pid, 'SIGTERM');
    } catch {
      // It has ended already.
    }
  }
}

for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => stop(0));
for (const child of children) child.on('exit', (code) => stop(code ?? 1));
