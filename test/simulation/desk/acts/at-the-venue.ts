import { INSTRUMENTS } from '../../../../src/domain/market/instrument.js';
import { midOf } from '../../../../src/domain/market/quote.js';
import { dec, roundDownTo, text } from '../../../../src/domain/shared/decimal.js';
import type { VenueDeed } from '../plan/act.js';
import type { Desk } from './perform.js';

const placeForeign = async (deed: Extract<VenueDeed, { kind: 'foreign-order' }>, desk: Desk): Promise<void> => {
  const { instrumentId, side, away, size, leverage } = deed;
  const quote = desk.quotes()[instrumentId];
  const bitcoin = desk.quotes()['BTC/USDT'];
  const { tick, lot, quote: currency } = INSTRUMENTS[instrumentId];
  if (!quote || !bitcoin) return;
  const mid = dec(midOf(quote));
  const usdt = currency === 'BTC' ? mid.mul(midOf(bitcoin)) : mid;
  if (usdt.lte(0)) return;
  const trails = deed.trails === true && away !== undefined;
  const atLimit = away !== undefined && !trails;
  await desk.venue.placeForeign({
    instrumentId,
    side,
    type: trails ? 'trailing-stop' : atLimit ? 'limit' : 'market',
    ...(trails ? { trailOffset: text(roundDownTo(mid.mul(away), tick)) } : {}),
    quantity: text(roundDownTo(dec(size).div(usdt), lot)),
    ...(atLimit ? { price: text(roundDownTo(mid.mul(1 + (side === 'buy' ? -away : away)), tick)) } : {}),
    timeInForce: atLimit || trails ? 'GTC' : 'IOC',
    postOnly: false,
    reduceOnly: false,
    leverage,
  });
};

/** Somebody closes the first open position by hand, at the venue. */
const closeByHand = async (desk: Desk): Promise<void> => {
  const [position] = Object.values((await desk.account()).positions).filter(({ book }) => book === 'trading');
  if (!position) return;
  await desk.venue.placeForeign({
    instrumentId: position.instrumentId,
    side: position.side === 'long' ? 'sell' : 'buy',
    type: 'market',
    quantity: position.quantity,
    timeInForce: 'IOC',
    postOnly: false,
    reduceOnly: true,
    leverage: position.leverage,
  });
};

/** What happens at the venue past the desk; nobody tells it. */
export const atTheVenue = async (deed: VenueDeed, desk: Desk): Promise<void> => {
  switch (deed.kind) {
    case 'foreign-order':
      return placeForeign(deed, desk);
    case 'foreign-cancel': {
      const [foreign] = Object.values((await desk.account()).foreignOrders);
      return foreign && desk.venue.cancelForeign(foreign.venueOrderId);
    }
    case 'manual-close':
      return closeByHand(desk);
    case 'venue-restart':
      return desk.venue.restart(deed.lostMs);
    case 'venue-rules':
      return desk.venue.changeRules(deed.instrumentId, { minQuantity: deed.minQuantity });
  }
};
