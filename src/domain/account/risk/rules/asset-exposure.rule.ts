import { minOf, type Dec } from '../../../shared/decimal.js';
import type { RiskContext } from '../context.js';
import { limitRule, show } from '../rule.js';
import { assetSigns, type Asset } from '../usage.js';

/** What each asset of the trade leaves: limit - (net in the trade's direction, counting what works that way). */
const leftByAsset = (ctx: RiskContext): readonly (readonly [Asset, Dec])[] => {
  const { equity, usage, instrumentId, direction, limits } = ctx;
  if (!equity || !usage || !instrumentId || !direction) return [];
  const limit = equity.mul(limits.maxAssetExposurePct);
  return assetSigns(instrumentId).map(([asset, sign]) => {
    const { open, workingLong, workingShort } = usage.assets[asset];
    const isLong = (direction === 'long') === sign > 0;
    // Working entries of the other direction may never fill, so they free nothing.
    return [asset, isLong ? limit.sub(open).sub(workingLong) : limit.add(open).sub(workingShort)] as const;
  });
};

/**
 * Net BTC and net XRP at most `maxAssetExposurePct` (40 % each, hard cap 60 %) of equity, long or short. Long XRP/BTC
 * is +XRP and -BTC: the assets of a pair are taken from the pair, so no pair can count as unrelated.
 */
export const assetExposure = limitRule({
  name: 'asset-exposure',
  code: 'EXPOSURE_ASSET',
  why: 'Three instruments are two assets: the same bet in two pairs is one bet.',
  policyKeys: ['maxAssetExposurePct'],
  stage: 'size',
  leaves: (ctx) => {
    const [first, ...rest] = leftByAsset(ctx);
    return first && minOf(first[1], ...rest.map(([, left]) => left));
  },
  limit: (ctx) =>
    [
      `${ctx.policy.maxAssetExposurePct} of equity`,
      ...leftByAsset(ctx).map(([asset, left]) => `${asset} ${show(left)}`),
    ].join(', '),
});
