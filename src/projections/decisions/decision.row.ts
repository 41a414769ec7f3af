import type { DecimalString } from '../../domain/shared/decimal.js';
import type { Position } from '../../domain/shared/fact.js';
import type { DecisionView } from '../views.js';

/** One leg of a cycle by decision facts alone. */
export interface DecisionRow extends Omit<DecisionView, 'verdict' | 'positionId' | 'netUsdt'> {
  /** Filter: `open` while the cycle is under way, then what it came to. */
  readonly outcome: 'open' | 'proposed' | 'abandoned';
  /** Of the cycle's first fact. */
  readonly position: Position;
}

/** The account's answer to a proposal; the newest assessment. */
export interface DecisionVerdictRow {
  readonly intentId: string;
  readonly instrumentId: string;
  /** Of the verdict: the order of lists by verdict. */
  readonly position: Position;
  readonly outcome: 'approved' | 'resized' | 'denied';
  readonly code?: string;
}

/** What became of it; by account facts. */
export interface DecisionResultRow {
  readonly intentId: string;
  readonly positionId: string;
  readonly netUsdt?: DecimalString;
}
