import { isInstrumentId, type Instrument } from '../market/instrument.js';
import type { OrderTerms } from '../orders/order-terms.js';
import { dec, parseDecimal, type Dec, type DecimalString } from '../shared/decimal.js';
import { endsAsMarket, waitsForTrigger } from './price-reach.js';
import { instrumentAt } from './paper-rules.js';
import type { PaperVenueState } from './paper-venue.state.js';

const INVALID = 'EGeneral:Invalid arguments';

/** Refusals that need nothing but the order and the instrument's metadata, in Kraken's words; undefined = well formed. */
export const termsRefusal = (state: Pick<PaperVenueState, 'rules'>, terms: OrderTerms): string | undefined => {
  if (!isInstrumentId(terms.instrumentId)) return 'EQuery:Unknown asset pair';
  const instrument = instrumentAt(state, terms.instrumentId);
  return (
    quantityRefusal(terms, instrument) ??
    priceRefusal('price', terms.price, !endsAsMarket(terms.type), instrument) ??
    priceRefusal('trigger price', terms.triggerPrice, needsTrigger(terms), instrument) ??
    flagsRefusal(terms, instrument) ??
    costRefusal(terms, instrument)
  );
};

const needsTrigger = ({ type }: OrderTerms): boolean => waitsForTrigger(type) && type !== 'trailing-stop';

const onStep = (value: Dec, step: DecimalString): boolean => value.mod(step).isZero();

const quantityRefusal = ({ quantity }: OrderTerms, { lot, minQuantity }: Instrument): string | undefined => {
  const parsed = parseDecimal(quantity);
  if (parsed === undefined || parsed.lte(0)) return `${INVALID}:volume`;
  if (!onStep(parsed, lot)) return `${INVALID}:volume is not a multiple of ${lot}`;
  return parsed.lt(minQuantity) ? 'EOrder:Order minimum not met' : undefined;
};

const priceRefusal = (
  what: string,
  price: DecimalString | undefined,
  needed: boolean,
  { tick }: Instrument,
): string | undefined => {
  if (price === undefined) return needed ? `${INVALID}:${what} is missing` : undefined;
  const parsed = parseDecimal(price);
  if (parsed === undefined || parsed.lte(0)) return `EOrder:Invalid ${what}`;
  return onStep(parsed, tick) ? undefined : `EOrder:Invalid ${what}:not a multiple of ${tick}`;
};

const flagsRefusal = (terms: OrderTerms, { maxLeverage }: Instrument): string | undefined => {
  const { leverage, postOnly, type, timeInForce, expiresAt, trailOffset } = terms;
  if (!Number.isInteger(leverage) || leverage < 1 || leverage > maxLeverage) return `${INVALID}:leverage`;
  if (postOnly && (type !== 'limit' || timeInForce === 'IOC')) return `${INVALID}:post only`;
  if ((timeInForce === 'GTD') !== (expiresAt !== undefined)) return `${INVALID}:expiretm`;
  if (type === 'trailing-stop' && !parseDecimal(trailOffset)?.gt(0)) return `${INVALID}:trail offset`;
  return undefined;
};

/** Plain market orders have no price of their own: their cost is measured where the quote is known. */
const costRefusal = ({ quantity, price, triggerPrice }: OrderTerms, { minCost }: Instrument): string | undefined => {
  const known = price ?? triggerPrice;
  if (known === undefined) return undefined;
  return dec(quantity).mul(known).lt(minCost) ? 'EOrder:Cost minimum not met' : undefined;
};

/** Refusals that depend on what is open on margin: nothing passes through zero in one order. */
export const positionRefusal = (state: PaperVenueState, terms: OrderTerms): string | undefined => {
  const position = state.positions[terms.instrumentId];
  const reduces = position !== undefined && position.side !== terms.side;
  if (terms.reduceOnly && terms.leverage > 1 && !reduces) return 'EOrder:Reduce only:No position exists';
  if (terms.reduceOnly && terms.leverage === 1 && terms.side === 'buy') return 'EOrder:Reduce only:No position exists';
  if (terms.leverage === 1 || terms.reduceOnly || !reduces) return undefined;
  return dec(terms.quantity).gt(position.quantity) ? 'EOrder:Position would flip' : undefined;
};
