import type { Leg } from './composed-desk.js';
import { FAR_BUY } from './foreign-orders.js';
import { BTC_LONG, loseOnBitcoin, XRP_LONG, XRP_SHORT, XRPBTC_LONG } from './openings.js';
import type { Scenario } from './scenario.js';

/** A small entry 1 % below the market, which nobody fills. */
const RESTING: Leg = {
  ...XRPBTC_LONG,
  confidence: '0.65',
  regimeSays: 'flat',
  amend: (vote) => ({ ...vote, entry: '0.00000825', stop: '0.0000081', target: '0.0000088' }),
};

/** Rules that look at the account and the market: health, gates, losses, waits, counts. */
export const ACCOUNT_SCENARIOS: readonly Scenario[] = [
  {
    rule: 'equity',
    obstacle: 'XRP is held and has had no price for two minutes',
    story: async (desk, obstacle) => {
      await desk.propose(XRP_LONG);
      for (let n = 0; n < 2; n++) await desk.minute(obstacle ? { 'XRP/USDT': null } : {});
      await desk.propose(BTC_LONG);
    },
    outcome: { denied: 'EQUITY_MISSING' },
  },
  {
    rule: 'price',
    obstacle: 'no candle of BTC/USDT for two minutes',
    story: async (desk, obstacle) => {
      const cycle = await desk.openCycle(BTC_LONG);
      for (let n = 0; n < 2; n++) await desk.minute(obstacle ? { 'BTC/USDT': null } : {});
      await desk.conclude(cycle);
      await desk.hear();
    },
    outcome: { denied: 'PRICE_STALE' },
  },
  {
    rule: 'degradation',
    obstacle: 'the desk is in safe mode',
    story: async (desk, obstacle) => {
      if (obstacle) await desk.tell({ type: 'ChangeDegradation', at: desk.now, to: 3, reason: 'store slow' });
      await desk.propose(BTC_LONG);
    },
    outcome: { denied: 'DEGRADED' },
  },
  {
    rule: 'foreign-order',
    obstacle: 'somebody else has an order in the instrument, and the desk has found it',
    story: async (desk, obstacle) => {
      if (obstacle) await desk.venue.placeForeign({ ...FAR_BUY, price: '1000', quantity: '0.001' });
      await desk.minute();
      await desk.propose(BTC_LONG);
    },
    outcome: { denied: 'ADOPTED_ORDER' },
  },
  {
    rule: 'halt',
    obstacle: 'an operator halted trading',
    story: async (desk, obstacle) => {
      if (obstacle) await desk.tell({ type: 'HaltTrading', at: desk.now, reason: 'operator' });
      await desk.propose(BTC_LONG);
    },
    outcome: { denied: 'HALTED' },
  },
  {
    rule: 'pause',
    obstacle: 'an operator paused trading',
    story: async (desk, obstacle) => {
      if (obstacle) await desk.tell({ type: 'PauseTrading', at: desk.now, reason: 'operator' });
      await desk.propose(BTC_LONG);
    },
    outcome: { denied: 'PAUSED' },
  },
  {
    rule: 'daily-loss',
    obstacle: 'a gap of 10 % through the stop cost more than 2 % of the day (8 %: less)',
    story: async (desk, obstacle) => {
      await loseOnBitcoin(desk, obstacle ? '54000' : '55200');
      await desk.minutes(11);
      await desk.propose(XRP_LONG);
    },
    outcome: { denied: 'DAILY_LOSS' },
  },
  {
    rule: 'weekly-loss',
    obstacle: 'the same gap of 10 %, of a desk that may lose 5 % in a day and 2 % in a week',
    settings: () => ({ policy: { dailyLossPct: '0.05', weeklyLossPct: '0.02' } }),
    story: async (desk, obstacle) => {
      await loseOnBitcoin(desk, obstacle ? '54000' : '55200');
      await desk.minutes(11);
      await desk.propose(XRP_LONG);
    },
    outcome: { denied: 'WEEKLY_LOSS' },
  },
  {
    rule: 'drawdown',
    obstacle: 'BTC fell by 1.5 % since the last look, and the limit is 0.3 % below the peak',
    settings: () => ({ policy: { drawdownPct: '0.003' } }),
    story: async (desk, obstacle) => {
      await desk.propose(BTC_LONG, RESTING);
      await desk.minutes(14);
      await desk.conclude(await desk.openCycle(XRP_LONG));
      // The resting entry expires, so the desk reads the log before it looks at the prices: no breaker has tripped yet.
      await desk.minute({ 'BTC/USDT': obstacle ? '59100' : '59900' });
    },
    outcome: { denied: 'DRAWDOWN' },
  },
  {
    rule: 'cooldown',
    obstacle: 'a loss was booked less than ten minutes ago',
    story: async (desk, obstacle) => {
      await loseOnBitcoin(desk, '59000');
      await desk.minutes(obstacle ? 9 : 10);
      await desk.propose(XRP_LONG);
    },
    outcome: { denied: 'COOLDOWN' },
  },
  {
    rule: 'leverage',
    obstacle: 'a short, and margin is switched off',
    settings: (obstacle) => ({ policy: { marginEnabled: !obstacle } }),
    story: (desk) => desk.propose(XRP_SHORT),
    outcome: { denied: 'MARGIN_DISABLED' },
  },
  {
    rule: 'one-per-instrument',
    obstacle: 'a position is open in the instrument',
    story: async (desk, obstacle) => {
      if (obstacle) await desk.propose(BTC_LONG);
      await desk.minutes(6);
      // Small enough that no other limit minds the second one.
      await desk.propose({ ...BTC_LONG, confidence: '0.65', regimeSays: 'flat' });
    },
    outcome: { denied: 'POSITION_OPEN' },
  },
  {
    rule: 'open-positions',
    obstacle: 'one position is open, and one is the most',
    settings: (obstacle) => ({ policy: { maxOpenPositions: obstacle ? 1 : 2 } }),
    story: async (desk) => {
      await desk.propose(BTC_LONG);
      await desk.minute();
      await desk.propose(XRP_LONG);
    },
    outcome: { denied: 'TOO_MANY_POSITIONS' },
  },
];
