import { INSTRUMENTS } from '../../../market/instrument.js';
import type { Price } from '../prices.js';
import type { RiskRule } from '../rule.js';
import { skipped, verdictOf } from '../rule.js';

const codeOf = (prices: readonly (Price | undefined)[]): 'PRICE_MISSING' | 'PRICE_STALE' | undefined => {
  if (prices.some((price) => price === undefined)) return 'PRICE_MISSING';
  return prices.every((price) => price?.fresh) ? undefined : 'PRICE_STALE';
};

/** Bid and ask at most `maxPriceAgeMs` (60 s) old; for XRP/BTC those of BTC/USDT too, which its money is counted in. */
export const price: RiskRule = {
  name: 'price',
  codes: ['PRICE_MISSING', 'PRICE_STALE'],
  why: 'On an old price the size, the distance to the stop and the equity are those of another market.',
  policyKeys: ['maxPriceAgeMs'],
  evaluate: ({ instrumentId, prices, policy }) => {
    const limit = `${policy.maxPriceAgeMs} ms old`;
    if (!instrumentId) return skipped('price', limit);
    const needed = INSTRUMENTS[instrumentId].quote === 'USDT' ? [instrumentId] : [instrumentId, 'BTC/USDT' as const];
    const input = needed.map((id) => `${id} ${prices.of[id] ? `${prices.of[id].ageMs} ms` : 'missing'}`).join(', ');
    return verdictOf('price', input, limit, codeOf(needed.map((id) => prices.of[id])));
  },
};
