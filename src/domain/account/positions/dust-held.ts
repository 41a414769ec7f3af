import { add, type DecimalString } from '../../shared/decimal.js';
import type { AccountState, Dust, PositionState } from '../account.state.js';

type Kind = Pick<PositionState, 'book' | 'instrumentId' | 'leverage'>;

/** Cash and margin apart: the venue does not net them. */
export const dustKey = ({ book, instrumentId, leverage }: Kind): string =>
  `${book}:${instrumentId}:${leverage > 1 ? 'margin' : 'cash'}`;

export const dustOf = (state: AccountState, kind: Kind): Dust | undefined => state.dust[dustKey(kind)];

/** Of the trade that is over nothing stays but what it left; its fees from here on are those of whoever takes it over. */
export const withDust = (
  dust: AccountState['dust'],
  position: PositionState,
  left: { readonly quantity: DecimalString; readonly cost: DecimalString },
): AccountState['dust'] => {
  const { positionId, book, instrumentId, side, leverage, intentId, marginSince, marginFeesChargedTo } = position;
  const key = dustKey(position);
  const before = dust[key];
  const of = { positionId, book, instrumentId, side, leverage, intentId, marginSince, marginFeesChargedTo };
  const quantity = add(left.quantity, before?.quantity ?? '0');
  const cost = add(left.cost, before?.cost ?? '0');
  return { ...dust, [key]: { ...of, quantity, cost, feesUsdt: before?.feesUsdt ?? '0' } };
};
