import type { ModelsInUse } from '../../../../src/application/agents/models/models-in-use.js';
import { MINUTE } from '../../../../src/domain/shared/time.js';
import type { Lifeline } from '../faults/lifeline.js';
import type { ModelPlan, PanelPlan } from '../plan/panel.js';
import type { World } from '../run/world.js';
import { DrawnNews } from './drawn-opinions.js';
import { ScriptedModel } from './scripted-model.js';

/** The models of one process; their bills and what they were asked are the world's. */
export const scriptedModels = (plan: PanelPlan, world: World, life: Lifeline): ModelsInUse => {
  const model = (each: ModelPlan) => new ScriptedModel(each, world, life);
  const { when, dayBudget, dayBudgetEquityShare, decisionBudget, reader } = plan;
  return {
    when,
    panel: plan.members.map(model),
    arbiters: plan.arbiters.map(model),
    ...(reader ? { sentiment: model(reader), feed: new DrawnNews(world) } : {}),
    dayBudget,
    dayBudgetEquityShare,
    decisionBudget,
    askFrom: world.plan.startAt + plan.askFrom * MINUTE,
  };
};
