import type { ForeignOrderAdopted } from '../../../src/domain/account/account.events.js';
import type { ListedTerms } from '../../../src/domain/orders/listed-order.js';
import type { ComposedDesk } from './composed-desk.js';

/** Somebody else's order, 2 % below a market at 60 000. */
export const FAR_BUY: ListedTerms = {
  instrumentId: 'BTC/USDT',
  side: 'buy',
  type: 'limit',
  quantity: '0.01',
  price: '58800',
  timeInForce: 'GTC',
  postOnly: false,
  reduceOnly: false,
  leverage: 1,
};

/** The one that the desk has found. */
export const theAdopted = async (desk: ComposedDesk): Promise<ForeignOrderAdopted['data']> => {
  const [adopted, ...more] = await desk.all<ForeignOrderAdopted['data']>('ForeignOrderAdopted');
  if (adopted === undefined || more.length > 0) throw new Error(`${more.length} more than one was adopted, or none`);
  return adopted;
};
