import { FREE, type ModelPrice } from '../../../../src/domain/models/prices.js';
import type { Chance } from './chance.js';
import { TEMPERS, type AgentFault, type ModelPlan, type PanelPlan } from './panel.js';
import type { FaultRate } from './plan.js';

/** Free ones, cheap ones, and such as are too dear for a decision's budget. */
const PRICES: readonly ModelPrice[] = [
  FREE,
  { input: '0.3', output: '1.2' },
  { input: '0.3', output: '1.2' },
  { input: '3', output: '15' },
  { input: '15', output: '75' },
];
const AGENT_FAULTS: readonly AgentFault[] = ['technical', 'regime', 'news'];

const drawModel = (chance: Chance, name: string): ModelPlan => ({
  name,
  temper: chance.happens(0.5) ? 'honest' : chance.pick(TEMPERS),
  price: chance.pick(PRICES),
});

const drawFaults = (chance: Chance, minutes: number): readonly FaultRate<AgentFault>[] =>
  AGENT_FAULTS.filter(() => chance.happens(0.15)).map((kind) => {
    const from = chance.whole(0, minutes - 1);
    return { kind, share: chance.pick([0.1, 0.5, 1]), from, to: Math.min(minutes, from + chance.scaled(3, 240)) };
  });

/** The models of a desk and what they may cost: mostly enough, sometimes gone after some calls. */
export const drawPanel = (chance: Chance, minutes: number): PanelPlan => {
  const count = chance.pick([3, 3, 3, 2, 1]);
  const arbiters = chance.pick([2, 2, 2, 1, 0]);
  return {
    when: chance.pick(['on-proposal', 'always', 'always']),
    members: ['first', 'second', 'third'].slice(0, count).map((name) => drawModel(chance, name)),
    arbiters: ['primary', 'fallback'].slice(0, arbiters).map((name) => drawModel(chance, name)),
    ...(chance.happens(0.7) ? { reader: drawModel(chance, 'reader') } : {}),
    dayBudget: chance.pick(['5', '5', '5', '0.5', '0.05', '0']),
    dayBudgetEquityShare: chance.pick(['0.001', '0.001', '0.0001', '0.00001']),
    decisionBudget: chance.pick(['0.5', '0.5', '0.1', '0.02']),
    askFrom: chance.happens(0.1) ? chance.whole(1, minutes) : 0,
    faults: drawFaults(chance, minutes),
  };
};
