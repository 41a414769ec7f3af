import { BTC_LONG, btcIntent, XRPBTC_LONG } from './openings.js';
import type { Scenario } from './scenario.js';

/** Rules that look at the proposal itself: its numbers, its levels, its confidence. */
export const INTENT_SCENARIOS: readonly Scenario[] = [
  {
    rule: 'validity',
    obstacle: 'an assessment that does not exist',
    story: (desk, obstacle) => desk.proposeUnsound(btcIntent(desk, { assessment: obstacle ? 3 : 1 })),
    outcome: { denied: 'INVALID_NUMBER' },
  },
  {
    rule: 'instrument',
    obstacle: 'a symbol that nobody knows',
    story: (desk, obstacle) =>
      desk.proposeUnsound(btcIntent(desk, obstacle ? { instrumentId: 'DOGE/USDT' as 'BTC/USDT' } : {})),
    outcome: { denied: 'UNKNOWN_INSTRUMENT' },
  },
  {
    rule: 'proposal-age',
    obstacle: 'a snapshot of three minutes ago',
    story: async (desk, obstacle) => {
      const cycle = await desk.openCycle(BTC_LONG);
      if (obstacle) await desk.minutes(2);
      await desk.conclude(cycle);
      await desk.minute();
    },
    outcome: { denied: 'STALE_PROPOSAL' },
  },
  {
    rule: 'levels',
    obstacle: 'a price of ten ticks: the limit rounds up past the target, which rounds down',
    story: async (desk, obstacle) => {
      if (obstacle) await desk.minute({ 'XRP/BTC': '0.0000001' });
      await desk.propose(obstacle ? { ...XRPBTC_LONG, atr1h: '0.0000000008' } : XRPBTC_LONG);
    },
    outcome: { denied: 'WRONG_SIDE_LEVELS' },
  },
  {
    rule: 'entry-distance',
    obstacle: 'a fall of 2.2 % between the decision and the look',
    story: async (desk, obstacle) => {
      await desk.conclude(await desk.openCycle(BTC_LONG));
      await desk.minute({ 'BTC/USDT': obstacle ? '58700' : '59400' });
    },
    outcome: { denied: 'ENTRY_TOO_FAR' },
  },
  {
    rule: 'regime',
    obstacle: 'nobody knows the regime',
    story: (desk, obstacle) => desk.propose({ ...BTC_LONG, regime: obstacle ? 'unknown' : 'trending_bull' }),
    outcome: { denied: 'REGIME_UNKNOWN' },
  },
  {
    rule: 'stop',
    obstacle: 'a stop 3.2 % away where BTC/USDT allows 3 %',
    story: (desk, obstacle) => desk.propose(obstacle ? { ...BTC_LONG, atr1h: '960' } : BTC_LONG),
    outcome: { denied: 'STOP_TOO_WIDE' },
  },
  {
    rule: 'reward',
    obstacle: 'a target 3 % away against a stop of 1.6 %',
    story: (desk, obstacle) =>
      desk.propose(obstacle ? { ...BTC_LONG, amend: (vote) => ({ ...vote, target: '61837.08' }) } : BTC_LONG),
    outcome: { denied: 'REWARD_TOO_LOW' },
  },
  {
    rule: 'confidence',
    obstacle: 'confidence 0.64 where a volatile market asks for 0.65',
    story: (desk, obstacle) =>
      desk.propose({
        ...BTC_LONG,
        regime: 'volatile',
        regimeSays: 'flat',
        confidence: obstacle ? '0.64' : '0.65',
      }),
    outcome: { denied: 'CONFIDENCE_TOO_LOW' },
  },
];
