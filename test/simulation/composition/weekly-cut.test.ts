/** A bad week cuts what is open to a half, once; the rest keeps its stop, and nothing is opened until it is reviewed. */
import { ComposedDesk } from './composed-desk.js';
import { BTC_LONG, lastOpening, XRP_LONG, XRPBTC_LONG } from './openings.js';
import { closedPositions, ordersAtVenue } from './trades.js';

const stopsAtVenue = async (desk: ComposedDesk) =>
  (await desk.venue.state()).working.map(({ terms }) => terms).filter(({ type }) => type === 'stop-loss');

/** 0.2 % of 10 000: a fall of BTC/USDT to 59 500 costs 16.9 of price and 8 of fees. */
const NERVOUS = { paper: { slippagePct: '0' }, policy: { weeklyLossPct: '0.002' } };

describe('a bad week', () => {
  test('for cash: the stop makes room, half is sold, and a stop rests for the other half', async () => {
    const desk = await ComposedDesk.start(NERVOUS);
    await desk.propose(BTC_LONG);
    await desk.minute();
    await desk.minute({ 'BTC/USDT': '59500' });
    await desk.minutes(3);
    const orders = await ordersAtVenue(desk);
    expect(orders.map(({ purpose, side, quantity }) => [purpose, side, quantity])).toEqual([
      ['entry', 'buy', '0.03331334'],
      ['stop', 'sell', '0.03331334'],
      ['close', 'sell', '0.01665667'],
      ['stop', 'sell', '0.01665667'],
    ]);
    expect(await stopsAtVenue(desk)).toMatchObject([{ quantity: '0.01665667', triggerPrice: '59075.4' }]);
    const { positions } = await desk.account();
    expect(positions['trading:BTC/USDT']).toMatchObject({ quantity: '0.01665667', side: 'long' });
    expect(positions['trading:BTC/USDT']?.exit).toBeUndefined();
    await desk.end();
  });

  test('on margin: half is closed at once, and the stop that rests is made smaller', async () => {
    const desk = await ComposedDesk.start(NERVOUS);
    await desk.propose(XRPBTC_LONG);
    await desk.minute();
    const whole = (await desk.account()).positions['trading:XRP/BTC']?.quantity;
    // 1 % of 2 000 and the fees of them.
    await desk.minute({ 'XRP/BTC': '0.00000825' });
    await desk.minutes(3);
    const half = (await desk.account()).positions['trading:XRP/BTC']?.quantity;
    expect(Number(half) / Number(whole)).toBeCloseTo(0.5, 6);
    expect(await stopsAtVenue(desk)).toMatchObject([{ quantity: half }]);
    expect(await closedPositions(desk)).toEqual([]);
    await desk.end();
  });

  test('F-R12 opens nothing more, also after kill -9, and the review of a Wednesday does not end it', async () => {
    const desk = await ComposedDesk.start(NERVOUS);
    await desk.propose(BTC_LONG);
    await desk.minute();
    await desk.minute({ 'BTC/USDT': '59500' });
    await desk.tell({ type: 'ReviewWeek', at: desk.now, reason: 'the stop was near' });
    await desk.restart();
    await desk.minutes(12);
    await desk.propose(XRP_LONG);
    expect(await lastOpening(desk)).toMatchObject({ verdict: 'IntentDenied', failed: ['WEEKLY_LOSS'], placed: [] });
    expect((await desk.all('ExitTriggered')).length).toBe(1);
    await desk.end();
  });
});
