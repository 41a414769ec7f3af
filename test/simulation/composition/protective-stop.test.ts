/** Whatever is filled has a stop resting at the venue for exactly that quantity, and the stop is what closes it. */
import { ComposedDesk } from './composed-desk.js';
import { BTC_LONG, XRP_SHORT } from './openings.js';
import { closedPositions, expectFlat, ordersAtVenue, protections } from './trades.js';

/** Without slippage a fill is the touch, and a stop's fill its level: numbers for pencil and paper. */
const PLAIN = { paper: { slippagePct: '0' } };
const fall = { open: '60000', high: '60000', low: '59000', close: '59000' };

const stopsAtVenue = async (desk: ComposedDesk) =>
  (await desk.venue.state()).working.map(({ terms }) => terms).filter(({ type }) => type === 'stop-loss');

describe('the protective stop', () => {
  test('F-O9 a filled entry has a reduce-only stop at the venue for what was filled', async () => {
    const desk = await ComposedDesk.start(PLAIN);
    await desk.propose(BTC_LONG);
    expect(await stopsAtVenue(desk)).toMatchObject([
      {
        instrumentId: 'BTC/USDT',
        side: 'sell',
        quantity: '0.03331334',
        triggerPrice: '59075.4',
        reduceOnly: true,
        leverage: 1,
      },
    ]);
    await desk.end();
  });

  test('a market that stays above the stop leaves the position open', async () => {
    const desk = await ComposedDesk.start(PLAIN);
    await desk.propose(BTC_LONG);
    await desk.minute();
    await desk.minute({ 'BTC/USDT': { ...fall, low: '59075.5', close: '59075.5' } });
    expect(await closedPositions(desk)).toEqual([]);
    expect(await stopsAtVenue(desk)).toHaveLength(1);
    await desk.end();
  });

  test('a market that falls through it closes a cash long with the loss that was computed by hand', async () => {
    const desk = await ComposedDesk.start(PLAIN);
    await desk.propose(BTC_LONG);
    await desk.minute();
    await desk.minute({ 'BTC/USDT': fall });
    // 0.03331334 x (59 075.4 - 60 006) = 0.03331334 x -930.6
    // fees 0.004 x 0.03331334 x (60 006 + 59 075.4) = 0.03331334 x 476.3256
    expect(await closedPositions(desk)).toMatchObject([
      {
        closer: 'stop',
        quantity: '0.03331334',
        exitPrice: '59075.4',
        grossUsdt: '-31.001394204',
        feesUsdt: '15.867996663504',
        netUsdt: '-46.869390867504',
      },
    ]);
    expect((await ordersAtVenue(desk)).map(({ purpose }) => purpose)).toEqual(['entry', 'stop']);
    await expectFlat(desk);
    await desk.end();
  });

  test('a market that rises through it closes a margin short with the loss that was computed by hand', async () => {
    const desk = await ComposedDesk.start(PLAIN);
    await desk.propose(XRP_SHORT);
    const [stop] = await stopsAtVenue(desk);
    // Limit 0.49985 x 0.9995 = 0.499600075, stop 2 x 0.004 above: 0.507600075, away from the entry: 0.50761
    // Quantity 1 600 / 0.499600075 = 3 202.5615688708..., down to the lot
    expect(stop).toMatchObject({ side: 'buy', quantity: '3202.56156887', triggerPrice: '0.50761', leverage: 2 });
    await desk.minute();
    await desk.minute({ 'XRP/USDT': { open: '0.5', high: '0.51', low: '0.5', close: '0.51' } });
    // 3 202.56156887 x (0.49985 - 0.50761) = 3 202.56156887 x -0.00776
    // fees 3 202.56156887 x (0.004 x (0.49985 + 0.50761) + 0.00025 x 0.49985) = 3 202.56156887 x 0.0041548025
    expect(await closedPositions(desk)).toMatchObject([
      {
        closer: 'stop',
        exitPrice: '0.50761',
        grossUsdt: '-24.8518777744312',
        feesUsdt: '13.306010812744998175',
        netUsdt: '-38.157888587176198175',
      },
    ]);
    await expectFlat(desk);
    await desk.end();
  });

  test('F-O11 a partly filled entry is protected for its part, and the same stop grows with it', async () => {
    const desk = await ComposedDesk.start(PLAIN);
    await desk.minute({ 'BTC/USDT': { ...fall, low: '60000', close: '60000', volume: '0.1' } });
    await desk.propose(BTC_LONG);
    expect((await stopsAtVenue(desk)).map(({ quantity }) => quantity)).toEqual(['0.01']);
    const protectedQty = async () => (await stopsAtVenue(desk)).map(({ quantity }) => quantity);
    await desk.minute({ 'BTC/USDT': { ...fall, low: '60000', close: '60000', volume: '0.15' } });
    expect(await protectedQty()).toEqual(['0.025']);
    await desk.minute({ 'BTC/USDT': { ...fall, low: '60000', close: '60000', volume: '1' } });
    expect(await protectedQty()).toEqual(['0.03331334']);
    expect(new Set((await protections(desk)).map(({ stopOrderId }) => stopOrderId)).size).toBe(1);
    await desk.minute({ 'BTC/USDT': fall });
    expect(await closedPositions(desk)).toMatchObject([{ closer: 'stop', quantity: '0.03331334' }]);
    await expectFlat(desk);
    await desk.end();
  });
});
