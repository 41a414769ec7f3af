/**
 * Facts of the account, stream `account-<accountId>`: everything that gates trading and everything that money does. A
 * fill and all its consequences are one commit. These names are the storage. Money in USDT unless the field says
 * otherwise; prices in the instrument's quote; quantities in base.
 */
import type { ForeignOrderFact } from './foreign-orders/foreign-order.events.js';
import type {
  IntentApproved,
  IntentResized,
  IntentDenied,
  IntentRevoked,
  ReservationReleased,
  LimitsChanged,
} from './risk/intent.events.js';
import type {
  PositionOpened,
  PositionChanged,
  PositionClosed,
  ProtectionChanged,
  ProtectionLost,
  StopRecalled,
  ExitTriggered,
  ExitStepped,
  ExitEnded,
  PriceLost,
  PriceRestored,
} from './positions/position.events.js';
import type {
  AccountOpened,
  FundsDeposited,
  FillBooked,
  FeeCharged,
  LotAcquired,
  LotDisposed,
  EquityMarked,
  PeriodOpened,
} from './equity/money.events.js';
import type { BalanceCorrected, FundsTransferred, FundsWithdrawn } from './equity/transfer.events.js';
import type { HodlBought, HodlOrdered, HodlWithdrawn, ProfitSetAside } from './hodl/hodl.events.js';
import type {
  PeakReanchored,
  BreakerTripped,
  BreakerCleared,
  CooldownStarted,
  ExecutionFailed,
  WeekReviewed,
  StreakCleared,
  TradingPaused,
  TradingResumed,
  TradingHalted,
  HaltCleared,
  DegradationChanged,
} from './gates/gate.events.js';

export type * from './foreign-orders/foreign-order.events.js';
export type * from './risk/intent.events.js';
export type * from './positions/position.events.js';
export type * from './equity/money.events.js';
export type * from './equity/transfer.events.js';
export type * from './hodl/hodl.events.js';
export type * from './gates/gate.events.js';

export type AccountFact =
  | ForeignOrderFact
  | AccountOpened
  | FundsDeposited
  | FundsTransferred
  | FundsWithdrawn
  | BalanceCorrected
  | ProfitSetAside
  | HodlOrdered
  | HodlBought
  | HodlWithdrawn
  | LimitsChanged
  | IntentApproved
  | IntentResized
  | IntentDenied
  | IntentRevoked
  | ReservationReleased
  | FillBooked
  | FeeCharged
  | PositionOpened
  | PositionChanged
  | PositionClosed
  | ProtectionChanged
  | ProtectionLost
  | StopRecalled
  | ExitTriggered
  | ExitStepped
  | ExitEnded
  | PriceLost
  | PriceRestored
  | LotAcquired
  | LotDisposed
  | EquityMarked
  | PeriodOpened
  | PeakReanchored
  | BreakerTripped
  | BreakerCleared
  | CooldownStarted
  | ExecutionFailed
  | WeekReviewed
  | StreakCleared
  | TradingPaused
  | TradingResumed
  | TradingHalted
  | HaltCleared
  | DegradationChanged;
