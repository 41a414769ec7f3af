/**
 * Facts of the account, stream `account-<accountId>`: everything that gates trading and everything that money does. A
 * fill and all its consequences are one commit. These names are the storage. Money in USDT unless the field says
 * otherwise; prices in the instrument's quote; quantities in base.
 */
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
  ExitTriggered,
  ExitStepped,
  ExitEnded,
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
import type {
  PeakReanchored,
  BreakerTripped,
  BreakerCleared,
  CooldownStarted,
  TradingPaused,
  TradingResumed,
  TradingHalted,
  HaltCleared,
  DegradationChanged,
} from './gates/gate.events.js';

export type * from './risk/intent.events.js';
export type * from './positions/position.events.js';
export type * from './equity/money.events.js';
export type * from './gates/gate.events.js';

export type AccountFact =
  | AccountOpened
  | FundsDeposited
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
  | ExitTriggered
  | ExitStepped
  | ExitEnded
  | LotAcquired
  | LotDisposed
  | EquityMarked
  | PeriodOpened
  | PeakReanchored
  | BreakerTripped
  | BreakerCleared
  | CooldownStarted
  | TradingPaused
  | TradingResumed
  | TradingHalted
  | HaltCleared
  | DegradationChanged;
