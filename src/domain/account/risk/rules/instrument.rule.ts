import { INSTRUMENT_IDS } from '../../../market/instrument.js';
import type { RiskRule } from '../rule.js';
import { verdictOf } from '../rule.js';

/** Only three symbols exist, and each only with metadata that an order can be rounded with. No limit to set. */
export const instrument: RiskRule = {
  name: 'instrument',
  codes: ['UNKNOWN_INSTRUMENT'],
  why: 'A symbol that nobody knows has no lot, no stop limit and no assets: every other limit would be blind to it.',
  policyKeys: [],
  evaluate: (ctx) => {
    const known = ctx.instrument !== undefined;
    const input = known || ctx.instrumentId === undefined ? String(ctx.intent.instrumentId) : 'unusable metadata';
    return verdictOf('instrument', input, INSTRUMENT_IDS.join(' '), known ? undefined : 'UNKNOWN_INSTRUMENT');
  },
};
