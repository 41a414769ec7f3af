import type { CoordinatorFact } from '../../domain/coordinator/coordinator.events.js';
import { unreachable } from '../../domain/shared/assert.js';

export const coordinatorSentence = (fact: CoordinatorFact): string => {
  switch (fact.type) {
    case 'TaskStarted':
      return `${fact.data.task} started${fact.data.attempt > 1 ? `, attempt ${fact.data.attempt}` : ''}`;
    case 'TaskCompleted':
      return `${fact.data.task} done`;
    case 'TaskFailed':
      return `${fact.data.task} failed (${fact.data.reason}): ${fact.data.detail}`;
    case 'TaskDisabled':
      return `${fact.data.by} disabled ${fact.data.task}: ${fact.data.reason}`;
    case 'TaskEnabled':
      return `${fact.data.by} enabled ${fact.data.task}: ${fact.data.reason}`;
    case 'ComponentFailed': {
      const { component, detail, failures, level } = fact.data;
      return `${component} failed (${failures}): ${detail}; level ${level}`;
    }
    case 'ComponentRecovered': {
      const { component, successes, because, level } = fact.data;
      return `${component}: ${because ?? `${successes} in a row went well`}; level ${level}`;
    }
    default:
      return unreachable(fact, 'coordinator fact');
  }
};
