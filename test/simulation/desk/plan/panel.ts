/** What a seed decides about models and advisers, as plain JSON like the rest of the plan. */
import type { AskWhen } from '../../../../src/application/agents/models/models-in-use.js';
import type { ModelPrice } from '../../../../src/domain/models/prices.js';
import type { FaultRate } from './plan.js';

/** How a model behaves: always in one way, or from call to call in another. */
export const TEMPERS = ['honest', 'contrary', 'idle', 'late', 'failing', 'confused', 'moody'] as const;
export type Temper = (typeof TEMPERS)[number];

export interface ModelPlan {
  readonly name: string;
  readonly temper: Temper;
  readonly price: ModelPrice;
}

/** Parts beside the models that fail in a share of their runs. */
export type AgentFault = 'technical' | 'regime' | 'news';

export interface PanelPlan {
  readonly when: AskWhen;
  readonly members: readonly ModelPlan[];
  readonly arbiters: readonly ModelPlan[];
  /** Reads the news; absent: there is no sentiment agent. */
  readonly reader?: ModelPlan;
  readonly dayBudget: string;
  readonly dayBudgetEquityShare: string;
  readonly decisionBudget: string;
  /** Minutes since trading began: nobody is asked before. */
  readonly askFrom: number;
  readonly faults: readonly FaultRate<AgentFault>[];
}
