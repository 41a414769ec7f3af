import type { Regime } from '../../market/regime.js';
import type { InstrumentId } from '../../market/instrument.js';
import type { DecimalString } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';
import type { DenialCode } from './denial-codes.js';

/** One line of a verdict: what the rule looked at, what it allows, how it ended. All text, for people and machines. */
export interface RuleResult {
  /** File name of the rule without `.rule.ts`. */
  readonly rule: string;
  readonly input: string;
  readonly limit: string;
  readonly result: 'pass' | 'shrink' | 'fail' | 'skipped';
  readonly code?: DenialCode;
  /** `once-more` on the second look at a resized trade. */
  readonly round?: 'once-more';
}

/** What settling a conflict made of a trade: only ever smaller or safer. */
export interface Modification {
  /** 0..1: share of the formula's size that is left; 0 is no trade. */
  readonly sizeFactor?: DecimalString;
  /** A ceiling, 1..5. */
  readonly maxLeverage?: number;
  /** Distance of the stop from the limit, fraction; never wider than the proposal's own. */
  readonly stopPct?: DecimalString;
}

/**
 * An opening as the desk proposes it; never a size and never a leverage: those are the risk engine's. Confidence 0..1;
 * `rawConfidence` before, `confidence` after the consensus (every floor sees the smaller one). Prices in quote.
 */
export interface OpeningIntent {
  readonly intentId: string;
  /** 1 or 2: a proposal may be assessed anew once. */
  readonly assessment: number;
  readonly cycleId: string;
  readonly instrumentId: InstrumentId;
  readonly direction: 'long' | 'short';
  readonly rawConfidence: DecimalString;
  readonly confidence: DecimalString;
  /** Unrounded limit wanted. */
  readonly entry: DecimalString;
  /** Distance of the stop from the limit, fraction (0.016 = 1.6 %), before widening to the minimum. */
  readonly stopPct: DecimalString;
  /** Distance of the target from the limit, fraction. */
  readonly targetPct: DecimalString;
  readonly regime: Regime;
  /** When the decision's snapshot was frozen. */
  readonly snapshotAt: UnixMs;
  readonly proposedBy: 'agents' | 'operator';
  readonly modification?: Modification;
}

/** What an approval allows: exactly one order of exactly these terms. Quantity in base, prices in quote. */
export interface ApprovedOrder {
  readonly clientOrderId: string;
  readonly instrumentId: InstrumentId;
  readonly side: 'buy' | 'sell';
  readonly quantity: DecimalString;
  /** Rounded to the tick, towards filling. */
  readonly limit: DecimalString;
  readonly stop: DecimalString;
  readonly target: DecimalString;
  readonly leverage: number;
  /** quantity x limit, in the quote currency. */
  readonly notional: DecimalString;
  readonly notionalUsdt: DecimalString;
  /** Locked in the trading book until filled or ended: cash cost with fee, or margin with fee; USDT. */
  readonly reservedUsdt: DecimalString;
  /** notionalUsdt / leverage for margin orders, '0' for cash. */
  readonly marginUsdt: DecimalString;
  /** What the stop would lose, with fees, USDT. */
  readonly riskUsdt: DecimalString;
  readonly approvalExpiresAt: UnixMs;
  readonly expiresAt: UnixMs;
}
