import { INSTRUMENTS, isInstrumentId, type InstrumentId } from '../../market/instrument.js';
import { maxOf, minOf, ONE, parseDecimal, type Dec } from '../../shared/decimal.js';
import type { UnixMs } from '../../shared/time.js';
import type { Quotes } from '../../market/quote.js';
import type { AccountCommand } from '../account.commands.js';
import type { AccountState } from '../account.state.js';
import { usdtRate, valueAccount, type Valuation } from '../equity/valuation.js';
import { instrumentNumbers, type InstrumentNumbers } from './instrument-numbers.js';
import { limitOf, roundedLevels, type Levels } from './levels.js';
import { dailyLossOf, drawdownOf, streakAt, weeklyLossOf, type Loss } from './losses.js';
import { modificationNumbers, type ModificationNumbers } from './modification.js';
import type { RiskPolicy } from './policy.js';
import { policyNumbers, type PolicyNumbers } from './policy-keys.js';
import { pricesOf, type Price, type Prices } from './prices.js';
import { needsMargin } from './reward.js';
import { regimeNumbers, tiersOf, type RegimeNumbers, type TradeTiers } from './tiers.js';
import { usageOf, type Usage } from './usage.js';
import type { OpeningIntent } from './verdict.js';

export type AssessIntent = Extract<AccountCommand, { type: 'AssessIntent' }>;

/** The account at one instant, as every rule sees it; USDT. */
export interface Standing {
  readonly at: UnixMs;
  readonly state: AccountState;
  readonly policy: RiskPolicy;
  readonly limits: PolicyNumbers;
  readonly prices: Prices;
  readonly valuation: Valuation;
  /** Undefined unless above zero: nothing can be a percentage of nothing. */
  readonly equity?: Dec;
  /** min(equity, trading book / (1 - allocationShare)): what a trade is sized on. */
  readonly sizingEquity?: Dec;
  readonly usage?: Usage;
  readonly daily?: Loss;
  readonly weekly?: Loss;
  readonly drawdown?: Loss;
  readonly streak: number;
}

/**
 * All that rules share, computed once. A field is undefined where its input is no usable number: the rule that answers
 * for that input then fails, and the others are skipped. Fractions are of the unrounded limit.
 */
export interface RiskContext extends Standing {
  readonly intent: OpeningIntent;
  readonly quotes: Quotes;
  readonly instrumentId?: InstrumentId;
  readonly instrument?: InstrumentNumbers;
  readonly direction?: 'long' | 'short';
  readonly entry?: Dec;
  readonly raw?: Dec;
  readonly adjusted?: Dec;
  /** min(raw, adjusted): what every floor sees. */
  readonly confidence?: Dec;
  readonly regime?: RegimeNumbers;
  readonly tiers?: TradeTiers;
  readonly price?: Price;
  /** USDT per unit of the quote currency, from a fresh price. */
  readonly rate?: Dec;
  /** The trade's own, widened to the minimum: what everything is measured from. */
  readonly stopPct?: Dec;
  /** Undefined without one, and where it is beyond what it may do. */
  readonly modification?: ModificationNumbers;
  /** Of the stop as it is placed: the trade's own, or the nearer one of a modification, widened to the minimum. */
  readonly placedStopPct?: Dec;
  readonly targetPct?: Dec;
  /** Unrounded, quote currency. */
  readonly limit?: Dec;
  /** limit x rate: USDT per unit of base. */
  readonly unitUsdt?: Dec;
  readonly levels?: Levels;
  /** Notional that is looked at, USDT: first the formula's, then what limits left of it. */
  readonly size?: Dec;
  /** Chosen; undefined before the choice and where none is allowed. */
  readonly leverage?: number;
  readonly onMargin: boolean;
}

/** Values the account at `at`; prices that are old or no numbers count as missing. */
export const standingOf = (state: AccountState, prices: Prices, at: UnixMs): Standing => {
  const { policy } = state;
  const limits = policyNumbers(policy);
  const valuation = valueAccount(state, prices.mids, at);
  const base = { at, state, policy, limits, prices, valuation, streak: streakAt(state, at) };
  const equity = parseDecimal(valuation.equity);
  const tradingBook = parseDecimal(valuation.tradingBook);
  if (!equity?.gt(0) || !tradingBook) return base;
  const usage = usageOf(state, prices.mids);
  const daily = dailyLossOf(state, valuation, at);
  const weekly = weeklyLossOf(state, valuation, at);
  const drawdown = drawdownOf(state, valuation);
  return {
    ...base,
    equity,
    sizingEquity: minOf(equity, tradingBook.div(ONE.sub(limits.allocationShare))),
    ...(usage && { usage }),
    ...(daily && { daily }),
    ...(weekly && { weekly }),
    ...(drawdown && { drawdown }),
  };
};

const fractionOf = (value: unknown): Dec | undefined => {
  const parsed = parseDecimal(value);
  return parsed?.gte(0) && parsed.lte(1) ? parsed : undefined;
};

const positiveOf = (value: unknown): Dec | undefined => {
  const parsed = parseDecimal(value);
  return parsed?.gt(0) ? parsed : undefined;
};

/** Reads the intent; drops nothing silently: what is undefined here is failed by a rule. */
export const contextOf = (command: AssessIntent, state: AccountState): RiskContext => {
  const { intent, at } = command;
  const standing = standingOf(state, pricesOf(command.quotes, at, state.policy.maxPriceAgeMs), at);
  const { limits, prices } = standing;
  const known = isInstrumentId(intent.instrumentId) && command.instrument?.id === intent.instrumentId;
  const instrumentId = known ? intent.instrumentId : undefined;
  const instrument = known && command.instrument ? instrumentNumbers(command.instrument) : undefined;
  const direction = intent.direction === 'long' || intent.direction === 'short' ? intent.direction : undefined;
  const entry = positiveOf(intent.entry);
  const raw = fractionOf(intent.rawConfidence);
  const adjusted = fractionOf(intent.confidence);
  const wantedStop = positiveOf(intent.stopPct);
  const stopPct = wantedStop && maxOf(wantedStop, limits.minStopPct);
  const modification = modificationNumbers(intent.modification, stopPct);
  const placedStopPct = modification?.stopPct ? maxOf(modification.stopPct, limits.minStopPct) : stopPct;
  const targetPct = fractionOf(positiveOf(intent.targetPct));
  const price = instrumentId && prices.of[instrumentId];
  const rate = instrumentId && usdtRate(INSTRUMENTS[instrumentId].quote, prices.mids);
  const limit = direction && entry && price && limitOf(direction, entry, price, limits.maxEntryThroughPct);
  const levels =
    direction && limit && placedStopPct && targetPct && instrument
      ? roundedLevels(direction, limit, placedStopPct, targetPct, instrument.tick)
      : undefined;
  return {
    ...standing,
    intent,
    quotes: command.quotes,
    onMargin: instrumentId !== undefined && direction !== undefined && needsMargin(instrumentId, direction),
    instrumentId,
    instrument,
    direction,
    entry,
    raw,
    adjusted,
    confidence: raw && adjusted && minOf(raw, adjusted),
    regime: regimeNumbers(intent.regime),
    tiers: raw && adjusted && tiersOf(raw, adjusted, intent.proposedBy),
    price,
    rate,
    stopPct,
    modification,
    placedStopPct,
    targetPct,
    limit,
    unitUsdt: limit && rate && limit.mul(rate),
    levels,
  };
};
