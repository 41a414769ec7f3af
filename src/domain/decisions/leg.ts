/** What the votes and the advisers make of one leg of a cycle. */
import { confidenceForFloors, measureConsensus, type Consensus } from './consensus.js';
import { againstRebalancing, crossInstrument, settleableConflicts, staleSnapshot } from './conflicts.js';
import type { Candidate, Conflict } from './conflicts.js';
import type { InstrumentId } from '../market/instrument.js';
import { dec, minOf, text } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { RiskPolicy } from '../account/risk/policy.js';
import type { Modification } from '../account/risk/verdict.js';
import type { AbandonCode, Abandonment } from './abandon-codes.js';
import type { InstrumentSnapshot } from './decision.events.js';
import type { OpenCycle } from './decision.state.js';
import { agreedLevels, usableAtr, type Levels } from './levels.js';
import { asSettled, combined } from './settled.js';

/** An opening that still stands. */
export interface Opening extends Levels {
  readonly direction: 'long' | 'short';
  /** After the consensus and the conflicts. */
  readonly confidence: string;
  readonly modification?: Modification;
}

/** A leg on its way: abandoned, or still standing with what it would propose; without `opening` that is a close. */
export interface Leg {
  readonly snapshot: InstrumentSnapshot;
  readonly consensus: Consensus;
  readonly conflicts: readonly Conflict[];
  readonly abandoned?: Abandonment;
  readonly opening?: Opening;
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

const withConflicts = (leg: Leg, added: readonly Conflict[]): Leg => {
  const conflicts = [...leg.conflicts, ...added];
  const last = conflicts.find(({ code }) => code !== undefined);
  return last?.code === undefined
    ? { ...leg, conflicts }
    : { ...leg, conflicts, abandoned: { code: last.code, detail: `${last.detail}: ${last.resolution}` } };
};

const abandonedAs = (leg: Leg, code: AbandonCode, detail: string): Leg => ({ ...leg, abandoned: { code, detail } });

/** The proposal of a leg that its conflicts leave standing; abandoned where no stop can be set. */
export const openingOf = (leg: Leg, policy: RiskPolicy): Leg => {
  const { snapshot, consensus, conflicts } = leg;
  const atr1h = usableAtr(snapshot.atr1h);
  if (atr1h === undefined) return abandonedAs(leg, 'NO_DATA', 'no ATR14(1h), so no stop');
  const cuts = conflicts.flatMap(({ atMost }) => (atMost === undefined ? [] : [atMost]));
  const modification = combined(conflicts);
  return {
    ...leg,
    opening: {
      direction: consensus.measures.winner === 'open_long' ? 'long' : 'short',
      confidence: text(minOf(dec(consensus.measures.adjustedConfidence), ...cuts)),
      ...agreedLevels(consensus.agreeing, atr1h, snapshot.regime, policy),
      ...(modification === undefined ? {} : { modification }),
    },
  };
};

/** A stale picture is not worth the other looks, unless a model has been asked to take them: then all are answered. */
const conflictsOf = (cycle: OpenCycle, snapshot: InstrumentSnapshot, stale: Conflict | undefined) => {
  const known = cycle.conflicts.filter(({ instrumentId }) => instrumentId === snapshot.instrumentId);
  if (stale !== undefined && known.length === 0) return [stale];
  const found = settleableConflicts(snapshot).map((conflict) => asSettled(conflict, known, cycle.calls));
  return stale === undefined ? found : [stale, ...found];
};

const judgeLeg = (cycle: OpenCycle, snapshot: InstrumentSnapshot, at: UnixMs, policy: RiskPolicy): Leg => {
  const consensus = legConsensus(cycle, snapshot);
  const leg: Leg = { snapshot, consensus, conflicts: [] };
  if (consensus.abandoned !== undefined) return { ...leg, abandoned: consensus.abandoned };
  const stale = staleSnapshot(cycle.takenAt, at, policy.maxSnapshotAgeMs);
  if (consensus.measures.winner === 'close') {
    if (snapshot.position === undefined)
      return abandonedAs(leg, 'NOTHING_TO_CLOSE', `no position in ${snapshot.instrumentId}`);
    return withConflicts(leg, stale === undefined ? [] : [stale]);
  }
  const opposed = withConflicts(leg, conflictsOf(cycle, snapshot, stale));
  return opposed.abandoned === undefined ? openingOf(opposed, policy) : opposed;
};

/** Every leg by itself, in the order in which the cycle was opened with them. */
export const judgeLegs = (cycle: OpenCycle, at: UnixMs, policy: RiskPolicy): readonly Leg[] =>
  cycle.instruments.map((snapshot) => judgeLeg(cycle, snapshot, at, policy));

/** The openings that still stand held against one another. */
export const settleAcross = (legs: readonly Leg[]): readonly Leg[] => {
  const candidates = legs.flatMap(({ snapshot, opening, consensus }): Candidate[] => {
    if (opening === undefined) return [];
    const confidence = confidenceForFloors(consensus.measures.rawConfidence, opening.confidence);
    return [{ instrumentId: snapshot.instrumentId, direction: opening.direction, confidence }];
  });
  const found = crossInstrument(candidates);
  return legs.map((leg) => {
    const conflict = found.get(leg.snapshot.instrumentId);
    return conflict === undefined ? leg : withConflicts(leg, [conflict]);
  });
};

/** What stays of the trade at the end: the opening that is proposed, or the position that nobody closes. */
const standingDirection = ({ snapshot, abandoned, opening }: Leg): 'long' | 'short' | undefined =>
  abandoned === undefined ? opening?.direction : snapshot.position?.side;

export const settleRebalancing = (legs: readonly Leg[]): readonly Leg[] =>
  legs.map((leg) => {
    const direction = standingDirection(leg);
    const found = direction && againstRebalancing(direction, leg.snapshot.rebalance);
    return found === undefined ? leg : { ...leg, conflicts: [...leg.conflicts, found] };
  });
