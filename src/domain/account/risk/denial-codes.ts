/** The closed list of denial codes, in the order in which the engine looks; the first that fails names a denial. */
export const DENIAL_CODES = [
  // validity
  'INVALID_NUMBER',
  'UNKNOWN_INSTRUMENT',
  'STALE_PROPOSAL',
  'WRONG_SIDE_LEVELS',
  'ENTRY_TOO_FAR',
  // health
  'EQUITY_MISSING',
  'PRICE_MISSING',
  'PRICE_STALE',
  'REGIME_UNKNOWN',
  'DEGRADED',
  // halt
  'HALTED',
  'PAUSED',
  'ADOPTED_ORDER',
  // breakers
  'DAILY_LOSS',
  'WEEKLY_LOSS',
  'DRAWDOWN',
  'SPIKE',
  'LOSS_STREAK',
  // cooldown
  'COOLDOWN',
  // stop and reward
  'STOP_MISSING',
  'STOP_TOO_WIDE',
  'STOP_TOO_NEAR',
  'TARGET_MISSING',
  'REWARD_TOO_LOW',
  // confidence
  'CONFIDENCE_TOO_LOW',
  // sizing
  'MODIFICATION_INVALID',
  'SIZE_TOO_SMALL',
  'RISK_PER_TRADE',
  'POSITION_SIZE',
  'ORDER_TOO_LARGE',
  'BOOK_TOO_THIN',
  // leverage
  'LEVERAGE_INVALID',
  'LEVERAGE_TOO_HIGH',
  'SHORT_NEEDS_MARGIN',
  'MARGIN_DISABLED',
  // exposure
  'EXPOSURE_TOTAL',
  'EXPOSURE_ASSET',
  // margin
  'MARGIN_USED',
  'INSUFFICIENT_FUNDS',
  // counts
  'POSITION_OPEN',
  'ENTRY_UNDER_WAY',
  'TOO_MANY_POSITIONS',
  // once more
  'SHRINKS_AGAIN',
] as const;
export type DenialCode = (typeof DENIAL_CODES)[number];
