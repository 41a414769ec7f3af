import type { IntentApproved, IntentDenied, IntentResized } from '../../../src/domain/account/account.events.js';
import type { RecordedFact, VerdictView } from '../api/shapes.js';

type VerdictFact = IntentApproved | IntentResized | IntentDenied;

const OUTCOMES = { IntentApproved: 'approved', IntentResized: 'resized', IntentDenied: 'denied' } as const;

/** The verdict as the steps draw it; undefined for any other fact. */
export const verdictFromFact = (recorded: RecordedFact): VerdictView | undefined => {
  if (!(recorded.type in OUTCOMES)) return undefined;
  const fact = { type: recorded.type, data: recorded.data } as VerdictFact;
  const { intent, rules, policyVersion, equity } = fact.data;
  const { intentId, assessment, cycleId, instrumentId, direction } = intent;
  return {
    ...{ intentId, assessment, cycleId, instrumentId, direction, rules, policyVersion },
    outcome: OUTCOMES[fact.type],
    failed: fact.type === 'IntentDenied' ? fact.data.failed : [],
    ...(fact.type === 'IntentDenied' ? { code: fact.data.code } : { order: fact.data.order }),
    ...(equity !== undefined && { equity }),
    at: recorded.metadata.at,
    position: recorded.position,
  };
};
