import { limitRule, type RiskRule } from '../rule.js';

const share = limitRule({
  name: 'book-share',
  code: 'BOOK_TOO_THIN',
  why: 'An order that eats the book pays for it, and its stop will find the same thin book.',
  policyKeys: ['maxBookSharePct'],
  stage: 'size',
  leaves: ({ price, direction, limits, unitUsdt }) => {
    if (!price?.depth || !unitUsdt) return undefined;
    const side = direction === 'long' ? price.depth.ask : price.depth.bid;
    return side.mul(limits.maxBookSharePct).mul(unitUsdt);
  },
  limit: ({ policy }) => `${policy.maxBookSharePct} of the visible book side`,
});

/** At most `maxBookSharePct` (10 %) of the visible book side; where no book is seen there is nothing to measure. */
export const bookShare: RiskRule = {
  ...share,
  evaluate: (ctx) =>
    ctx.price && !ctx.price.depth
      ? { rule: 'book-share', input: 'no book seen', limit: `${ctx.policy.maxBookSharePct} of a side`, result: 'pass' }
      : share.evaluate(ctx),
};
