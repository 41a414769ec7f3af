import type { RiskRule } from '../rule.js';
import { assetExposure } from './asset-exposure.rule.js';
import { bookShare } from './book-share.rule.js';
import { confidence } from './confidence.rule.js';
import { cooldown } from './cooldown.rule.js';
import { dailyLoss } from './daily-loss.rule.js';
import { degradation } from './degradation.rule.js';
import { drawdown } from './drawdown.rule.js';
import { entryDistance } from './entry-distance.rule.js';
import { equity } from './equity.rule.js';
import { foreignOrder } from './foreign-order.rule.js';
import { funds } from './funds.rule.js';
import { halt } from './halt.rule.js';
import { instrument } from './instrument.rule.js';
import { leverage } from './leverage.rule.js';
import { levels } from './levels.rule.js';
import { marginUsed } from './margin-used.rule.js';
import { minimumSize } from './minimum-size.rule.js';
import { modification } from './modification.rule.js';
import { onePerInstrument } from './one-per-instrument.rule.js';
import { openPositions } from './open-positions.rule.js';
import { orderSize } from './order-size.rule.js';
import { pause } from './pause.rule.js';
import { positionSize } from './position-size.rule.js';
import { price } from './price.rule.js';
import { proposalAge } from './proposal-age.rule.js';
import { regime } from './regime.rule.js';
import { reward } from './reward.rule.js';
import { riskPerTrade } from './risk-per-trade.rule.js';
import { spike } from './spike.rule.js';
import { stop } from './stop.rule.js';
import { streakSize } from './streak-size.rule.js';
import { totalExposure } from './total-exposure.rule.js';
import { validity } from './validity.rule.js';
import { weeklyLoss } from './weekly-loss.rule.js';

/**
 * Every rule, in the order in which a verdict lists them; the first that fails names a denial. After the last one those
 * about the size look once more at a resized trade. A new rule is a file beside these and a line here.
 */
export const RISK_RULES: readonly RiskRule[] = [
  // validity
  validity,
  instrument,
  proposalAge,
  levels,
  entryDistance,
  // health
  equity,
  price,
  regime,
  degradation,
  // halt
  halt,
  pause,
  foreignOrder,
  // breakers
  dailyLoss,
  weeklyLoss,
  drawdown,
  spike,
  streakSize,
  // cooldown
  cooldown,
  // stop and reward
  stop,
  reward,
  // confidence
  confidence,
  // sizing
  modification,
  minimumSize,
  riskPerTrade,
  positionSize,
  orderSize,
  bookShare,
  // leverage
  leverage,
  // exposure
  totalExposure,
  assetExposure,
  // margin
  marginUsed,
  funds,
  // counts
  onePerInstrument,
  openPositions,
];
