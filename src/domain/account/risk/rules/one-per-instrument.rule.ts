import type { RiskRule } from '../rule.js';
import { skipped, verdictOf } from '../rule.js';

/** No position and no working entry of the trading book in the instrument; a flip is a close, then an opening. */
export const onePerInstrument: RiskRule = {
  name: 'one-per-instrument',
  codes: ['POSITION_OPEN'],
  why: 'Positions are netted per instrument: a second entry would change the first one behind its stop.',
  policyKeys: [],
  evaluate: ({ usage, instrumentId }) => {
    if (!usage || !instrumentId) return skipped('one-per-instrument', 'none in the instrument');
    const taken = usage.instruments.has(instrumentId);
    const input = taken ? `open or working in ${instrumentId}` : 'none';
    return verdictOf('one-per-instrument', input, 'none in the instrument', taken ? 'POSITION_OPEN' : undefined);
  },
};
