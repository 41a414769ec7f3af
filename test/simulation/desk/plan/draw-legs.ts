import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import type { Regime } from '../../../../src/domain/market/regime.js';
import type { LegDraw } from './act.js';
import type { Chance } from './chance.js';

const REGIMES: readonly Regime[] = ['volatile', 'choppy', 'trending_bull', 'trending_bear', 'quiet', 'ranging'];
const CONFIDENCES = ['0.55', '0.6', '0.64', '0.66', '0.75', '0.8', '0.85', '0.9', '1'];

const drawAction = (chance: Chance, direction: 'long' | 'short'): LegDraw['action'] => {
  const drawn = chance.uniform();
  if (drawn < 0.72) return direction === 'long' ? 'open_long' : 'open_short';
  if (drawn < 0.84) return 'close';
  return drawn < 0.95 ? 'hold' : 'nonsense';
};

/** Mostly trades that a sound desk would take, of all sizes; some that it must refuse. */
export const drawLegs = (chance: Chance): readonly LegDraw[] => {
  const one = chance.pick(INSTRUMENT_IDS);
  return INSTRUMENT_IDS.filter((id) => chance.happens(0.5) || id === one).map((instrumentId): LegDraw => {
    const direction = chance.pick(['long', 'long', 'short'] as const);
    const stop = chance.pick([0.004, 0.01, 0.012, 0.016, 0.02, 0.028, 0.045, 0.07]);
    return {
      instrumentId,
      regime: chance.happens(0.04) ? 'unknown' : chance.happens(0.5) ? 'trending_bull' : chance.pick(REGIMES),
      technical: chance.happens(0.85) ? direction : chance.pick(['long', 'short', 'flat'] as const),
      regimeSays: chance.happens(0.7) ? direction : chance.pick(['long', 'short', 'flat'] as const),
      confidence: chance.pick(CONFIDENCES),
      action: drawAction(chance, direction),
      entry: chance.pick([-0.01, -0.002, 0, 0.0005, 0.0005, 0.001, 0.01, 0.025]),
      stop,
      target: chance.pick([stop * 1.2, stop * 2 + 0.012, stop * 2 + 0.02, stop * 3 + 0.02]),
      ...(chance.happens(0.95) ? { atr: chance.pick([0.002, 0.005, 0.008, 0.01, 0.014, 0.03]) } : {}),
    };
  });
};
