import type { AccountFact, IntentApproved, IntentDenied, IntentResized } from '../../domain/account/account.events.js';
import { dec } from '../../domain/shared/decimal.js';

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
    case 'FundsDeposited':
      return `${fact.data.amount} ${fact.data.currency} deposited`;
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
      return undefined;
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
      return `${side} ${instrumentId} closed by ${closer} at ${exitPrice}: net ${signed(netUsdt)} USDT after ${feesUsdt} of fees`;
    }
    case 'ProtectionChanged': {
      const { action, quantity, stop, instrumentId, reason } = fact.data;
      const how = { place: 'stop to be placed', amend: 'stop to be moved', watch: 'stop watched by the desk' }[action];
      return `${how}: ${quantity} ${instrumentId} at ${stop} (${reason})`;
    }
    case 'ProtectionLost':
      return `stop of ${fact.data.instrumentId} ended without closing it: ${fact.data.reason}`;
    case 'ExitTriggered':
      return `exit of ${fact.data.instrumentId} by ${fact.data.closer}: ${fact.data.reason}`;
    case 'ExitStepped': {
      const { step, side, quantity, instrumentId, limit } = fact.data;
      return `exit step ${step}: ${side} ${quantity} ${instrumentId} ${limit === undefined ? 'at market' : `at ${limit}`}`;
    }
    case 'ExitEnded':
      return `exit of ${fact.data.instrumentId} ended: ${fact.data.outcome}`;
    default:
      return undefined;
  }
};

/** The key of a pause, and what a person said about it. */
const because = ({ reason, note }: { readonly reason: string; readonly note?: string }): string =>
  note === undefined ? reason : `${reason}, ${note}`;

const gateSentence = (fact: AccountFact): string | undefined => {
  switch (fact.type) {
    case 'BreakerTripped':
      return `${fact.data.breaker} breaker tripped: ${percent(fact.data.lossPct)} of ${percent(fact.data.limitPct)} allowed`;
    case 'BreakerCleared':
      return `${fact.data.breaker} breaker cleared: ${fact.data.reason}`;
    case 'PeakReanchored':
      return `peak anchored anew at ${fact.data.equity} USDT, no leverage until ${when(fact.data.cashOnlyUntil)}`;
    case 'CooldownStarted':
      return `no openings of ${fact.data.scope} until ${when(fact.data.until)} (${fact.data.reason})`;
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
  intentSentence(fact) ?? positionSentence(fact) ?? moneySentence(fact) ?? gateSentence(fact) ?? fact.type;
