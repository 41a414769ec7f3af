/** Codes as words. A code without an entry is still readable: lower case, spaces for underscores. */
import type { DenialCode } from '../../../src/domain/account/risk/denial-codes.js';
import type { AbandonCode } from '../../../src/domain/decisions/abandon-codes.js';

const CODES: Readonly<Partial<Record<DenialCode | AbandonCode, string>>> = {
  STALE_PROPOSAL: 'the proposal is too old',
  WRONG_SIDE_LEVELS: 'a level is on the wrong side of the entry',
  ENTRY_TOO_FAR: 'the entry is too far from the market',
  EQUITY_MISSING: 'equity is not known',
  PRICE_MISSING: 'there is no price',
  PRICE_STALE: 'the price is too old',
  REGIME_UNKNOWN: 'the regime is not known',
  DEGRADED: 'the desk is degraded',
  HALTED: 'trading is halted',
  PAUSED: 'trading is paused',
  DAILY_LOSS: 'daily loss limit reached',
  DRAWDOWN: 'drawdown limit reached',
  COOLDOWN: 'cooling down',
  STOP_TOO_WIDE: 'the stop is too wide',
  STOP_TOO_NEAR: 'the stop is too near',
  REWARD_TOO_LOW: 'too little reward for the risk',
  CONFIDENCE_TOO_LOW: 'confidence too low',
  MODIFICATION_INVALID: 'a modification that is none',
  SIZE_TOO_SMALL: 'too small to trade',
  ORDER_TOO_LARGE: 'one order would be too large',
  EXPOSURE_TOTAL: 'total exposure is used up',
  EXPOSURE_ASSET: 'exposure to the asset is used up',
  MARGIN_USED: 'margin is used up',
  POSITION_OPEN: 'a position is open already',
  ENTRY_UNDER_WAY: 'an older entry has not ended yet',
  TOO_MANY_POSITIONS: 'too many positions',
  SHRINKS_AGAIN: 'would shrink twice',
  NO_DATA: 'not enough data',
  NO_QUORUM: 'no quorum',
  NO_MAJORITY: 'no majority',
  HOLD: 'hold',
  NOTHING_TO_CLOSE: 'nothing to close',
  OPPOSED: 'the advisers oppose it',
  CONFLICT_STALE: 'the snapshot is too old',
  CONFLICT_ADVISERS: 'the advisers contradict each other',
  CONFLICT_REGIME: 'the regime forbids it',
  CONFLICT_CROSS_INSTRUMENT: 'two legs cancel each other',
};

/** `open_long`, `trending_bull`, `BOOK_TOO_THIN` and `daily-loss` as words. */
export const words = (code: string): string => code.replaceAll(/[_-]/g, ' ').toLowerCase();

export const codeWords = (code: string): string => (CODES as Readonly<Record<string, string>>)[code] ?? words(code);

export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

/** Carries the direction beside the colour. */
export const arrow = (direction: string): string =>
  /long|buy|bull|up/.test(direction) ? '▲' : /short|sell|bear|down/.test(direction) ? '▼' : '■';

/** The type of a fact as words: OrderFilled is "order filled". */
export const factWords = (type: string): string => type.replaceAll(/(?!^)([A-Z])/g, ' $1').toLowerCase();
