import { DEFAULT_POLICY, HARD_CAPS, type RiskPolicy } from '../../domain/account/risk/policy.js';
import { POLICY_KEYS, type KeyRange } from '../../domain/account/risk/policy-keys.js';
import { envNameOf, type ConfigKey } from './config-key.js';
import type { ValueKind } from './value-kind.js';

const EQUITY = 'fraction of equity';
const MS = 'ms';

/** Unit and meaning of every limit; a new key of the policy does not compile before it is explained here. */
const WORDS: Readonly<Record<keyof RiskPolicy, readonly [unit: string, what: string]>> = {
  name: ['', 'Name of the set of limits, kept in every verdict'],
  version: ['', 'Version of the set of limits, kept in every verdict'],
  allocationShare: ['fraction of a deposit', 'Belongs to the allocation book; the rest is trading money'],
  takerFee: ['fraction of notional', 'Fee of an order that takes, as the risk engine reckons it'],
  makerFee: ['fraction of notional', 'Fee of an order that rests'],
  marginFee: ['fraction of borrowed notional', 'Margin fee at opening and per period'],
  marginFeePeriodMs: [MS, 'Length of a margin period'],
  marginEnabled: ['', 'Whether margin orders, and so shorts, are allowed'],
  maxLeverage: ['times', 'Highest leverage'],
  riskPerTradePct: [EQUITY, 'Most that one trade may lose at its stop, fees included'],
  sizingSlippagePct: ['fraction of notional', 'Added to stop and fees when a trade is sized'],
  maxPositionPct: [EQUITY, 'Largest position'],
  maxExposurePct: [EQUITY, 'Open, working and reserved notional together'],
  maxAssetExposurePct: [EQUITY, 'Net exposure to one asset'],
  maxMarginUsedPct: [EQUITY, 'Margin in use'],
  maxOpenPositions: ['positions', 'Open positions, working entries counted'],
  minStopPct: ['fraction of entry', 'Nearest stop; a nearer one is widened to it'],
  maxStopPct: ['fraction of entry', 'Widest stop of any instrument'],
  minGrossReward: ['times the risk', 'Least reward before fees'],
  minNetReward: ['times the risk', 'Least reward after fees'],
  rewardMarginHours: ['hours', 'Margin fees counted in the net reward of a margin trade'],
  maxOrderPct: [EQUITY, 'Largest single order (fat finger)'],
  maxBookSharePct: ['fraction of a book side', 'Largest part of the visible book side, where it is known'],
  maxEntryDistancePct: ['fraction of price', 'Farthest entry from the market'],
  maxEntryThroughPct: ['fraction of price', 'How far the limit of an entry may go through the touch'],
  maxPriceAgeMs: [MS, 'Age at which a price counts as missing'],
  approvalLifeMs: [MS, 'An opening not submitted by then is assessed anew'],
  entryLifeMs: [MS, 'Life of an entry order'],
  maxSnapshotAgeMs: [MS, 'Age at which a proposal is discarded'],
  dailyLossPct: [EQUITY, 'Loss of a UTC day at which openings stop'],
  drawdownPct: [EQUITY, 'Fall from the peak at which everything is closed and trading halts'],
  cooldownAfterEntryMs: [MS, "Pause of an instrument after an entry's first fill"],
  cooldownAfterLossMs: [MS, 'Pause of all openings after a booked loss'],
  timeExitMs: [MS, 'A position is closed after so long'],
  breakEvenR: ['times the risk', 'Gain at which the stop moves to break-even'],
  trailFromR: ['times the risk', 'Gain from which the stop trails'],
  trailMinPct: ['fraction of price', 'Least distance of a trailing stop'],
  trailAtr: ['ATR14 of 1h', 'Distance of a trailing stop'],
  trailStepPct: ['fraction of price', 'Least step of a trailing stop'],
  protectionDueMs: [MS, 'A stop not confirmed by then closes the position'],
  dustUsdt: ['USDT', 'A balance without a price up to this value does not make equity missing'],
};

const kindOf = (range: KeyRange): ValueKind => range;

/** Every limit as `risk.<key>`. */
export const RISK_KEYS: readonly ConfigKey[] = (Object.keys(WORDS) as (keyof RiskPolicy)[]).map((name) => {
  const cap = HARD_CAPS[name];
  const key = `risk.${name}`;
  const [unit, what] = WORDS[name];
  const row = { key, kind: kindOf(POLICY_KEYS[name]), fallback: DEFAULT_POLICY[name], unit, what };
  return { ...row, env: [envNameOf(key)], ...(cap === undefined ? {} : { cap }) };
});
