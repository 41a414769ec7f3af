import type { PositionClosed, ProtectionChanged } from '../../../src/domain/account/account.events.js';
import type { PaperOrderFilled, PaperOrderPlaced } from '../../../src/domain/matching/paper-venue.events.js';
import type { OrderInitialized } from '../../../src/domain/orders/order.events.js';
import type { ComposedDesk } from './composed-desk.js';

/** Orders that reached the venue, with what they are for. */
export const ordersAtVenue = async (desk: ComposedDesk) => {
  const placed = await desk.all<PaperOrderPlaced['data']>('PaperOrderPlaced');
  const ours = await desk.all<OrderInitialized['data']>('OrderInitialized');
  return placed.map(({ order }) => ({
    ...order,
    purpose: ours.find(({ clientOrderId }) => clientOrderId === order.clientOrderId)?.purpose,
  }));
};

export const fillsAtVenue = (desk: ComposedDesk) => desk.all<PaperOrderFilled['data']>('PaperOrderFilled');

export const closedPositions = (desk: ComposedDesk) => desk.all<PositionClosed['data']>('PositionClosed');

export const protections = (desk: ComposedDesk) => desk.all<ProtectionChanged['data']>('ProtectionChanged');

/** Nothing open, at the desk or at the venue, and nothing that could still open something. */
export const expectFlat = async (desk: ComposedDesk): Promise<void> => {
  const { positions, reservations } = await desk.account();
  const { balances, positions: atVenue } = await desk.venue.state();
  expect({ positions, reservations }).toEqual({ positions: {}, reservations: {} });
  expect({ atVenue, working: await desk.venue.openOrders() }).toEqual({ atVenue: {}, working: [] });
  expect(Object.entries(balances).filter(([currency, amount]) => currency !== 'USDT' && Number(amount) !== 0)).toEqual(
    [],
  );
};
