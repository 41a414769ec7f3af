/** From votes to proposals: all legs of a cycle at once, so that no crash can fall between two of them. */
import { stableId } from '../shared/stable-id.js';
import type { UnixMs } from '../shared/time.js';
import type { RiskPolicy } from '../account/risk/policy.js';
import type { Conflict } from './conflicts.js';
import type { DecisionFact, TradeProposed } from './decision.events.js';
import type { KnownConflict, OpenCycle } from './decision.state.js';
import { judgeLegs, settleAcross, settleRebalancing, type Leg } from './leg.js';
import { sinceDetection } from './patience.js';

const proposalOf = (cycle: OpenCycle, leg: Leg): TradeProposed => {
  const { cycleId, takenAt } = cycle;
  const { instrumentId, regime } = leg.snapshot;
  const reasons = leg.consensus.agreeing.flatMap((vote) => vote.reasons);
  if (leg.opening === undefined)
    return { type: 'TradeProposed', data: { cycleId, kind: 'close', instrumentId, reasons } };
  const { direction, confidence, entry, stopPct, targetPct, modification } = leg.opening;
  const intent = {
    intentId: stableId(cycleId, instrumentId),
    assessment: 1,
    cycleId,
    instrumentId,
    direction,
    rawConfidence: leg.consensus.measures.rawConfidence,
    confidence,
    entry,
    stopPct,
    targetPct,
    regime,
    snapshotAt: takenAt,
    proposedBy: 'agents' as const,
    ...(modification === undefined ? {} : { modification }),
  };
  return { type: 'TradeProposed', data: { cycleId, kind: 'open', instrumentId, intent, reasons } };
};

type About = Pick<Leg['snapshot'], 'instrumentId'> & { readonly cycleId: string };

/** What is not on record yet of one conflict: nothing, its end by the rules, or both. */
const factsOfConflict = (
  about: About,
  { kind, detail, outcome, resolution }: Conflict,
  known: KnownConflict | undefined,
  at: UnixMs,
): readonly DecisionFact[] => {
  if (known?.settled !== undefined) return [];
  const waited = known?.dueAt === undefined ? {} : { latencyMs: sinceDetection(known.dueAt, at) };
  const end = { ...about, kind, resolver: 'rules' as const, outcome, detail: resolution, ...waited };
  return [
    ...(known === undefined ? [{ type: 'ConflictDetected' as const, data: { ...about, kind, detail } }] : []),
    { type: 'ConflictResolved', data: end },
  ];
};

const factsOf = (cycle: OpenCycle, leg: Leg, at: UnixMs): readonly DecisionFact[] => {
  const { instrumentId } = leg.snapshot;
  const about = { cycleId: cycle.cycleId, instrumentId };
  const known = (kind: Conflict['kind']): KnownConflict | undefined =>
    cycle.conflicts.find((each) => each.instrumentId === instrumentId && each.kind === kind);
  return [
    ...(cycle.measured.includes(instrumentId)
      ? []
      : [{ type: 'ConsensusMeasured' as const, data: { ...about, ...leg.consensus.measures } }]),
    ...leg.conflicts.flatMap((conflict) => factsOfConflict(about, conflict, known(conflict.kind), at)),
    leg.abandoned === undefined
      ? proposalOf(cycle, leg)
      : { type: 'CycleAbandoned', data: { ...about, ...leg.abandoned } },
  ];
};

/**
 * One commit for the whole cycle; the legs come in the order in which the cycle was opened with them. What was counted
 * and settled before, while a model was asked, is not said again.
 */
export const conclude = (cycle: OpenCycle, at: UnixMs, policy: RiskPolicy): readonly DecisionFact[] =>
  settleRebalancing(settleAcross(judgeLegs(cycle, at, policy))).flatMap((leg) => factsOf(cycle, leg, at));
