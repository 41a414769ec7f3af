import type { RecordedFact } from '../../domain/shared/fact.js';
import { deskFact, put, refOf, type FactRef, type Projection } from '../projection.js';
import type { VerdictView } from '../views.js';

export interface VerdictRow extends VerdictView {
  readonly refs: { readonly verdict: FactRef };
}

const OUTCOMES = { IntentApproved: 'approved', IntentResized: 'resized', IntentDenied: 'denied' } as const;

export const verdictOf = (recorded: RecordedFact): VerdictRow | undefined => {
  const fact = deskFact(recorded);
  if (fact.type !== 'IntentApproved' && fact.type !== 'IntentResized' && fact.type !== 'IntentDenied') return undefined;
  const { intent, equity, rules, policyVersion } = fact.data;
  const { intentId, assessment, cycleId, instrumentId, direction } = intent;
  const denied = fact.type === 'IntentDenied' ? { code: fact.data.code, failed: fact.data.failed } : { failed: [] };
  return {
    intentId,
    assessment,
    cycleId,
    instrumentId,
    direction,
    outcome: OUTCOMES[fact.type],
    ...denied,
    rules,
    policyVersion,
    ...(equity !== undefined && { equity }),
    ...(fact.type !== 'IntentDenied' && { order: orderOf(fact.data.order) }),
    at: recorded.metadata.at,
    position: recorded.position,
    refs: { verdict: refOf(recorded) },
  };
};

const orderOf = (order: NonNullable<VerdictView['order']>): NonNullable<VerdictView['order']> => {
  const { clientOrderId, quantity, limit, stop, target, leverage, notionalUsdt } = order;
  return { clientOrderId, quantity, limit, stop, target, leverage, notionalUsdt };
};

/** What the risk engine said of every proposal, with every rule. */
export const verdictsProjection: Projection = {
  name: 'verdicts',
  version: 1,
  tables: { verdicts: { filters: ['outcome', 'code', 'instrumentId', 'intentId', 'cycleId'] } },
  categories: ['account'],
  reads: () => [],
  project: (fact) => {
    const row = verdictOf(fact);
    return row === undefined ? [] : [put('verdicts', `${row.intentId}#${row.assessment}`, row.position, row)];
  },
};
