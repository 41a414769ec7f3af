/** What decision facts do to the legs of a cycle. */
import type { CycleOpened, DecisionFact, InstrumentSnapshot } from '../../domain/decisions/decision.events.js';
import type { ModelConsulted } from '../../domain/models/model-call.events.js';
import { unreachable } from '../../domain/shared/assert.js';
import type { Position } from '../../domain/shared/fact.js';
import type { DecisionRow } from './decision.row.js';

export const legOpened = (
  { cycleId, takenAt }: CycleOpened['data'],
  snapshot: InstrumentSnapshot,
  position: Position,
): DecisionRow => ({
  cycleId,
  instrumentId: snapshot.instrumentId,
  at: takenAt,
  regime: snapshot.regime,
  votes: [],
  discarded: [],
  conflicts: [],
  advisers: snapshot.advisers.map(({ agent, direction, confidence, reasons }) => ({
    agent,
    direction,
    confidence,
    reasons,
  })),
  candles: snapshot.candles,
  proposal: 'open',
  outcome: 'open',
  position,
});

const resolved = (
  conflicts: DecisionRow['conflicts'],
  { kind, resolver, outcome, detail }: Extract<DecisionFact, { type: 'ConflictResolved' }>['data'],
): DecisionRow['conflicts'] =>
  conflicts.map((each) =>
    each.kind === kind && each.outcome === undefined
      ? { ...each, resolver, outcome, detail: detail === '' ? each.detail : `${each.detail}: ${detail}` }
      : each,
  );

export const legAfter = (row: DecisionRow, fact: Exclude<DecisionFact, CycleOpened | ModelConsulted>): DecisionRow => {
  switch (fact.type) {
    case 'VoteCast': {
      const { instrumentId: _, ...vote } = fact.data.vote;
      return { ...row, votes: [...row.votes, { member: fact.data.member, ...vote }] };
    }
    case 'VoteDiscarded': {
      const { member, reason, detail } = fact.data;
      return { ...row, discarded: [...row.discarded, { member, reason, detail }] };
    }
    case 'ConsensusMeasured': {
      const { winner, rawConfidence, factor, adjustedConfidence, arithmetic } = fact.data;
      return { ...row, consensus: { winner, rawConfidence, factor, adjustedConfidence, arithmetic } };
    }
    case 'ConflictDetected': {
      const { kind, detail } = fact.data;
      return { ...row, conflicts: [...row.conflicts, { kind, detail }] };
    }
    case 'ConflictResolved':
      return { ...row, conflicts: resolved(row.conflicts, fact.data) };
    case 'TradeProposed': {
      const intent = fact.data.kind === 'open' ? { intentId: fact.data.intent.intentId } : {};
      const detail = fact.data.reasons.join('; ');
      return { ...row, proposal: `proposed-${fact.data.kind}`, outcome: 'proposed', detail, ...intent };
    }
    case 'CycleAbandoned':
      return { ...row, proposal: fact.data.code, outcome: 'abandoned', detail: fact.data.detail };
    default:
      return unreachable(fact, 'decision fact');
  }
};
