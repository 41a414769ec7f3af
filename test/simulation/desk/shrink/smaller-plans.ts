import type { PanelPlan } from '../plan/panel.js';
import type { SimulationPlan, Span } from '../plan/plan.js';

/** Halves, quarters, eighths and then single ones: what is not needed goes in large pieces first. */
const without = <T>(list: readonly T[]): readonly (readonly T[])[] => {
  const smaller: (readonly T[])[] = [];
  for (let size = list.length; size >= 1; size = Math.floor(size / 2)) {
    for (let from = 0; from < list.length; from += size)
      smaller.push([...list.slice(0, from), ...list.slice(from + size)]);
  }
  return smaller;
};

const cut = <S extends Span>(spans: readonly S[], minutes: number): readonly S[] =>
  spans.filter(({ from }) => from < minutes).map((span) => ({ ...span, to: Math.min(span.to, minutes) }));

/** The same plan, ended earlier. */
const shorter = (plan: SimulationPlan, minutes: number): SimulationPlan => ({
  ...plan,
  minutes,
  market: {
    ...plan.market,
    episodes: cut(plan.market.episodes, minutes),
    jumps: cut(plan.market.jumps, minutes),
  },
  ...(plan.panel ? { panel: { ...plan.panel, faults: cut(plan.panel.faults, minutes) } } : {}),
  acts: plan.acts.filter(({ minute }) => minute <= minutes),
  storeFaults: cut(plan.storeFaults, minutes),
  venueFaults: cut(plan.venueFaults, minutes),
});

/** Fewer models and fewer failing agents. */
function* smallerPanels(plan: SimulationPlan, panel: PanelPlan): Iterable<SimulationPlan> {
  for (const members of without(panel.members)) yield { ...plan, panel: { ...panel, members } };
  for (const arbiters of without(panel.arbiters)) yield { ...plan, panel: { ...panel, arbiters } };
  for (const faults of without(panel.faults)) yield { ...plan, panel: { ...panel, faults } };
  if (panel.reader) {
    const { reader: _gone, ...rest } = panel;
    yield { ...plan, panel: rest };
  }
}

/** Plans that are a little smaller, the greatest steps first. */
export function* smallerPlans(plan: SimulationPlan, brokeAtMinute: number): Iterable<SimulationPlan> {
  for (const minutes of [brokeAtMinute + 1, Math.ceil(plan.minutes / 2), Math.ceil(plan.minutes * 0.8)]) {
    if (minutes < plan.minutes && minutes > 0) yield shorter(plan, minutes);
  }
  const { market } = plan;
  for (const acts of without(plan.acts)) yield { ...plan, acts };
  for (const deaths of without(plan.deaths)) yield { ...plan, deaths };
  for (const storeFaults of without(plan.storeFaults)) yield { ...plan, storeFaults };
  for (const venueFaults of without(plan.venueFaults)) yield { ...plan, venueFaults };
  for (const episodes of without(market.episodes)) yield { ...plan, market: { ...market, episodes } };
  for (const jumps of without(market.jumps)) yield { ...plan, market: { ...market, jumps } };
  for (const keys of without(Object.keys(plan.policy))) {
    yield { ...plan, policy: Object.fromEntries(Object.entries(plan.policy).filter(([key]) => keys.includes(key))) };
  }
  if (plan.panel) yield* smallerPanels(plan, plan.panel);
  if (plan.readModels) {
    const { readModels: _gone, ...rest } = plan;
    yield rest;
  }
}
