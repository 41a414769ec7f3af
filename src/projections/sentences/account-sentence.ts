import type {
  AccountFact,
  BreakerTripped,
  IntentApproved,
  IntentDenied,
  IntentResized,
} from '../../domain/account/account.events.js';
import { dec } from '../../domain/shared/decimal.js';
import { movedMoneySentence } from './money-sentence.js';

/** A UTC instant as people write it; Date only formats here, the instant comes from the fact. */
const when = (at: number): string => new Date(at).toISOString().replace('T', ' ').slice(0, 16);

const percent = (fraction: string): string => `${dec(fraction).mul(100).toDecimalPlaces(2).toString()} %`;
const signed = (amount: string): string => `${amount.startsWith('-') ? '' : '+'}${amount}`;

const verdictSentence = (fact: IntentApproved | IntentResized | IntentDenied): string => {
  const { intent } = fact.data;
  const what = `${intent.direction} ${intent.instrumentId}`;
  if (fact.type === 'IntentDenied') return `${what} denied: ${fact.data.failed.join(', ') || fact.data.code}`;
  const { order } = fact.data;
  const terms = `${order.quantity} at ${order.limit}, stop ${order.stop}, target ${order.target}, ${order.leverage}x`;
  return fact.type === 'IntentApproved'
    ? `${what} approved: ${terms}`
    : `${what} approved smaller by ${fact.data.resizedBy.join(', ')}: ${terms}`;
};

const moneySentence = (fact: AccountFact): string | undefined => {
  switch (fact.type) {
    case 'AccountOpened':
      return `account ${fact.data.accountId} opened, mode ${fact.data.mode}`;
    case 'FillBooked': {
      const { side, quantity, instrumentId, price, fee, feeCurrency } = fact.data;
      return `${side === 'buy' ? 'bought' : 'sold'} ${quantity} ${instrumentId} at ${price}, fee ${fee} ${feeCurrency}`;
    }
    case 'FeeCharged':
      return `${fact.data.kind} fee of ${fact.data.feeUsdt} USDT on ${fact.data.instrumentId}`;
    case 'LotAcquired':
      return `lot of ${fact.data.quantity} ${fact.data.currency} acquired for ${fact.data.costUsdt} USDT`;
    case 'LotDisposed':
      return `${fact.data.quantity} ${fact.data.currency} of a lot disposed of, gain ${signed(fact.data.gainUsdt)} USDT`;
    case 'EquityMarked':
      return `equity ${fact.data.equity} USDT (${fact.data.reason})`;
    case 'PeriodOpened':
      return `${fact.data.period} opened at ${fact.data.equity} USDT`;
    default:
      return movedMoneySentence(fact);
  }
};

const positionSentence = (fact: AccountFact): string | undefined => {
  switch (fact.type) {
    case 'PositionOpened': {
      const { side, quantity, instrumentId, price, leverage, levels } = fact.data;
      return `${side} ${quantity} ${instrumentId} opened at ${price}, ${leverage}x, stop ${levels.stop}, target ${levels.target}`;
    }
    case 'PositionChanged':
      return `position in ${fact.data.instrumentId} is now ${fact.data.quantity}`;
    case 'PositionClosed': {
      const { side, instrumentId, exitPrice, closer, netUsdt, feesUsdt } = fact.data;
      const left = fact.data.dust ? `, ${fact.data.dust.quantity} set aside as dust` : '';
      return `${side} ${instrumentId} closed by ${closer} at ${exitPrice}: net ${signed(netUsdt)} USDT after ${feesUsdt} of fees${left}`;
    }
    case 'ProtectionChanged': {
      const { action, quantity, stop, instrumentId, reason } = fact.data;
      const how = { place: 'stop to be placed', amend: 'stop to be moved', watch: 'stop watched by the desk' }[action];
      return `${how}: ${quantity} ${instrumentId} at ${stop} (${reason})`;
    }
    case 'ProtectionLost':
      return `stop of ${fact.data.instrumentId} ended without closing it: ${fact.data.reason}`;
    case 'StopRecalled':
      return `stop of ${fact.data.instrumentId} to be cancelled: the exit tries the market again`;
    case 'ExitTriggered':
      return `exit of ${fact.data.instrumentId} by ${fact.data.closer}: ${fact.data.reason}`;
    case 'ExitStepped': {
      const { step, side, quantity, instrumentId, limit } = fact.data;
      return `exit step ${step}: ${side} ${quantity} ${instrumentId} ${limit === undefined ? 'at market' : `at ${limit}`}`;
    }
    case 'PriceLost':
      return `no price of ${fact.data.instrumentId} while a position is open${fact.data.lastAt === undefined ? '' : `, the last is of ${when(fact.data.lastAt)}`}`;
    case 'PriceRestored':
      return `${fact.data.instrumentId} has a price again`;
    case 'ExitEnded':
      return `exit of ${fact.data.instrumentId} ended: ${fact.data.outcome}`;
    default:
      return undefined;
  }
};

const breakerWords = ({ breaker, instrumentId }: Pick<BreakerTripped['data'], 'breaker' | 'instrumentId'>): string =>
  instrumentId === undefined ? `${breaker} breaker` : `${breaker} breaker of ${instrumentId}`;

/** A loss is a part of the equity; what is counted, or measured in ATRs, has the number that trips. */
const reachedWords = ({ lossPct, limitPct, reached, allowed, until }: BreakerTripped['data']): string => {
  if (lossPct !== undefined && limitPct !== undefined) return `${percent(lossPct)} of ${percent(limitPct)} allowed`;
  const end = until === undefined ? '' : `, until ${when(until)}`;
  return `${reached ?? 'unmeasured'}, trips at ${allowed ?? 'any'}${end}`;
};

/** The key of a pause, and what a person said about it. */
const because = ({ reason, note }: { readonly reason: string; readonly note?: string }): string =>
  note === undefined ? reason : `${reason}, ${note}`;

const gateSentence = (fact: AccountFact): string | undefined => {
  switch (fact.type) {
    case 'BreakerTripped':
      return `${breakerWords(fact.data)} tripped: ${reachedWords(fact.data)}`;
    case 'BreakerCleared':
      return `${breakerWords(fact.data)} cleared: ${fact.data.reason}`;
    case 'PeakReanchored':
      return `peak anchored anew at ${fact.data.equity} USDT, no leverage until ${when(fact.data.cashOnlyUntil)}`;
    case 'CooldownStarted':
      return `no openings of ${fact.data.scope} until ${when(fact.data.until)} (${fact.data.reason})`;
    case 'ExecutionFailed':
      return `order in ${fact.data.instrumentId} failed, ${fact.data.inARow} in a row: ${fact.data.reason}`;
    case 'WeekReviewed':
      return `week reviewed: ${fact.data.reason}`;
    case 'StreakCleared':
      return `losses in a row cleared: ${fact.data.reason}`;
    case 'TradingPaused':
      return `trading paused: ${because(fact.data)}`;
    case 'TradingResumed':
      return `trading resumed: ${because(fact.data)}`;
    case 'TradingHalted':
      return `trading halted: ${fact.data.reason}`;
    case 'HaltCleared':
      return `halt cleared: ${fact.data.reason}`;
    case 'DegradationChanged':
      return `degradation ${fact.data.from} to ${fact.data.to}: ${fact.data.reason}`;
    default:
      return undefined;
  }
};

const foreignSentence = (fact: AccountFact): string | undefined => {
  switch (fact.type) {
    case 'ForeignOrderAdopted': {
      const { side, quantity, instrumentId, price, venueOrderId } = fact.data;
      const level = price === undefined ? 'at market' : `at ${price}`;
      return `order ${venueOrderId} at the venue is not ours: ${side} ${quantity} ${instrumentId} ${level}`;
    }
    case 'ForeignOrderClaimed':
      return `foreign order in ${fact.data.instrumentId} claimed, stop ${fact.data.stop}, target ${fact.data.target}: ${fact.data.reason}`;
    case 'ForeignOrderCancelRequested':
      return `foreign order in ${fact.data.instrumentId} to be cancelled: ${fact.data.reason}`;
    case 'ForeignOrderReleased':
      return `foreign order in ${fact.data.instrumentId} has ended: ${fact.data.reason}`;
    default:
      return undefined;
  }
};

const intentSentence = (fact: AccountFact): string | undefined => {
  switch (fact.type) {
    case 'IntentApproved':
    case 'IntentResized':
    case 'IntentDenied':
      return verdictSentence(fact);
    case 'IntentRevoked':
      return `approval for ${fact.data.instrumentId} taken back: ${fact.data.reason}`;
    case 'ReservationReleased':
      return `${fact.data.releasedUsdt} USDT released: ${fact.data.reason}`;
    case 'LimitsChanged':
      return `limits changed to ${fact.data.policy.name} version ${fact.data.policy.version}: ${fact.data.reason}`;
    default:
      return undefined;
  }
};

/** One sentence on an account's fact; its type for one that no sentence is written for. */
export const accountSentence = (fact: AccountFact): string =>
  intentSentence(fact) ??
  foreignSentence(fact) ??
  positionSentence(fact) ??
  moneySentence(fact) ??
  gateSentence(fact) ??
  fact.type;
