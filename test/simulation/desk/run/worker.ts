/** A process that lives through the seeds it is sent, one after the other. */
import { drawPlan } from '../plan/draw-plan.js';
import { simulate, type SimulationResult } from './simulation.js';

/** One in so many is lived through twice: the same seed must end in the same state, fact by fact. */
const TWICE_EVERY = 25;

const liveThrough = async (seed: number): Promise<SimulationResult> => {
  const result = await simulate(drawPlan(seed));
  if (result.broken || seed % TWICE_EVERY !== 0) return result;
  const again = await simulate(drawPlan(seed));
  if (again.stateHash === result.stateHash) return result;
  const sentence = `the same seed ends in another state: ${result.stateHash}, then ${again.stateHash}`;
  return { ...result, broken: { step: result.steps, sentence, lastFacts: [] } };
};

process.on('message', (seed: number) => {
  void liveThrough(seed).then((result) => process.send?.(result));
});
