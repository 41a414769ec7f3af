import type { DecisionFact } from '../../domain/decisions/decision.events.js';
import type { ModelConsultedData } from '../../domain/models/model-call.events.js';
import { unreachable } from '../../domain/shared/assert.js';
import type { SignalFact } from '../../domain/signals/signal.events.js';

const consultedSentence = ({ member, model, purpose, outcome, detail, cost, latencyMs }: ModelConsultedData): string =>
  `${member} (${model}) asked for a ${purpose}: ${outcome}${detail === '' ? '' : `, ${detail}`}; ${latencyMs} ms, ${cost} USD`;

/** One sentence on a decision's fact. */
export const decisionSentence = (fact: DecisionFact): string => {
  switch (fact.type) {
    case 'CycleOpened':
      return `decision opened on ${fact.data.instruments.map(({ instrumentId, regime }) => `${instrumentId} (${regime})`).join(', ')}`;
    case 'ModelConsulted':
      return consultedSentence(fact.data);
    case 'VoteCast': {
      const { member, vote } = fact.data;
      return `${member} votes ${vote.action} ${vote.instrumentId} with ${vote.confidence}: ${vote.reasons.join('; ')}`;
    }
    case 'VoteDiscarded':
      return `vote of ${fact.data.member} on ${fact.data.instrumentId} discarded, ${fact.data.reason}: ${fact.data.detail}`;
    case 'ConsensusMeasured':
      return `consensus on ${fact.data.instrumentId}: ${fact.data.winner} with ${fact.data.adjustedConfidence}`;
    case 'ConflictDetected':
      return `conflict on ${fact.data.instrumentId}, ${fact.data.kind}: ${fact.data.detail}`;
    case 'ConflictResolved':
      return `conflict ${fact.data.kind} settled by ${fact.data.resolver}: ${fact.data.outcome}`;
    case 'TradeProposed':
      return fact.data.kind === 'open'
        ? `${fact.data.intent.direction} ${fact.data.instrumentId} proposed at ${fact.data.intent.entry}`
        : `closing ${fact.data.instrumentId} proposed`;
    case 'CycleAbandoned':
      return `nothing on ${fact.data.instrumentId}, ${fact.data.code}: ${fact.data.detail}`;
    default:
      return unreachable(fact, 'decision fact');
  }
};

/** One sentence on a signal's fact. */
export const signalSentence = (fact: SignalFact): string => {
  switch (fact.type) {
    case 'SignalRecorded': {
      const { agent, direction, instrumentId, confidence, reasons } = fact.data;
      return `${agent} sees ${instrumentId} ${direction} with ${confidence}: ${reasons.join('; ')}`;
    }
    case 'SignalMissed':
      return `${fact.data.agent} gave no opinion of ${fact.data.instrumentId}, ${fact.data.reason}: ${fact.data.detail}`;
    case 'ModelConsulted':
      return consultedSentence(fact.data);
    case 'RegimeChanged':
      return `regime of ${fact.data.instrumentId} went from ${fact.data.from} to ${fact.data.to}`;
    default:
      return unreachable(fact, 'signal fact');
  }
};
