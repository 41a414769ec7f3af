import type { ReadStore } from '../read-store.port.js';
import { firstOf } from '../reading.js';
import type { VerdictRow } from './verdicts.projection.js';

/** The verdict that allowed the opening of an intent; an adopted order has none. */
export const allowingVerdict = (store: ReadStore, intentId: string): Promise<VerdictRow | undefined> =>
  firstOf(store, 'verdicts', 'verdicts', { where: { intentId, outcome: ['approved', 'resized'] }, newestFirst: true });
