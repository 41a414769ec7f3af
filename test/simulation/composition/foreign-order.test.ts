/** What nobody here approved and the venue holds all the same, through the program's own composition. */
import { foreignOrderId } from '../../../src/domain/orders/adopted-order.js';
import type { OrderAdopted, OrderFilled } from '../../../src/domain/orders/order.events.js';
import { audit } from '../../support/audited-log.js';
import { ComposedDesk } from './composed-desk.js';
import { FAR_BUY, theAdopted } from './foreign-orders.js';
import { BTC_LONG, lastOpening, XRP_LONG } from './openings.js';
import { closedPositions, expectFlat, protections } from './trades.js';

const DIP = { open: '60000', high: '60000', low: '58700', close: '58900' };
const LEVELS = { stop: '57600', target: '61200' };

const begin = async (): Promise<ComposedDesk> => {
  const desk = await ComposedDesk.start();
  await desk.venue.placeForeign(FAR_BUY);
  await desk.minute();
  return desk;
};

const count = async (desk: ComposedDesk, type: string): Promise<number> => (await desk.all(type)).length;

const end = async (desk: ComposedDesk): Promise<void> => {
  expect(audit(await desk.facts())).toMatchObject({ broken: [] });
  await desk.end();
};

describe('F-O17 an order at the venue that is not ours', () => {
  test('is adopted within a minute under an id of the venue, counts, and closes its instrument alone', async () => {
    const desk = await begin();
    const [line] = await desk.venue.openOrders();
    const id = foreignOrderId('paper', line?.venueOrderId ?? '');
    // 0.01 x 58 800
    expect(await theAdopted(desk)).toMatchObject({ foreignOrderId: id, leavesQty: '0.01', notionalUsdt: '588' });
    expect(await desk.all<OrderAdopted['data']>('OrderAdopted')).toMatchObject([
      { order: { clientOrderId: id, permission: { type: 'ForeignOrderAdopted', key: id } } },
    ]);
    await desk.propose(BTC_LONG);
    expect(await lastOpening(desk)).toMatchObject({ failed: ['ADOPTED_ORDER'], placed: [] });
    await desk.propose(XRP_LONG);
    expect(await lastOpening(desk)).toMatchObject({ verdict: 'IntentApproved' });
    await end(desk);
  });

  test('F-O25 is adopted once, however often it is seen and after a restart', async () => {
    const desk = await begin();
    const before = (await desk.facts()).filter(({ stream }) => stream.startsWith('order-'));
    await desk.minutes(3);
    await desk.restart();
    await desk.minutes(3);
    expect((await desk.facts()).filter(({ stream }) => stream.startsWith('order-'))).toEqual(before);
    expect(await count(desk, 'ForeignOrderAdopted')).toBe(1);
    await end(desk);
  });

  test('filled and unclaimed, it is booked and what it opened is closed at once', async () => {
    const desk = await begin();
    await desk.minute({ 'BTC/USDT': DIP });
    await desk.minutes(2);
    expect(await desk.all<OrderFilled['data']>('OrderFilled')).toMatchObject([
      { lastQty: '0.01' },
      { lastQty: '0.01' },
    ]);
    expect(await closedPositions(desk)).toMatchObject([{ closer: 'unprotected', quantity: '0.01' }]);
    expect(await desk.all('ForeignOrderReleased')).toMatchObject([{ reason: 'filled' }]);
    await expectFlat(desk);
    expect((await desk.account()).foreignOrders).toEqual({});
    await end(desk);
  });

  test('claimed, it is an entry of ours: what it fills is protected at the levels of the claim', async () => {
    const desk = await begin();
    const { foreignOrderId: id } = await theAdopted(desk);
    await desk.tell({ type: 'ClaimForeignOrder', at: desk.now, foreignOrderId: id, ...LEVELS, reason: 'mine' });
    await desk.hear();
    await desk.propose(BTC_LONG);
    expect(await lastOpening(desk)).toMatchObject({ failed: ['POSITION_OPEN'] });
    await desk.minute({ 'BTC/USDT': DIP });
    const [position] = Object.values((await desk.account()).positions);
    expect(position).toMatchObject({ quantity: '0.01', ...LEVELS });
    expect(await protections(desk)).toMatchObject([{ action: 'place', stop: '57600', quantity: '0.01' }]);
    await end(desk);
  });

  test('claimed, it is cancelled by what takes back every entry; unclaimed it is left to its owner', async () => {
    const desk = await begin();
    await desk.venue.placeForeign({ ...FAR_BUY, price: '50000' });
    await desk.minute();
    const { foreignOrderId: id } = (await desk.all<{ foreignOrderId: string }>('ForeignOrderAdopted'))[0] ?? {};
    await desk.tell({ type: 'ClaimForeignOrder', at: desk.now, foreignOrderId: id ?? '', ...LEVELS, reason: 'mine' });
    await desk.tell({ type: 'HaltTrading', at: desk.now, reason: 'enough' });
    await desk.hear();
    expect(await desk.venue.openOrders()).toMatchObject([{ price: '50000' }]);
    expect(await desk.all('ForeignOrderReleased')).toMatchObject([{ foreignOrderId: id }]);
    await end(desk);
  });

  test('cancelled by an operator, it is gone and its instrument is open again', async () => {
    const desk = await begin();
    const { foreignOrderId: id } = await theAdopted(desk);
    await desk.tell({ type: 'CancelForeignOrder', at: desk.now, foreignOrderId: id, reason: 'nobody knows it' });
    await desk.hear();
    expect(await desk.venue.openOrders()).toEqual([]);
    await desk.propose(BTC_LONG);
    expect(await lastOpening(desk)).toMatchObject({ verdict: 'IntentApproved' });
    await end(desk);
  });

  test('taken back by its owner, it is released at the next look', async () => {
    const desk = await begin();
    const [line] = await desk.venue.openOrders();
    await desk.venue.cancelForeign(line?.venueOrderId ?? '');
    await desk.minute();
    expect((await desk.account()).foreignOrders).toEqual({});
    await end(desk);
  });
});

test('F-P7 what somebody sells by hand at the venue closes the position here', async () => {
  const desk = await ComposedDesk.start();
  await desk.propose(BTC_LONG);
  await desk.minute();
  const [stop] = await desk.venue.openOrders();
  await desk.venue.cancelForeign(stop?.clientOrderId ?? '');
  const { price: _none, ...atMarket } = FAR_BUY;
  await desk.venue.placeForeign({ ...atMarket, side: 'sell', type: 'market', quantity: stop?.quantity ?? '0' });
  await desk.minutes(3);
  expect(await closedPositions(desk)).toHaveLength(1);
  // By its fill, not by a balance that would not fit.
  expect(await theAdopted(desk)).toMatchObject({ side: 'sell', quantity: stop?.quantity });
  expect(await desk.all('BalanceCorrected')).toEqual([]);
  await expectFlat(desk);
  await end(desk);
});
