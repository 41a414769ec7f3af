/** From votes to proposals: all legs of a cycle at once, so that no crash can fall between two of them. */
import type { InstrumentId } from '../market/instrument.js';
import { dec, minOf, text, type Dec } from '../shared/decimal.js';
import { stableId } from '../shared/stable-id.js';
import type { UnixMs } from '../shared/time.js';
import type { RiskPolicy } from '../account/risk/policy.js';
import type { AbandonCode, Abandonment } from './abandon-codes.js';
import { conflictsOfOpening, crossInstrument, staleSnapshot, type Candidate, type Conflict } from './conflicts.js';
import { confidenceForFloors, measureConsensus, type Consensus } from './consensus.js';
import type { DecisionFact, InstrumentSnapshot, TradeProposed } from './decision.events.js';
import type { OpenCycle } from './decision.state.js';
import { agreedLevels, usableAtr } from './levels.js';

/** A leg on its way: abandoned, or still standing with what it would propose. */
interface Leg {
  readonly snapshot: InstrumentSnapshot;
  readonly consensus: Consensus;
  readonly conflicts: readonly Conflict[];
  readonly abandoned?: Abandonment;
  readonly opening?: { readonly direction: 'long' | 'short'; readonly confidence: Dec; readonly atr1h: Dec };
}

/** Codes that say more than "no quorum" when all members failed for the same reason. */
const SAID_BY_ALL: readonly AbandonCode[] = ['NO_DATA', 'WRONG_SIDE_LEVELS', 'ENTRY_TOO_FAR'];

const withoutQuorum = (cycle: OpenCycle, id: InstrumentId, missed: Abandonment): Abandonment => {
  const discards = cycle.discards.filter(
    ({ member, instrumentId }) => instrumentId === id && cycle.panel.includes(member),
  );
  const code = SAID_BY_ALL.find((each) => discards.every(({ reason }) => reason === each));
  // Sorted, so that the order in which answers came in shows nowhere (F-D4).
  const said = discards.map(({ member, reason }) => `${member}: ${reason}`).sort();
  const detail = [missed.detail, ...said].join('; ');
  const all = discards.length > 0 && discards.length === cycle.panel.length;
  return { code: all && code !== undefined ? code : missed.code, detail };
};

const legConsensus = (cycle: OpenCycle, snapshot: InstrumentSnapshot): Consensus => {
  const consensus = measureConsensus({
    votes: cycle.votes.filter(
      ({ member, vote }) => vote.instrumentId === snapshot.instrumentId && cycle.panel.includes(member),
    ),
    panel: cycle.panel.length,
    advisers: snapshot.advisers,
    configuredAdvisers: cycle.configuredAdvisers,
  });
  const { abandoned } = consensus;
  return abandoned?.code === 'NO_QUORUM'
    ? { ...consensus, abandoned: withoutQuorum(cycle, snapshot.instrumentId, abandoned) }
    : consensus;
};

const ending = (conflicts: readonly Conflict[]): Abandonment | undefined => {
  const last = conflicts.find(({ code }) => code !== undefined);
  return last?.code && { code: last.code, detail: `${last.detail}: ${last.resolution}` };
};

const judgeClose = (leg: Leg, stale: Conflict | undefined): Leg => {
  if (leg.snapshot.position === undefined) {
    return { ...leg, abandoned: { code: 'NOTHING_TO_CLOSE', detail: `no position in ${leg.snapshot.instrumentId}` } };
  }
  const conflicts = stale === undefined ? [] : [stale];
  const abandoned = ending(conflicts);
  return { ...leg, conflicts, ...(abandoned === undefined ? {} : { abandoned }) };
};

const judgeOpening = (leg: Leg, conflicts: readonly Conflict[]): Leg => {
  const { snapshot, consensus } = leg;
  const abandoned = ending(conflicts);
  if (abandoned !== undefined) return { ...leg, conflicts, abandoned };
  const atr1h = usableAtr(snapshot.atr1h);
  if (atr1h === undefined)
    return { ...leg, conflicts, abandoned: { code: 'NO_DATA', detail: 'no ATR14(1h), so no stop' } };
  const cuts = conflicts.flatMap(({ atMost }) => (atMost === undefined ? [] : [atMost]));
  const confidence = minOf(dec(consensus.measures.adjustedConfidence), ...cuts);
  return {
    ...leg,
    conflicts,
    opening: { direction: consensus.measures.winner === 'open_long' ? 'long' : 'short', confidence, atr1h },
  };
};

const judgeLeg = (cycle: OpenCycle, snapshot: InstrumentSnapshot, at: UnixMs, policy: RiskPolicy): Leg => {
  const consensus = legConsensus(cycle, snapshot);
  const leg: Leg = { snapshot, consensus, conflicts: [] };
  if (consensus.abandoned !== undefined) return { ...leg, abandoned: consensus.abandoned };
  const { takenAt } = cycle;
  const { maxSnapshotAgeMs } = policy;
  if (consensus.measures.winner === 'close') return judgeClose(leg, staleSnapshot(takenAt, at, maxSnapshotAgeMs));
  return judgeOpening(leg, conflictsOfOpening({ ...snapshot, takenAt, at, maxSnapshotAgeMs }));
};

const settleAcross = (legs: readonly Leg[]): readonly Leg[] => {
  const candidates = legs.flatMap(({ snapshot, opening, consensus }): Candidate[] =>
    opening === undefined
      ? []
      : [
          {
            instrumentId: snapshot.instrumentId,
            direction: opening.direction,
            confidence: confidenceForFloors(consensus.measures.rawConfidence, text(opening.confidence)),
          },
        ],
  );
  const found = crossInstrument(candidates);
  return legs.map((leg) => {
    const conflict = found.get(leg.snapshot.instrumentId);
    if (conflict === undefined) return leg;
    const abandoned = ending([conflict]);
    return { ...leg, conflicts: [...leg.conflicts, conflict], ...(abandoned === undefined ? {} : { abandoned }) };
  });
};

const proposalOf = (cycle: OpenCycle, leg: Leg, policy: RiskPolicy): TradeProposed => {
  const { cycleId, takenAt } = cycle;
  const { instrumentId, regime } = leg.snapshot;
  const reasons = leg.consensus.agreeing.flatMap((vote) => vote.reasons);
  if (leg.opening === undefined)
    return { type: 'TradeProposed', data: { cycleId, kind: 'close', instrumentId, reasons } };
  const { direction, confidence, atr1h } = leg.opening;
  const intent = {
    intentId: stableId(cycleId, instrumentId),
    assessment: 1,
    cycleId,
    instrumentId,
    direction,
    rawConfidence: leg.consensus.measures.rawConfidence,
    confidence: text(confidence),
    ...agreedLevels(leg.consensus.agreeing, atr1h, regime, policy),
    regime,
    snapshotAt: takenAt,
    proposedBy: 'agents' as const,
  };
  return { type: 'TradeProposed', data: { cycleId, kind: 'open', instrumentId, intent, reasons } };
};

const factsOf = (cycle: OpenCycle, leg: Leg, policy: RiskPolicy): readonly DecisionFact[] => {
  const about = { cycleId: cycle.cycleId, instrumentId: leg.snapshot.instrumentId };
  return [
    { type: 'ConsensusMeasured', data: { ...about, ...leg.consensus.measures } },
    ...leg.conflicts.flatMap(({ kind, detail, outcome, resolution }): DecisionFact[] => [
      { type: 'ConflictDetected', data: { ...about, kind, detail } },
      { type: 'ConflictResolved', data: { ...about, kind, resolver: 'rules', outcome, detail: resolution } },
    ]),
    leg.abandoned === undefined
      ? proposalOf(cycle, leg, policy)
      : { type: 'CycleAbandoned', data: { ...about, ...leg.abandoned } },
  ];
};

/** One commit for the whole cycle; the legs come in the order in which the cycle was opened with them. */
export const conclude = (cycle: OpenCycle, at: UnixMs, policy: RiskPolicy): readonly DecisionFact[] =>
  settleAcross(cycle.instruments.map((snapshot) => judgeLeg(cycle, snapshot, at, policy))).flatMap((leg) =>
    factsOf(cycle, leg, policy),
  );
