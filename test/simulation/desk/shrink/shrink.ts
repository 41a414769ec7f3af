import type { SimulationPlan } from '../plan/plan.js';
import { kindOf } from '../run/report.js';
import { simulate, type SimulationResult } from '../run/simulation.js';
import { smallerPlans } from './smaller-plans.js';

export interface Shrunk {
  readonly plan: SimulationPlan;
  readonly result: SimulationResult;
  readonly runs: number;
}

/** Takes away whatever the same violation does without, until nothing more can go. Undefined if nothing is broken. */
export const shrink = async (
  from: SimulationPlan,
  onSmaller: (plan: SimulationPlan, result: SimulationResult) => void = () => undefined,
): Promise<Shrunk | undefined> => {
  let plan = from;
  let result = await simulate(plan);
  let runs = 1;
  if (!result.broken) return undefined;
  const kind = kindOf(result.broken.sentence);
  for (let shrank = true; shrank;) {
    shrank = false;
    for (const smaller of smallerPlans(plan, result.broken?.minute ?? plan.minutes)) {
      runs += 1;
      const outcome = await simulate(smaller);
      if (!outcome.broken || kindOf(outcome.broken.sentence) !== kind) continue;
      [plan, result, shrank] = [smaller, outcome, true];
      onSmaller(plan, result);
      break;
    }
  }
  return { plan, result, runs };
};
