/** Conflicts that wait for a model, and how they come to. */
import type { InstrumentId } from '../market/instrument.js';
import type { Regime } from '../market/regime.js';
import { Dec, dec, text, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { RiskPolicy } from '../account/risk/policy.js';
import { isSettleable, settleableConflicts, type SettleableKind } from './conflicts.js';
import type { DecisionFact } from './decision.events.js';
import { unsettled, type DecisionState, type OpenCycle } from './decision.state.js';
import { judgeLegs, openingOf, type Leg, type Opening } from './leg.js';
import { RULING_DEADLINE_MS } from './patience.js';

/** One conflict as an arbiter is asked about it. */
export interface OpenConflict {
  readonly instrumentId: InstrumentId;
  readonly kind: SettleableKind;
  readonly detail: string;
  readonly regime: Regime;
  readonly direction: 'long' | 'short';
  /** Before and after the consensus. */
  readonly rawConfidence: DecimalString;
  readonly confidence: DecimalString;
  readonly entry: DecimalString;
  /** Fraction, rounded down to six places: an arbiter that repeats it asks for no wider one. */
  readonly stopPct: DecimalString;
  readonly targetPct: DecimalString;
  /** What the rules do where no model settles it. */
  readonly byRules: string;
  /** Until when a ruling counts. */
  readonly dueAt: UnixMs;
}

const STOP_PLACES = 6;

/** As it would be proposed if no conflict stood in its way; undefined where it comes to nothing anyhow. */
const undisturbed = ({ abandoned: _, ...leg }: Leg, policy: RiskPolicy): Opening | undefined =>
  openingOf({ ...leg, conflicts: [] }, policy).opening;

/** What is detected and not settled, in the order of its detection; `policy` gives the stop that a ruling may tighten. */
export const openConflicts = (state: DecisionState, policy: RiskPolicy): readonly OpenConflict[] => {
  if (state.status !== 'open') return [];
  const legs = judgeLegs(state, state.takenAt, policy);
  return unsettled(state).flatMap(({ instrumentId, kind, dueAt }): OpenConflict[] => {
    const leg = legs.find(({ snapshot }) => snapshot.instrumentId === instrumentId);
    const conflict = leg && settleableConflicts(leg.snapshot).find((each) => each.kind === kind);
    if (!leg || !conflict || !isSettleable(kind) || dueAt === undefined) return [];
    const opening = undisturbed(leg, policy);
    if (opening === undefined) return [];
    const { direction, confidence, entry, targetPct } = opening;
    return [
      {
        instrumentId,
        kind,
        detail: conflict.detail,
        regime: leg.snapshot.regime,
        direction,
        rawConfidence: leg.consensus.measures.rawConfidence,
        confidence,
        entry,
        stopPct: text(dec(opening.stopPct).toDecimalPlaces(STOP_PLACES, Dec.ROUND_DOWN)),
        targetPct,
        byRules: conflict.resolution,
        dueAt,
      },
    ];
  });
};

/** The conflicts of a leg that a model may settle; none of one that comes to nothing anyhow. */
const forModels = (leg: Leg, policy: RiskPolicy): Leg['conflicts'] => {
  const found = leg.conflicts.filter(({ kind }) => isSettleable(kind));
  return found.length > 0 && undisturbed(leg, policy) !== undefined ? found : [];
};

/**
 * Counts the votes on every leg and detects what a model may settle; once, and only where there is something to ask and
 * somebody to be asked.
 */
export const detectConflicts = (cycle: OpenCycle, at: UnixMs, policy: RiskPolicy): readonly DecisionFact[] => {
  if (cycle.arbiters.length === 0 || cycle.measured.length > 0) return [];
  const legs = judgeLegs(cycle, at, policy).map((leg) => ({ leg, asked: forModels(leg, policy) }));
  if (legs.every(({ asked }) => asked.length === 0)) return [];
  return legs.flatMap(({ leg, asked }): DecisionFact[] => {
    const about = { cycleId: cycle.cycleId, instrumentId: leg.snapshot.instrumentId };
    return [
      { type: 'ConsensusMeasured', data: { ...about, ...leg.consensus.measures } },
      ...asked.map(({ kind, detail }): DecisionFact => {
        const data = { ...about, kind, detail, dueAt: at + RULING_DEADLINE_MS };
        return { type: 'ConflictDetected', data };
      }),
    ];
  });
};
