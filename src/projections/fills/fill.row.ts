import type { FactRef } from '../projection.js';
import type { FillView } from '../views.js';

export interface FillRow extends FillView {
  readonly refs: { readonly booked: FactRef };
}

/** The newest fill of an account: the next fact of the same commit says which position it made, grew or shrank. */
export interface LastFillRow {
  readonly fill: FillRow;
  /** Its position is known, and the row is in the list. */
  readonly placed: boolean;
}

export interface PositionIntentRow {
  readonly positionId: string;
  readonly intentId: string;
}
