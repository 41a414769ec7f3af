import type { RiskPolicy } from '../../../../src/domain/account/risk/policy.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import type { Regime } from '../../../../src/domain/market/regime.js';

/** One leg of a decision cycle that somebody's agents conclude. Distances are fractions of the price. */
export interface LegDraw {
  readonly instrumentId: InstrumentId;
  readonly regime: Regime;
  readonly technical: 'long' | 'short' | 'flat';
  readonly regimeSays: 'long' | 'short' | 'flat';
  readonly confidence: string;
  readonly action: 'open_long' | 'open_short' | 'close' | 'hold' | 'nonsense';
  /** From the touch, against us where above zero. */
  readonly entry: number;
  readonly stop: number;
  readonly target: number;
  /** ATR of an hour as a fraction of the price; absent where nobody knows it. */
  readonly atr?: number;
}

/** Fields of an opening intent that no sound decision would propose; numbers are as text, whatever they are. */
export interface UnsoundIntent {
  readonly instrumentId: string;
  readonly direction: string;
  readonly rawConfidence: string;
  readonly confidence: string;
  /** Times the mid; or a text that stands as it is. */
  readonly entry: number | string;
  readonly stopPct: string;
  readonly targetPct: string;
  readonly regime: Regime;
  /** Age of its snapshot, ms. */
  readonly age: number;
  readonly proposedBy: 'agents' | 'operator';
}

export type Deed =
  | { readonly kind: 'cycle'; readonly legs: readonly LegDraw[] }
  | { readonly kind: 'unsound'; readonly intent: UnsoundIntent }
  | { readonly kind: 'pause' | 'resume'; readonly name: string }
  | { readonly kind: 'halt' | 'clear-halt' | 'close-all' }
  | { readonly kind: 'close'; readonly instrumentId: InstrumentId }
  | { readonly kind: 'degrade'; readonly to: 1 | 2 | 3 | 4 }
  | { readonly kind: 'limits'; readonly changes: Partial<RiskPolicy> };

/**
 * Something that a person or an agent does after a minute. `here` waits its turn between two steps of the desk, `mid`
 * comes into the middle of a step at its so manieth call, `elsewhere` is another process that the desk is told of, and
 * of `unheard` it finds out when it next reads the log.
 */
export interface Act {
  readonly minute: number;
  readonly place: 'here' | 'mid' | 'elsewhere' | 'unheard';
  readonly call?: number;
  readonly deed: Deed;
}
