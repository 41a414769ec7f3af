import { DEFAULT_POLICY, HARD_CAPS, type RiskPolicy } from '../../domain/account/risk/policy.js';
import { POLICY_KEYS, type KeyRange } from '../../domain/account/risk/policy-keys.js';
import { envNameOf, type ConfigKey } from './config-key.js';
import type { ValueKind } from './value-kind.js';

const EQUITY = 'fraction of equity';
const MS = 'ms';

/** Unit and meaning of every limit; a new key of the policy does not compile before it is explained here. */
const WORDS: Readonly<Record<keyof RiskPolicy, readonly [unit: string, what: string]>> = {
  name: ['', 'Name of the set of limits, recorded and shown with them'],
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
  weeklyLossPct: [EQUITY, 'Loss of a week (from Monday, UTC) at which openings stop and positions are cut'],
  weeklyLossCut: ['fraction of a position', 'Closed of each position, once, when the weekly loss trips'],
  drawdownPct: [EQUITY, 'Fall from the peak at which everything is closed and trading halts'],
  lossesInARow: ['trades', 'Losses in a row at which the next trade is smaller and openings wait'],
  executionErrorsInARow: ['orders', 'Failed orders in a row at which openings wait'],
  halfSizeFactor: ['times the size', 'Size after losses in a row and during a spike; 0 opens nothing'],
  spikeAtrRatio: ['ATR14 of 5m', 'A closed 5m true range above it is a spike'],
  spikeMs: [MS, 'How long a spike makes trades of its instrument smaller'],
  fastMovePct: ['fraction of price', 'A farther way in 5 minutes pauses the instrument'],
  cooldownAfterEntryMs: [MS, "Pause of an instrument after an entry's first fill"],
  cooldownAfterLossMs: [MS, 'Pause of all openings after a booked loss'],
  cooldownAfterThreeLossesMs: [MS, 'The same after a third loss in a row'],
  cooldownAfterLossStreakMs: [MS, 'The same after as many losses in a row as `risk.lossesInARow`'],
  cooldownAfterErrorsMs: [MS, 'Pause of all openings after failed orders in a row'],
  cooldownAfterSpikeStopMs: [MS, 'Pause of an instrument after a spike hit a stop in it'],
  cooldownAfterFastMoveMs: [MS, 'Pause of an instrument after a fast move'],
  timeExitMs: [MS, 'A position is closed after so long'],
  breakEvenR: ['times the risk', 'Gain at which the stop moves to break-even'],
  trailFromR: ['times the risk', 'Gain from which the stop trails'],
  trailMinPct: ['fraction of price', 'Least distance of a trailing stop'],
  trailAtr: ['ATR14 of 1h', 'Distance of a trailing stop'],
  trailStepPct: ['fraction of price', 'Least step of a trailing stop'],
  protectionDueMs: [MS, 'A stop not confirmed by then closes the position'],
  dustUsdt: ['USDT', 'A balance without a price up to this value does not make equity missing'],
  lotOrder: ['', 'Which lot a sale takes from first: the oldest, the newest or the dearest'],
  setAsideShare: [
    'fraction of new profit',
    'Goes to the hodl book when a position closes at a new high of the net result',
  ],
  setAsideMinUsdt: ['USDT', 'Least new profit of which a part is set aside'],
  setAsideMaxUsdt: ['USDT', 'Most that is set aside at once'],
  setAsideMaxDayUsdt: ['USDT', 'Most that is set aside in a UTC day'],
  hodlBtcShare: ['fraction of what is set aside', 'Waits to buy BTC; what is left of both shares stays USDT'],
  hodlXrpShare: ['fraction of what is set aside', 'Waits to buy XRP'],
  hodlBtcMinUsdt: ['USDT', 'Waiting money from which BTC is bought'],
  hodlXrpMinUsdt: ['USDT', 'Waiting money from which XRP is bought'],
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
