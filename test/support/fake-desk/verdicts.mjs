/** A verdict with every rule, as the risk engine words them. */
import { idOf } from './chance.mjs';

const LINES = [
  ['valid-numbers', 'all fields are numbers', 'finite and above zero'],
  ['levels', 'long, stop below, target above', 'stop and target on their sides of the entry'],
  ['entry-distance', '0.08 %', '<= 2 %', 'ENTRY_TOO_FAR'],
  ['price-age', '1.2 s', '<= 60 s', 'PRICE_STALE'],
  ['regime-known', 'trending_bull', 'not unknown', 'REGIME_UNKNOWN'],
  ['halt', 'not halted', 'not halted', 'HALTED'],
  ['pause', 'no pause', 'no pause', 'PAUSED'],
  ['daily-loss', '0.84 %', '< 2 %', 'DAILY_LOSS'],
  ['drawdown', '3.1 %', '< 10 %', 'DRAWDOWN'],
  ['cooldown', 'none', 'no cooldown runs', 'COOLDOWN'],
  ['stop-distance', '1.6 %', '<= 3 %', 'STOP_TOO_WIDE'],
  ['reward', 'gross 2.45, net 1.3', 'gross >= 1.5 and net >= 1.2', 'REWARD_TOO_LOW'],
  ['confidence', '0.81', '>= 0.6', 'CONFIDENCE_TOO_LOW'],
  ['risk-per-trade', '1500 USDT', '1 % of equity, leaves 2884.61 USDT', 'RISK_PER_TRADE'],
  ['position-size', '1500 USDT', '15 % of equity, leaves 1500 USDT', 'POSITION_SIZE'],
  ['fat-finger', '1500 USDT', '25 % of equity, leaves 2500 USDT', 'ORDER_TOO_LARGE'],
  ['leverage', '1', '<= 4', 'LEVERAGE_TOO_HIGH'],
  ['total-exposure', '1500 USDT', '60 % of equity, leaves 4100 USDT', 'EXPOSURE_TOTAL'],
  ['asset-exposure', '1500 USDT', 'net BTC 40 % of equity, leaves 1120.5 USDT', 'EXPOSURE_ASSET'],
  ['margin-used', '0 %', '<= 50 %', 'MARGIN_USED'],
  ['one-position', 'none open', 'one per instrument', 'POSITION_OPEN'],
  ['open-positions', '2', '<= 3', 'TOO_MANY_POSITIONS'],
];

const FAILING = {
  COOLDOWN: ['cooldown', 'after a loss, 7 min left'],
  CONFIDENCE_TOO_LOW: ['confidence', '0.57'],
  REWARD_TOO_LOW: ['reward', 'gross 1.4, net 0.9'],
  POSITION_OPEN: ['one-position', 'one is open'],
  EXPOSURE_ASSET: ['asset-exposure', '1500 USDT'],
};

function ruleOf([rule, input, limit, code], verdict) {
  const failing = verdict.code && FAILING[verdict.code];
  if (failing && failing[0] === rule) return { rule, input: failing[1], limit, result: 'fail', code };
  if (rule !== 'asset-exposure') return { rule, input, limit, result: 'pass' };
  return verdict.outcome === 'resized'
    ? { rule, input, limit, result: 'shrink', code }
    : { rule, input: '900 USDT', limit, result: 'pass' };
}

export function verdictOf(leg, position, order) {
  const rules = LINES.map((line) => ruleOf(line, leg.verdict));
  const again =
    leg.verdict.outcome === 'resized'
      ? [
          {
            rule: 'once-more',
            input: '1120.5 USDT',
            limit: 'no rule shrinks it again',
            result: 'pass',
            round: 'once-more',
          },
        ]
      : [];
  return {
    intentId: leg.intentId,
    assessment: 1,
    cycleId: leg.cycleId,
    instrumentId: leg.instrumentId,
    direction: leg.votes[0].action.replace('open_', ''),
    outcome: leg.verdict.outcome,
    ...(leg.verdict.code ? { code: leg.verdict.code } : {}),
    failed: leg.verdict.code ? [leg.verdict.code] : [],
    rules: [...rules, ...again],
    policyVersion: 1,
    equity: '10042.118204417732',
    ...(order && {
      order: {
        clientOrderId: idOf('entry', leg.intentId),
        quantity: order.quantity,
        limit: order.price,
        stop: position.initialStop,
        target: position.target,
        leverage: position.leverage,
        notionalUsdt: (position.notional ?? 1000).toFixed(8),
      },
    }),
    at: leg.at + 300,
    position: String(leg.at + 300 - 1_700_000_000_000).padStart(12, '0'),
  };
}
