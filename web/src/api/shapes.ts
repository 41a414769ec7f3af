/** The shapes of the API, from the server's own source, so that each has one place. Types only: nothing is bundled. */
import type { DecisionView } from '../../../src/projections/views.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';

export type * from '../../../src/projections/views.js';
export type { RuleResult } from '../../../src/domain/account/risk/verdict.js';
export type { RecordedFact } from '../../../src/domain/shared/fact.js';
export type { OverrideNow } from '../../../src/application/ports/desk-control.port.js';
export type { InstrumentId } from '../../../src/domain/market/instrument.js';

/** `GET /api/v1/decisions/{cycleId}`: one row per instrument, and the facts of the cycle. */
export interface DecisionDetail {
  readonly items: readonly DecisionView[];
  readonly facts: readonly RecordedFact[];
}
