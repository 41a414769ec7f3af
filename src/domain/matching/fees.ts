import { dec, type Dec, type DecimalString } from '../shared/decimal.js';
import type { PaperSettings } from './paper-settings.js';

/** quantity x price x the side's rate, in the quote currency, exact. */
export const commissionOf = (
  quantity: DecimalString,
  price: DecimalString,
  liquiditySide: 'maker' | 'taker',
  { takerFee, makerFee }: Pick<PaperSettings, 'takerFee' | 'makerFee'>,
): Dec =>
  dec(quantity)
    .mul(price)
    .mul(liquiditySide === 'taker' ? takerFee : makerFee);
