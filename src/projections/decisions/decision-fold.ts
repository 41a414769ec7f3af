/** What decision facts do to the legs of a cycle. */
import type { CycleOpened, DecisionFact, InstrumentSnapshot } from '../../domain/decisions/decision.events.js';
import type { ModelConsulted } from '../../domain/models/model-call.events.js';
import { unreachable } from '../../domain/shared/assert.js';
import type { Position } from '../../domain/shared/fact.js';
import type { CycleCallView, SeenView } from '../views.js';
import type { DecisionRow } from './decision.row.js';

const seenOf = ({ quote, atr1h, dataAgeMs, position, outside, rebalance }: InstrumentSnapshot): SeenView => ({
  ...(quote !== undefined && { bid: quote.bid, ask: quote.ask, quoteAt: quote.at }),
  ...(atr1h !== undefined && { atr1h }),
  ...(dataAgeMs !== undefined && { dataAgeMs }),
  ...(position !== undefined && { position }),
  ...(outside !== undefined && { outside }),
  ...(rebalance !== undefined && { rebalance }),
});

export const legOpened = (
  { cycleId, takenAt, panel, models }: CycleOpened['data'],
  snapshot: InstrumentSnapshot,
  position: Position,
): DecisionRow => ({
  cycleId,
  instrumentId: snapshot.instrumentId,
  at: takenAt,
  regime: snapshot.regime,
  votes: [],
  discarded: [],
  panel,
  ...(models !== undefined && { models }),
  calls: [],
  seen: seenOf(snapshot),
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

type Resolution = Extract<DecisionFact, { type: 'ConflictResolved' }>['data'];

const resolved = (
  conflicts: DecisionRow['conflicts'],
  { kind, resolver, outcome, detail, by, modification, latencyMs }: Resolution,
): DecisionRow['conflicts'] =>
  conflicts.map((each) =>
    each.kind === kind && each.outcome === undefined
      ? {
          ...each,
          resolver,
          outcome,
          detail: detail === '' ? each.detail : `${each.detail}: ${detail}`,
          ...(by !== undefined && { by }),
          ...(modification !== undefined && { modification }),
          ...(latencyMs !== undefined && { latencyMs }),
        }
      : each,
  );

const callOf = (data: ModelConsulted['data']): CycleCallView => {
  const { callId, purpose, member, provider, model, answeredBy, prompt, outcome, detail, cost, latencyMs } = data;
  return {
    callId,
    purpose,
    member,
    provider,
    model,
    ...(answeredBy !== undefined && { answeredBy }),
    prompt: prompt.name,
    promptVersion: prompt.version,
    outcome,
    detail,
    cost,
    latencyMs,
  };
};

export const legAfter = (row: DecisionRow, fact: Exclude<DecisionFact, CycleOpened>): DecisionRow => {
  switch (fact.type) {
    case 'ModelConsulted':
      return { ...row, calls: [...row.calls, callOf(fact.data)] };
    case 'VoteCast': {
      const { instrumentId: _, ...vote } = fact.data.vote;
      return { ...row, votes: [...row.votes, { member: fact.data.member, ...vote }] };
    }
    case 'VoteDiscarded': {
      const { member, reason, detail, said } = fact.data;
      const discard = { member, reason, detail, ...(said !== undefined && { said }) };
      return { ...row, discarded: [...row.discarded, discard] };
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
