import type { MarketFact, VenueRules } from '../../domain/market/venue-rules.decider.js';

const rulesText = ({ tick, lot, minQuantity, minCost, maxLeverage }: VenueRules): string =>
  `tick ${tick}, lot ${lot}, at least ${minQuantity} and ${minCost} of cost, up to ${maxLeverage}x`;

/** One sentence on a market's fact. */
export const marketSentence = ({ data }: MarketFact): string =>
  `the venue now demands of ${data.instrumentId}: ${rulesText(data.rules)}; it was ${rulesText(data.former)}`;
