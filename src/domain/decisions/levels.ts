import { REGIME_RULES } from '../market/regimes.js';
import type { Regime } from '../market/regime.js';
import { dec, maxOf, parseDecimal, text, type Dec, type DecimalString } from '../shared/decimal.js';
import type { RiskPolicy } from '../account/risk/policy.js';
import type { Vote } from './decision.events.js';
import { medianOf } from './median.js';

/**
 * Stop distance in ATR14(1h) where the regime names none: nothing may be opened in `unknown`, but that is for the risk
 * engine to say, and it needs a whole proposal to say it about.
 */
export const STOP_ATR_IN_UNKNOWN: DecimalString = '2.0';

export const stopAtrOf = (regime: Regime): Dec => dec(REGIME_RULES[regime].stopAtr ?? STOP_ATR_IN_UNKNOWN);

export interface Levels {
  /** Quote units, unrounded: the limit that is wanted. */
  readonly entry: DecimalString;
  /** Distances from `entry`, fractions of it, unrounded. */
  readonly stopPct: DecimalString;
  readonly targetPct: DecimalString;
}

/**
 * Stop distance in quote units: k x ATR14(1h), k by regime; a nearer voted one counts if it is at least 1 ATR; nearer
 * than `minStopPct` of the entry is widened to that. A distance beyond the instrument's maximum stays as it is: the risk
 * engine denies it, nobody pulls it in.
 */
export const stopDistance = (
  basis: { readonly entry: Dec; readonly atr1h: Dec; readonly regime: Regime; readonly voted?: Dec },
  policy: RiskPolicy,
): Dec => {
  const byRegime = stopAtrOf(basis.regime).mul(basis.atr1h);
  const { voted } = basis;
  const counts = voted !== undefined && voted.lt(byRegime) && voted.gte(basis.atr1h);
  return maxOf(counts ? voted : byRegime, basis.entry.mul(policy.minStopPct));
};

/** ATR as a positive number; undefined when it is missing or nonsense: then there is no stop, and so no trade. */
export const usableAtr = (atr1h: DecimalString | undefined): Dec | undefined => {
  const atr = parseDecimal(atr1h);
  return atr?.gt(0) ? atr : undefined;
};

/** Medians of the agreeing openings (all of one direction, valid), with the stop of {@link stopDistance}. */
export const agreedLevels = (votes: readonly Vote[], atr1h: Dec, regime: Regime, policy: RiskPolicy): Levels => {
  const median = (level: 'entry' | 'stop' | 'target'): Dec => medianOf(votes.map((vote) => dec(vote[level] ?? 'NaN')));
  const entry = median('entry');
  const voted = median('stop').sub(entry).abs();
  return {
    entry: text(entry),
    stopPct: text(stopDistance({ entry, atr1h, regime, voted }, policy).div(entry)),
    targetPct: text(median('target').sub(entry).abs().div(entry)),
  };
};
