import type { FactRef } from '../projection.js';
import type { FillView } from '../views.js';

export interface FillRow extends FillView {
  readonly refs: { readonly booked: FactRef };
}

/** The newest fill of an account: a fact of the same commit says which position it made, grew or shrank, if any. */
export interface LastFillRow {
  readonly fill: FillRow;
  readonly commandId: string;
  /** Its position is known. */
  readonly placed: boolean;
}

export interface PositionIntentRow {
  readonly positionId: string;
  readonly intentId: string;
}
