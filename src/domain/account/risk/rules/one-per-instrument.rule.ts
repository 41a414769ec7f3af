import type { RiskRule } from '../rule.js';
import { skipped, verdictOf } from '../rule.js';

/**
 * No position and no working entry of the trading book in the instrument; a flip is a close, then an opening. Where only
 * an older entry is in the way, which a newer decision takes back, the proposal waits for its end.
 */
export const onePerInstrument: RiskRule = {
  name: 'one-per-instrument',
  codes: ['POSITION_OPEN', 'ENTRY_UNDER_WAY'],
  why: 'Positions are netted per instrument: a second entry would change the first one behind its stop.',
  policyKeys: [],
  evaluate: ({ usage, instrumentId, state }) => {
    if (!usage || !instrumentId) return skipped('one-per-instrument', 'none in the instrument');
    const taken = usage.instruments.has(instrumentId);
    const input = taken ? `open or working in ${instrumentId}` : 'none';
    const isHere = (each: { book: string; instrumentId: string }) =>
      each.book === 'trading' && each.instrumentId === instrumentId;
    const open = Object.values(state.positions).some(isHere);
    const entries = Object.values(state.reservations).some((each) => each.kind === 'entry' && isHere(each));
    const code = !open && entries ? 'ENTRY_UNDER_WAY' : 'POSITION_OPEN';
    return verdictOf('one-per-instrument', input, 'none in the instrument', taken ? code : undefined);
  },
};
