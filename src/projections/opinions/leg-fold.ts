/** What decision facts add to the opinions of a leg. */
import type { Action, CycleOpened, DecisionFact, InstrumentSnapshot } from '../../domain/decisions/decision.events.js';
import { isPrice, midOf } from '../../domain/market/quote.js';
import type { LegOpinions, Opinion } from './opinion.row.js';

const VIEW: Readonly<Record<Action, Opinion['view']>> = {
  open_long: 'long',
  open_short: 'short',
  close: 'none',
  hold: 'none',
};

const given = (
  role: Opinion['role'],
  { agent, direction, confidence }: NonNullable<InstrumentSnapshot['outside']>[number],
): Opinion => ({ who: agent, role, view: direction === 'flat' ? 'none' : direction, confidence });

export const legOpened = ({ data }: CycleOpened, snapshot: InstrumentSnapshot): LegOpinions => {
  const { instrumentId, quote, advisers, outside = [] } = snapshot;
  return {
    cycleId: data.cycleId,
    instrumentId,
    at: data.takenAt,
    ...(quote !== undefined && isPrice(quote) && { base: midOf(quote) }),
    legs: data.instruments.length,
    opinions: [...advisers.map((view) => given('adviser', view)), ...outside.map((view) => given('outside', view))],
    calls: [],
  };
};

/** What the fact says of one leg; undefined where it says nothing that counts here. */
export const opinionOf = (fact: DecisionFact): Opinion | undefined => {
  if (fact.type === 'VoteCast') {
    const { member, vote } = fact.data;
    return { who: member, role: 'member', view: VIEW[vote.action], confidence: vote.confidence };
  }
  if (fact.type !== 'VoteDiscarded') return undefined;
  const { member, reason, said } = fact.data;
  const late = reason === 'LATE' && { late: true };
  return said === undefined
    ? { who: member, role: 'member', view: 'silent', ...late }
    : { who: member, role: 'member', view: VIEW[said.action], confidence: said.confidence, ...late };
};

const endOf = (fact: DecisionFact): LegOpinions['ended'] => {
  if (fact.type === 'CycleAbandoned') return 'nothing';
  if (fact.type !== 'TradeProposed') return undefined;
  return fact.data.kind === 'open' ? fact.data.intent.direction : 'close';
};

export const legAfter = (leg: LegOpinions, fact: DecisionFact): LegOpinions => {
  if (fact.type === 'ModelConsulted') {
    const { purpose, member: who, model, cost, latencyMs } = fact.data;
    return purpose === 'vote' ? { ...leg, calls: [...leg.calls, { who, model, cost, latencyMs }] } : leg;
  }
  const opinion = opinionOf(fact);
  if (opinion !== undefined) return { ...leg, opinions: [...leg.opinions, opinion] };
  const ended = endOf(fact);
  return ended === undefined ? leg : { ...leg, ended };
};
