import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { SimulationResult } from './simulation.js';
import type { Task } from './worker.js';

/** No seed takes so long by far; one that does will never end. */
const LONGEST_SEED_MS = 180_000;
/** Seeds that one process lives through. */
const LIVES = 40;
const WORKER = fileURLToPath(new URL('./worker.js', import.meta.url));

const stuck = (seed: number, why: string): SimulationResult => ({
  seed,
  steps: 0,
  facts: 0,
  stateHash: '',
  seen: {},
  broken: { step: 0, sentence: why, lastFacts: [] },
});

const liveIn = (child: ChildProcess, { seed, ...task }: Task): Promise<SimulationResult> =>
  new Promise((resolve) => {
    const end = (result: SimulationResult) => {
      clearTimeout(timer);
      child.removeAllListeners();
      resolve(result);
    };
    const timer = setTimeout(
      () => end(stuck(seed, `the seed did not end in ${LONGEST_SEED_MS / 1_000} s`)),
      LONGEST_SEED_MS,
    );
    child.on('message', (result) => end(result as SimulationResult));
    child.on('exit', (code) =>
      end(stuck(seed, `the process of the seed ended by itself (${code}): something waits for ever`)),
    );
    child.send({ seed, ...task });
  });

/** Lives through seeds in so many processes; results come in the order in which they are ready. */
export const inParallel = async (
  seeds: Iterator<Task>,
  workers: number,
  onResult: (result: SimulationResult) => void,
): Promise<void> => {
  const work = async (): Promise<void> => {
    let child: ChildProcess | undefined;
    let lived = 0;
    for (let next = seeds.next(); !next.done; next = seeds.next()) {
      child ??= fork(WORKER, { stdio: ['ignore', 'ignore', 'inherit', 'ipc'] });
      const result = await liveIn(child, next.value);
      lived += 1;
      // One in which a seed broke may have anything left in it, and an old one holds what the dead left behind.
      if (result.broken || lived === LIVES) {
        lived = 0;
        child.kill('SIGKILL');
        child = undefined;
      }
      onResult(result);
    }
    child?.kill();
  };
  await Promise.all(Array.from({ length: workers }, work));
};
