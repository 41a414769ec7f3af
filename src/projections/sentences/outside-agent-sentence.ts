import type { OutsideAgentFact } from '../../domain/outside-agents/outside-agents.events.js';
import { unreachable } from '../../domain/shared/assert.js';

/** One sentence on a fact of the agents of other programs. */
export const outsideAgentSentence = (fact: OutsideAgentFact): string => {
  switch (fact.type) {
    case 'OutsideAgentRegistered':
      return `outside agent ${fact.data.agent} registered for ${fact.data.instrumentIds.join(', ')}`;
    case 'OutsideAgentRetired':
      return `outside agent ${fact.data.agent} retired: ${fact.data.reason}`;
    case 'OutsideAgentAsked':
      return `outside agent ${fact.data.agent} asked about ${fact.data.instrumentIds.join(', ')}`;
    case 'OutsideAgentAnswered': {
      const { agent, instrumentId, direction, confidence, reasons } = fact.data;
      return `outside agent ${agent} sees ${instrumentId} ${direction} with ${confidence}: ${reasons.join('; ')}`;
    }
    case 'OutsideAnswerRefused': {
      const { agent, instrumentId, code, detail } = fact.data;
      return `answer of outside agent ${agent} on ${instrumentId} refused, ${code}: ${detail}`;
    }
    default:
      return unreachable(fact, 'fact of an outside agent');
  }
};
