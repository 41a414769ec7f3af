/** Count of the votes, and what the advisers make of the winner's confidence. */
import { ONE, ZERO, dec, minOf, text, type Dec, type DecimalString } from '../shared/decimal.js';
import type { Abandonment } from './abandon-codes.js';
import type { Action, AdviserView, ConsensusMeasured, Direction, Vote } from './decision.events.js';
import { medianOf } from './median.js';
import { ACTIONS } from './votes.js';

export interface CastVote {
  readonly member: string;
  readonly vote: Vote;
}

export type Measures = Omit<ConsensusMeasured['data'], 'cycleId' | 'instrumentId'>;

export interface Consensus {
  readonly measures: Measures;
  /** The votes of the winning action, ordered by member. */
  readonly agreeing: readonly Vote[];
  /** Why nothing comes of it; undefined when the winner may be proposed. */
  readonly abandoned?: Abandonment;
}

/** Fewest valid votes of a quorum: more than half of the panel, and at least one (4 of 6). */
export const quorumOf = (panel: number): number => Math.max(1, Math.floor(panel / 2) + 1);

/**
 * Factor on the confidence by advisers present and agreeing. The table has rows for two and three; with fewer present
 * its own columns go on, so that losing an adviser never raises the result.
 */
export const ADVISER_FACTORS: Readonly<Record<number, readonly DecimalString[]>> = {
  3: ['0.85', '1.00', '1.10', '1.30'],
  2: ['0.85', '1.00', '1.10'],
  1: ['0.85', '1.00'],
  0: ['0.85'],
};

export const adviserFactor = (present: number, agree: number): DecimalString =>
  ADVISER_FACTORS[present]?.[agree] ?? '0.85';

/** What every floor sees (F-R20): a boost never lifts a weak opinion over a floor. */
export const confidenceForFloors = (raw: DecimalString, adjusted: DecimalString): Dec => minOf(dec(raw), dec(adjusted));

type Stance = 'agrees' | 'opposes' | 'is neutral';

/** Flat is neutral: an adviser that sees no direction is not against one. */
const stanceOf = (view: Direction, direction: Direction): Stance =>
  view === direction ? 'agrees' : view === 'flat' ? 'is neutral' : 'opposes';

export interface Counsel {
  readonly agree: number;
  /** Present ones that oppose, and configured ones that are absent. */
  readonly oppose: number;
  readonly present: number;
  readonly factor: DecimalString;
  readonly lines: readonly string[];
}

/** The advisers against one direction; an absent one counts as opposing, so that silence never helps (F-D16). */
export const takeCounsel = (
  direction: 'long' | 'short',
  advisers: readonly AdviserView[],
  configured: readonly string[],
): Counsel => {
  const stances = advisers.map(({ agent, direction: view }) => ({ agent, stance: stanceOf(view, direction) }));
  const absent = configured.filter((name) => !advisers.some(({ agent }) => agent === name));
  const count = (stance: Stance): number => stances.filter((each) => each.stance === stance).length;
  const [agree, present] = [count('agrees'), advisers.length];
  const oppose = count('opposes') + absent.length;
  return {
    agree,
    oppose,
    present,
    factor: adviserFactor(present, agree),
    lines: [
      ...stances.map(({ agent, stance }) => `${agent} ${stance} with ${direction}`.replace('opposes with', 'opposes')),
      ...absent.map((name) => `${name} is absent and counts as opposing`),
      `advisers: ${agree} agree, ${oppose} oppose, ${present} present`,
    ],
  };
};

interface Winner {
  readonly action: Action;
  readonly agreeing: readonly Vote[];
  readonly abandoned?: Abandonment;
}

/** The action with more than half of the valid votes; a split is never decided by an order (F-D4). */
const winnerOf = (votes: readonly Vote[]): Winner => {
  const action = ACTIONS.find((each) => 2 * votes.filter((vote) => vote.action === each).length > votes.length);
  if (action === undefined) {
    return { action: 'hold', agreeing: [], abandoned: { code: 'NO_MAJORITY', detail: 'no action has more than half' } };
  }
  const agreeing = votes.filter((vote) => vote.action === action);
  const detail = agreeing.flatMap(({ reasons }) => reasons).join('; ');
  return { action, agreeing, ...(action === 'hold' ? { abandoned: { code: 'HOLD' as const, detail } } : {}) };
};

const tallyOf = (votes: readonly Vote[]): Measures['tally'] => {
  const counts = ACTIONS.map((action) => [action, votes.filter((vote) => vote.action === action).length] as const);
  return Object.fromEntries(counts.filter(([, count]) => count > 0));
};

const tallyLine = (tally: Measures['tally'], valid: number, winner: Winner): string => {
  const counts = ACTIONS.filter((action) => tally[action]).map((action) => `${action} ${tally[action]}`);
  const majority =
    winner.agreeing.length > 0 ? `${winner.action} has more than half of ${valid}` : 'none has more than half';
  return `${counts.join(', ')}: ${majority}`;
};

const directionOf = (action: Action): 'long' | 'short' | undefined =>
  action === 'open_long' ? 'long' : action === 'open_short' ? 'short' : undefined;

/** One leg's votes (at most one a member), and the advisers that its snapshot froze. */
export interface LegBallot {
  readonly votes: readonly CastVote[];
  readonly panel: number;
  readonly advisers: readonly AdviserView[];
  readonly configuredAdvisers: readonly string[];
}

/** The order of the votes does not matter. Closing needs no adviser's consent: nothing refuses an exit. */
export const measureConsensus = (leg: LegBallot): Consensus => {
  const votes = [...leg.votes].sort((a, b) => (a.member < b.member ? -1 : 1)).map(({ vote }) => vote);
  const needed = quorumOf(leg.panel);
  const quorum = votes.length >= needed;
  const quorumLine = `${votes.length} valid of ${leg.panel} on the panel, quorum is ${needed}: ${quorum ? 'met' : 'missed'}`;
  const winner: Winner = quorum
    ? winnerOf(votes)
    : { action: 'hold', agreeing: [], abandoned: { code: 'NO_QUORUM', detail: quorumLine } };
  const confidences = winner.agreeing.map(({ confidence }) => dec(confidence));
  const raw = confidences.length > 0 ? medianOf(confidences) : ZERO;
  const direction = directionOf(winner.action);
  const counsel = direction && takeCounsel(direction, leg.advisers, leg.configuredAdvisers);
  const factor = counsel?.factor ?? '1.00';
  const adjusted = minOf(ONE, raw.mul(factor));
  const tally = tallyOf(votes);
  const abandoned: Abandonment | undefined =
    counsel !== undefined && counsel.oppose > counsel.agree
      ? { code: 'OPPOSED', detail: counsel.lines.join('; ') }
      : winner.abandoned;
  return {
    measures: {
      quorum,
      validVotes: votes.length,
      panel: leg.panel,
      tally,
      winner: winner.action,
      rawConfidence: text(raw),
      agree: counsel?.agree ?? 0,
      oppose: counsel?.oppose ?? 0,
      present: leg.advisers.length,
      factor,
      adjustedConfidence: text(adjusted),
      arithmetic: [
        quorumLine,
        ...(quorum ? [tallyLine(tally, votes.length, winner)] : []),
        ...(confidences.length > 0 ? [`confidence: median of ${confidences.map(text).join(', ')} = ${text(raw)}`] : []),
        ...(counsel ? [...counsel.lines, `min(1, ${text(raw)} x ${factor}) = ${text(adjusted)}`] : []),
      ],
    },
    agreeing: winner.agreeing,
    ...(abandoned === undefined ? {} : { abandoned }),
  };
};
