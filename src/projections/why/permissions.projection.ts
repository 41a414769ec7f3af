import type { RecordedFact } from '../../domain/shared/fact.js';
import { deskFact, put, refOf, type FactRef, type Projection } from '../projection.js';

/** Where in the account's long stream a permission stands, by the key with which an order names it. */
export interface PermissionRow {
  readonly key: string;
  readonly ref: FactRef;
}

export const exitKey = (exitId: string): string => `exit:${exitId}`;

const keyOf = (recorded: RecordedFact): string | undefined => {
  const fact = deskFact(recorded);
  switch (fact.type) {
    case 'IntentApproved':
    case 'IntentResized':
      return `${fact.data.intent.intentId}#${fact.data.intent.assessment}`;
    case 'ProtectionChanged':
      return `${fact.data.positionId}#${fact.data.n}`;
    case 'ExitStepped':
      return `${fact.data.exitId}#${fact.data.step}`;
    case 'ExitTriggered':
      return exitKey(fact.data.exitId);
    case 'ForeignOrderAdopted':
      return fact.data.foreignOrderId;
    case 'HodlOrdered':
      return fact.data.purchaseId;
    default:
      return undefined;
  }
};

/** An index of permissions, so that "why" finds them without reading the account's whole stream. */
export const permissionsProjection: Projection = {
  name: 'permissions',
  version: 2,
  tables: { permissions: { filters: [] } },
  categories: ['account'],
  reads: () => [],
  project: (fact) => {
    const key = keyOf(fact);
    if (key === undefined) return [];
    const row: PermissionRow = { key, ref: refOf(fact) };
    return [put('permissions', key, key, row)];
  },
};
