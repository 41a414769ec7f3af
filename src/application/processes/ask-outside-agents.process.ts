import type { CycleOpened } from '../../domain/decisions/decision.events.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Process } from './process.js';

/** A decision is due: whoever registered is asked. The answers are heard by the next one: this one does not wait. */
export const askOutsideAgents: Process = {
  name: 'ask outside agents',
  on: {
    CycleOpened: (fact, { at, accountId }) => {
      const { cycleId, dueAt, instruments } = (fact as RecordedFact<CycleOpened>).data;
      const instrumentIds = instruments.map(({ instrumentId }) => instrumentId);
      return [
        { to: 'outsideAgents', id: accountId, command: { type: 'AskAgents', at, cycleId, dueAt, instrumentIds } },
      ];
    },
  },
};
