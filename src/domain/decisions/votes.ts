/**
 * What counts as a vote. Everything else is "no vote" with its reason: never a hold vote, never an order (F-D6).
 */
import { isInstrumentId, type InstrumentId } from '../market/instrument.js';
import { midOf } from '../market/quote.js';
import { NO_ANSWER_REASONS } from '../models/no-answer.js';
import { ONE, dec, text, type Dec } from '../shared/decimal.js';
import type { RiskPolicy } from '../account/risk/policy.js';
import { isRecord, numberOf } from './answer-fields.js';
import type { Action, InstrumentSnapshot, Vote } from './decision.events.js';

export const ACTIONS = ['open_long', 'open_short', 'close', 'hold'] as const satisfies readonly Action[];

/** The member that needs no model: computed at any time, so it is never late. */
export const RULES_MEMBER = 'rules';

/** Models have this long from the freezing of the snapshot, ms. */
export const VOTE_DEADLINE_MS = 30_000;

/** Why an answer is no vote: those of the call concern a whole answer, those from `MISSING` on one leg of it. */
export const DISCARD_REASONS = [
  ...NO_ANSWER_REASONS,
  'LATE',
  'NOT_ON_PANEL',
  'FOREIGN_INSTRUMENT',
  'MISSING',
  'DOUBLED',
  'NO_DATA',
  'OUT_OF_RANGE',
  'WRONG_SIDE_LEVELS',
  'ENTRY_TOO_FAR',
] as const;
export type DiscardReason = (typeof DISCARD_REASONS)[number];

/** An answer that was not even votes, as the provider's adapter saw it. */
export interface InvalidAnswer {
  readonly reason: DiscardReason;
  readonly detail: string;
}

/** A member says about a leg that it has nothing to judge by: no vote, and no fault. */
export interface Abstention {
  readonly instrumentId: InstrumentId;
  readonly noVote: string;
}

/** What a vote on a leg is held against. */
export type VotedLeg = Pick<InstrumentSnapshot, 'instrumentId' | 'quote'>;

export type LegVote = { readonly vote: Vote } | InvalidAnswer;

const MOST_REASONS = 20;
const LONGEST_REASON = 500;

const no = (reason: DiscardReason, detail: string): InvalidAnswer => ({ reason, detail: detail.slice(0, 200) });

const isAction = (value: unknown): value is Action => ACTIONS.some((action) => action === value);

const areReasons = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length <= MOST_REASONS &&
  value.every((reason) => typeof reason === 'string' && reason.length <= LONGEST_REASON);

const openingFault = (
  action: 'open_long' | 'open_short',
  levels: { readonly entry: Dec; readonly stop: Dec; readonly target: Dec },
  snapshot: VotedLeg,
  policy: RiskPolicy,
): InvalidAnswer | undefined => {
  const { entry, stop, target } = levels;
  const shown = `entry ${text(entry)}, stop ${text(stop)}, target ${text(target)}`;
  if (entry.lte(0) || stop.lte(0) || target.lte(0)) return no('OUT_OF_RANGE', `prices must be above zero: ${shown}`);
  const ordered = action === 'open_long' ? stop.lt(entry) && entry.lt(target) : target.lt(entry) && entry.lt(stop);
  if (!ordered) return no('WRONG_SIDE_LEVELS', `${action}: ${shown}`);
  const bid = numberOf(snapshot.quote?.bid);
  const ask = numberOf(snapshot.quote?.ask);
  if (snapshot.quote === undefined || !bid?.gt(0) || !ask?.gt(0))
    return no('NO_DATA', 'no price to hold the entry against');
  const mid = dec(midOf(snapshot.quote));
  const distance = entry.sub(mid).abs().div(mid);
  if (distance.lte(policy.maxEntryDistancePct)) return undefined;
  const per = (fraction: Dec): string => `${text(fraction.mul(100).toDecimalPlaces(2, 0))} %`;
  return no(
    'ENTRY_TOO_FAR',
    `entry ${text(entry)} is ${per(distance)} from ${text(mid)}, at most ${per(dec(policy.maxEntryDistancePct))}`,
  );
};

const legVoteOf = (answer: Readonly<Record<string, unknown>>, snapshot: VotedLeg, policy: RiskPolicy): LegVote => {
  const { action, reasons } = answer;
  if (typeof answer['noVote'] === 'string') return no('NO_DATA', answer['noVote']);
  if (!isAction(action)) return no('INVALID_SCHEMA', `unknown action: ${JSON.stringify(action)}`);
  if (!areReasons(reasons))
    return no('INVALID_SCHEMA', `reasons are not a list of at most ${MOST_REASONS} short texts`);
  const confidence = numberOf(answer['confidence']);
  if (confidence === undefined) return no('NOT_A_NUMBER', `confidence: ${JSON.stringify(answer['confidence'])}`);
  if (confidence.lt(0) || confidence.gt(ONE))
    return no('OUT_OF_RANGE', `confidence ${text(confidence)} is not in 0..1`);
  const common = { instrumentId: snapshot.instrumentId, action, confidence: text(confidence), reasons };
  // Levels of a close or a hold mean nothing; they are left out rather than kept as if they did.
  if (action === 'close' || action === 'hold') return { vote: common };
  const [entry, stop, target] = [numberOf(answer['entry']), numberOf(answer['stop']), numberOf(answer['target'])];
  if (entry === undefined || stop === undefined || target === undefined) {
    return no(
      'NOT_A_NUMBER',
      `an opening needs entry, stop and target: ${JSON.stringify([answer['entry'], answer['stop'], answer['target']])}`,
    );
  }
  const fault = openingFault(action, { entry, stop, target }, snapshot, policy);
  return fault ?? { vote: { ...common, entry: text(entry), stop: text(stop), target: text(target) } };
};

/**
 * What one answer says about each leg, in the order of the legs. A leg is read only from the entry that names its
 * instrument (F-D1); two entries for one leg contradict each other. An entry for an instrument outside the cycle spoils
 * the whole answer: who names the wrong instrument may mean another one everywhere.
 */
export const readVotes = (
  answer: readonly unknown[],
  legs: readonly VotedLeg[],
  policy: RiskPolicy,
): readonly LegVote[] => {
  if (answer.length === 0) return legs.map(() => no('EMPTY', 'an answer without votes'));
  const entries = answer.filter(isRecord);
  if (entries.length < answer.length) return legs.map(() => no('INVALID_SCHEMA', 'an entry is not an object'));
  const foreign = entries.find(({ instrumentId }) => {
    const known = isInstrumentId(instrumentId) ? instrumentId : undefined;
    return !legs.some((leg) => leg.instrumentId === known);
  });
  if (foreign !== undefined) {
    return legs.map(() => no('FOREIGN_INSTRUMENT', `not in this cycle: ${JSON.stringify(foreign['instrumentId'])}`));
  }
  return legs.map((leg) => {
    const [only, second] = entries.filter(({ instrumentId }) => instrumentId === leg.instrumentId);
    if (only === undefined) return no('MISSING', `nothing said about ${leg.instrumentId}`);
    if (second !== undefined) return no('DOUBLED', `${leg.instrumentId} is voted on more than once`);
    return legVoteOf(only, leg, policy);
  });
};
