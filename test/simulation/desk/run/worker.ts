/** A process that lives through the seeds it is sent, one after the other. */
import { drawPlan } from '../plan/draw-plan.js';
import { simulate, type SimulationResult } from './simulation.js';

/** One in so many is lived through twice: the same seed must end in the same state, fact by fact. */
const TWICE_EVERY = 25;

/** One seed; `models` where it is not left to the seed whether some advise. */
export interface Task {
  readonly seed: number;
  readonly models?: boolean;
}

const liveThrough = async ({ seed, models }: Task): Promise<SimulationResult> => {
  const result = await simulate(drawPlan(seed, models));
  if (result.broken || seed % TWICE_EVERY !== 0) return result;
  const again = await simulate(drawPlan(seed, models));
  if (again.stateHash === result.stateHash) return result;
  const sentence = `the same seed ends in another state: ${result.stateHash}, then ${again.stateHash}`;
  return { ...result, broken: { step: result.steps, sentence, lastFacts: [] } };
};

process.on('message', (task: Task) => {
  void liveThrough(task).then((result) => process.send?.(result));
});
