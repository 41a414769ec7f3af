import { BTC_LONG, btcIntent, loseOnBitcoin, XRP_LONG, XRPBTC_LONG, XRPBTC_SHORT } from './openings.js';
import type { Scenario } from './scenario.js';

/**
 * Rules that limit the size. About 499 is what 25 % of equity (9 991 after the first entry's fee and spread) leave beside
 * 1 999 of BTC.
 */
export const SIZE_SCENARIOS: readonly Scenario[] = [
  {
    rule: 'spike',
    obstacle: 'after 85 minutes without a move XRP jumps by 0.2 % and back',
    story: async (desk, obstacle) => {
      await desk.minutes(84);
      const jump = { open: '0.5', high: '0.501', low: '0.5', close: '0.5' };
      await desk.minute(obstacle ? { 'XRP/USDT': jump } : {});
      // The candle of five minutes closes, and nobody has opened anything since.
      await desk.minutes(4);
      await desk.propose(XRP_LONG);
    },
    outcome: { cutTo: 1000 },
  },
  {
    rule: 'streak-size',
    // 33.5 of price, 15.9 of fees, about 3 of slippage: the trading book has 4 947.6 left, and 10 % of twice that is half.
    obstacle: 'one loss in a row is enough, and BTC/USDT was stopped at 59 000',
    settings: (obstacle) => ({ policy: { lossesInARow: obstacle ? 1 : 5, cooldownAfterLossStreakMs: 600_000 } }),
    story: async (desk) => {
      await loseOnBitcoin(desk, '59000');
      await desk.minutes(11);
      await desk.propose(XRP_LONG);
    },
    outcome: { cutTo: 989.5 },
  },
  {
    rule: 'modification',
    obstacle: 'whoever settled a conflict left half of the trade',
    story: (desk, obstacle) =>
      desk.proposeUnsound(btcIntent(desk, obstacle ? { modification: { sizeFactor: '0.5' } } : {})),
    outcome: { cutTo: 1000 },
  },
  {
    rule: 'minimum-size',
    obstacle: 'an account of 100 USDT: 2.5 USDT of XRP are five, and ten are the least',
    settings: (obstacle) => ({ deposit: obstacle ? '100' : '10000' }),
    story: (desk) =>
      desk.propose({ ...XRP_LONG, regime: 'quiet', regimeSays: 'flat', confidence: '0.60', atr1h: '0.006' }),
    outcome: { denied: 'SIZE_TOO_SMALL' },
  },
  {
    rule: 'risk-per-trade',
    obstacle: 'a stop 4.9 % away: 1 % / (4.9 + 1.125 %) with the margin fees that the formula leaves out',
    story: (desk, obstacle) => desk.propose(obstacle ? { ...XRPBTC_LONG, atr1h: '0.0000002042451849' } : XRPBTC_LONG),
    outcome: { cutTo: 1659.75 },
  },
  {
    rule: 'position-size',
    obstacle: 'a position may be 10 % of equity',
    settings: (obstacle) => (obstacle ? { policy: { maxPositionPct: '0.10' } } : {}),
    story: (desk) => desk.propose(BTC_LONG),
    outcome: { cutTo: 1000 },
  },
  {
    rule: 'order-size',
    obstacle: 'one order may be 10 % of equity',
    settings: (obstacle) => (obstacle ? { policy: { maxOrderPct: '0.10' } } : {}),
    story: (desk) => desk.propose(BTC_LONG),
    outcome: { cutTo: 1000 },
  },
  {
    rule: 'book-share',
    obstacle: 'a book of 0.1 BTC: a tenth of it at 60 036.003',
    settings: (obstacle) => ({ depth: obstacle ? '0.1' : '10' }),
    story: (desk) => desk.propose(BTC_LONG),
    outcome: { cutTo: 600.36 },
  },
  {
    rule: 'total-exposure',
    obstacle: 'BTC is open, and 25 % of equity is the most in all',
    settings: (obstacle) => (obstacle ? { policy: { maxExposurePct: '0.25' } } : {}),
    story: async (desk) => {
      await desk.propose(BTC_LONG);
      await desk.minute();
      await desk.propose(XRP_LONG);
    },
    outcome: { cutTo: 499 },
  },
  {
    rule: 'asset-exposure',
    obstacle: 'BTC is open, 25 % of equity is the most in one asset, and short XRP/BTC is long BTC',
    settings: (obstacle) => (obstacle ? { policy: { maxAssetExposurePct: '0.25' } } : {}),
    story: async (desk) => {
      await desk.propose(BTC_LONG);
      await desk.minute();
      await desk.propose(XRPBTC_SHORT);
    },
    outcome: { cutTo: 499 },
  },
  {
    rule: 'margin-used',
    obstacle: '5 % of equity is the most margin: 500 at 2x carry 1 000',
    settings: (obstacle) => (obstacle ? { policy: { maxMarginUsedPct: '0.05' } } : {}),
    story: (desk) => desk.propose(XRPBTC_LONG),
    outcome: { cutTo: 1000 },
  },
  {
    rule: 'funds',
    obstacle: 'the trading book holds 1 000 USDT in cash: 1 000 / 1.004',
    settings: (obstacle) => ({ policy: { marginEnabled: false, allocationShare: obstacle ? '0.9' : '0.5' } }),
    story: (desk) => desk.propose(BTC_LONG),
    outcome: { cutTo: 996.02 },
  },
];
