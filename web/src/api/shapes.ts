/** The shapes of the API, from the server's own source, so that each has one place. Types only: nothing is bundled. */
export type * from '../../../src/projections/views.js';
export type { RuleResult } from '../../../src/domain/account/risk/verdict.js';
export type { RecordedFact } from '../../../src/domain/shared/fact.js';
export type { OverrideNow } from '../../../src/application/ports/desk-control.port.js';
export type { InstrumentId } from '../../../src/domain/market/instrument.js';

/** `GET /api/v1/decisions/{cycleId}`: one row per instrument, the market since, and the facts of the cycle. */
export type { CycleView as DecisionDetail } from '../../../src/projections/decisions/get-decision.query.js';
