import type { DecimalString } from '../../domain/shared/decimal.js';
import type { Position } from '../../domain/shared/fact.js';
import type { FactRef } from '../projection.js';
import type { PositionView } from '../views.js';

/** A position as account facts leave it. Whether its stop rests at the venue is the order's to say ({@link StopRow}). */
export interface PositionRow extends Omit<PositionView, 'protection' | 'entry'> {
  /** Entry value of what is open, quote currency. */
  readonly cost: DecimalString;
  /** All that was ever entered: base, and its value in quote. */
  readonly enteredQuantity: DecimalString;
  readonly enteredCost: DecimalString;
  readonly protection: 'none' | 'requested' | 'watched';
  readonly stopOrderId?: string;
  /** Of the opening in the log, then of the closing: the order of lists. */
  readonly position: Position;
  readonly refs: { readonly opened: FactRef; readonly closed?: FactRef };
}

/** A stop order as order facts leave it. */
export interface StopRow {
  readonly clientOrderId: string;
  /** The venue has it and has not ended it. */
  readonly resting: boolean;
}
