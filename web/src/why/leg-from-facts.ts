/** The facts of a cycle as the row that the steps draw: the same chain, whether it is reached by decision or by fill. */
import type { DecisionFact } from '../../../src/domain/decisions/decision.events.js';
import type { DecisionView, RecordedFact } from '../api/shapes.js';

type Draft = { -readonly [Key in keyof DecisionView]: DecisionView[Key] };

const known = (fact: RecordedFact): DecisionFact => ({ type: fact.type, data: fact.data }) as DecisionFact;

const begin = (fact: RecordedFact, instrumentId: string): Draft | undefined => {
  const opened = known(fact);
  if (opened.type !== 'CycleOpened') return undefined;
  const { cycleId, takenAt, instruments, panel, models } = opened.data;
  const seen = instruments.find((each) => each.instrumentId === instrumentId);
  if (!seen) return undefined;
  const { regime, advisers, candles, quote, ...rest } = seen;
  const price = quote && { bid: quote.bid, ask: quote.ask, quoteAt: quote.at };
  const empty = { votes: [], discarded: [], calls: [], conflicts: [], proposal: 'not concluded yet' };
  const asked = { panel, ...(models !== undefined && { models }), seen: { ...rest, ...price } };
  return { cycleId, instrumentId: seen.instrumentId, at: takenAt, regime, advisers, candles, ...asked, ...empty };
};

const apply = (leg: Draft, fact: DecisionFact): void => {
  const { type, data } = fact;
  if (type === 'CycleOpened') return;
  if (type === 'ModelConsulted') {
    leg.calls = [...leg.calls, { ...data, prompt: data.prompt.name, promptVersion: data.prompt.version }];
    return;
  }
  if ((type === 'VoteCast' ? data.vote.instrumentId : data.instrumentId) !== leg.instrumentId) return;
  switch (type) {
    case 'VoteCast':
      leg.votes = [...leg.votes, { member: data.member, ...data.vote }];
      return;
    case 'VoteDiscarded':
      leg.discarded = [...leg.discarded, data];
      return;
    case 'ConsensusMeasured':
      leg.consensus = data;
      return;
    case 'ConflictDetected':
      leg.conflicts = [...leg.conflicts, data];
      return;
    case 'ConflictResolved':
      leg.conflicts = leg.conflicts.map((each) =>
        each.kind === data.kind
          ? { ...each, ...data, detail: [each.detail, data.detail].filter(Boolean).join(': ') }
          : each,
      );
      return;
    case 'TradeProposed':
      leg.proposal = data.kind === 'open' ? 'proposed-open' : 'proposed-close';
      return;
    case 'CycleAbandoned':
      leg.proposal = data.code;
      leg.detail = data.detail;
      return;
  }
};

/** Undefined when the facts do not begin with the snapshot of this instrument. */
export const legFromFacts = (facts: readonly RecordedFact[], instrumentId: string): DecisionView | undefined => {
  const opening = facts.find(({ type }) => type === 'CycleOpened');
  const leg = opening && begin(opening, instrumentId);
  if (leg) for (const fact of facts) apply(leg, known(fact));
  return leg;
};
