import { fundedAt } from '../leverage.js';
import { limitRule, show } from '../rule.js';

/**
 * Cost with the taker fee of a cash order, or margin and opening fees of a margin order, within what the trading book
 * has free. The allocation's and the kept coins are not there to trade with. No limit to set.
 */
export const funds = limitRule({
  name: 'funds',
  code: 'INSUFFICIENT_FUNDS',
  why: 'Each book pays for its own: what the trading book does not have it cannot promise twice.',
  policyKeys: ['takerFee', 'marginFee'],
  stage: 'funding',
  leaves: (ctx) => (ctx.leverage === undefined ? undefined : fundedAt(ctx, ctx.leverage)),
  limit: ({ usage, leverage }) => `free ${usage ? show(usage.freeFunds) : 'unknown'} USDT at ${leverage ?? '?'}x`,
});
