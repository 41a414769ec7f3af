import type { RiskRule } from '../rule.js';
import { show, verdictOf } from '../rule.js';

/** Equity and the trading book's part of it above zero, every balance priced. No limit to set. */
export const equity: RiskRule = {
  name: 'equity',
  codes: ['EQUITY_MISSING'],
  why: 'Every limit is a percentage of equity: of a missing or zero one it would be skipped, or allow anything.',
  policyKeys: [],
  evaluate: ({ equity: value, usage, valuation }) => {
    const unpriced = valuation.unpriced.length > 0 ? `no price for ${valuation.unpriced.join(', ')}` : undefined;
    const input = unpriced ?? (value ? `${show(value)} USDT` : `${valuation.equity ?? 'no'} USDT`);
    return verdictOf('equity', input, 'known and above 0', value && usage ? undefined : 'EQUITY_MISSING');
  },
};
