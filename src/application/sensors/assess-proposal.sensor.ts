import type { TradeProposed } from '../../domain/decisions/decision.events.js';
import { INSTRUMENTS, isInstrumentId } from '../../domain/market/instrument.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { Process } from '../processes/process.js';

/** Hands a proposal to the risk engine with what the market shows now; a close goes to the exits, which nothing refuses. */
export const assessProposal: Process = {
  name: 'assess proposal',
  on: {
    TradeProposed: (fact, { at, accountId, quotes, instruments = INSTRUMENTS }) => {
      const proposal = (fact as RecordedFact<TradeProposed>).data;
      const { instrumentId } = proposal;
      if (proposal.kind === 'close') {
        const quote = quotes[instrumentId];
        const reason = proposal.reasons.join('; ');
        const close = { type: 'ClosePosition' as const, at, instrumentId, closer: 'decision' as const, reason };
        return [{ to: 'account', id: accountId, command: { ...close, ...(quote ? { quote } : {}) } }];
      }
      const instrument = isInstrumentId(instrumentId) ? instruments[instrumentId] : undefined;
      const command = { type: 'AssessIntent' as const, at, intent: proposal.intent, quotes, instrument };
      return [{ to: 'account', id: accountId, command }];
    },
  },
};
