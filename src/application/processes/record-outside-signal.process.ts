import type { OutsideAgentAnswered } from '../../domain/outside-agents/outside-agents.events.js';
import { outsideAgent } from '../../domain/outside-agents/outside-name.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { signalKey } from '../../domain/shared/stream-names.js';
import { HOUR } from '../../domain/shared/time.js';
import type { Process } from './process.js';

/** Twice the interval of the decisions, so that the next one hears it. */
const VALID_MS = 2 * HOUR;

/** What an outside agent answered becomes its signal; that is all its word can do. */
export const recordOutsideSignal: Process = {
  name: 'record outside signal',
  on: {
    OutsideAgentAnswered: (fact, { at }) => {
      const {
        requestId,
        agent: name,
        answeredAt: _,
        cycleId: _cycle,
        ...said
      } = (fact as RecordedFact<OutsideAgentAnswered>).data;
      const agent = outsideAgent(name);
      const about = { runId: requestId, agent, validityMs: VALID_MS, inputs: { candles: [], leftOut: [] } };
      const command = { type: 'RecordSignal' as const, at, ...said, ...about, modelCallIds: [] };
      return [{ to: 'signal', id: signalKey(agent, said.instrumentId), command }];
    },
  },
};
