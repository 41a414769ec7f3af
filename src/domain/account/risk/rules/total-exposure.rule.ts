import { limitRule, show } from '../rule.js';

/** Open + working + reserved notional with this trade at most `maxExposurePct` (60 %, hard cap 100 %) of equity. */
export const totalExposure = limitRule({
  name: 'total-exposure',
  code: 'EXPOSURE_TOTAL',
  why: 'Everything falls together on the worst day; reservations count, or two approvals at once would both fit.',
  policyKeys: ['maxExposurePct'],
  stage: 'size',
  leaves: ({ equity, limits, usage }) => equity && usage && equity.mul(limits.maxExposurePct).sub(usage.exposure),
  limit: ({ policy, usage }) =>
    `${policy.maxExposurePct} of equity, in use ${usage ? show(usage.exposure) : 'unknown'}`,
});
