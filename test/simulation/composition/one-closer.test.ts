/** Two that want to close the same position at once: the first wins, the other finds the exit under way. */
import type { ExitTriggered } from '../../../src/domain/account/account.events.js';
import { ComposedDesk, type Leg } from './composed-desk.js';
import { BTC_LONG, XRP_SHORT } from './openings.js';
import { closedPositions, expectFlat, fillsAtVenue, ordersAtVenue } from './trades.js';

type By = 'decision' | 'operator';

const holding = async (leg: Leg): Promise<ComposedDesk> => {
  const desk = await ComposedDesk.start();
  await desk.propose(leg);
  await desk.minute();
  return desk;
};

/** All in the log before anyone acts on the first. */
const closeAtOnce = async (desk: ComposedDesk, leg: Leg, ...closers: readonly By[]): Promise<void> => {
  const { instrumentId } = leg;
  const quote = desk.quotes[instrumentId];
  for (const closer of closers) {
    await desk.tell({
      type: 'ClosePosition',
      at: desk.now,
      instrumentId,
      closer,
      reason: `asked by ${closer}`,
      ...(quote ? { quote } : {}),
    });
  }
  await desk.hear();
};

const expectOneClose = async (desk: ComposedDesk, closer: string): Promise<void> => {
  const exits = await desk.all<ExitTriggered['data']>('ExitTriggered');
  expect(exits.map((exit) => exit.closer)).toEqual([closer]);
  const [entry] = await fillsAtVenue(desk);
  const orders = await ordersAtVenue(desk);
  const closing = orders.filter(({ purpose }) => purpose === 'close');
  expect(closing).toMatchObject([{ quantity: entry?.lastQty, reduceOnly: true, timeInForce: 'IOC' }]);
  expect(orders.map(({ purpose }) => purpose)).toEqual(['entry', 'stop', 'close']);
  expect(await closedPositions(desk)).toMatchObject([{ closer, quantity: entry?.lastQty }]);
  expect(await desk.all('PositionOpened')).toHaveLength(1);
  await expectFlat(desk);
};

describe('F-O8 two closers at once', () => {
  test.each([
    ['a margin short', XRP_SHORT],
    ['a cash long', BTC_LONG],
  ])('%s: one closer alone closes it with one order, and its stop goes too', async (_what, leg) => {
    const desk = await holding(leg);
    await closeAtOnce(desk, leg, 'decision');
    await expectOneClose(desk, 'decision');
    await desk.end();
  });

  test.each([
    ['a margin short', XRP_SHORT],
    ['a cash long', BTC_LONG],
  ])('%s: of two closers the first closes it, with the same one order', async (_what, leg) => {
    const desk = await holding(leg);
    await closeAtOnce(desk, leg, 'decision', 'operator');
    await desk.minute();
    await expectOneClose(desk, 'decision');
    await desk.end();
  });

  test('the stop of a closed position is gone before the market falls through its level', async () => {
    const desk = await holding(XRP_SHORT);
    await closeAtOnce(desk, XRP_SHORT, 'operator', 'decision');
    await desk.minute({ 'XRP/USDT': { open: '0.5', high: '0.6', low: '0.5', close: '0.6' } });
    await expectOneClose(desk, 'operator');
    expect(await fillsAtVenue(desk)).toHaveLength(2);
    await desk.end();
  });

  test.each([
    ['a margin short', XRP_SHORT, { 'XRP/USDT': { open: '0.5', high: '0.52', low: '0.5', close: '0.52' } }],
    ['a cash long', BTC_LONG, { 'BTC/USDT': { open: '60000', high: '60000', low: '58000', close: '58000' } }],
  ])('%s: the stop fills while a close is on its way, and nothing is closed twice', async (_what, leg, through) => {
    const desk = await holding(leg);
    const { instrumentId } = leg;
    await desk.tell({ type: 'ClosePosition', at: desk.now, instrumentId, closer: 'decision', reason: 'turned' });
    await desk.minute(through);
    await desk.minutes(2);
    expect((await fillsAtVenue(desk)).map(({ side }) => side).sort()).toEqual(['buy', 'sell']);
    expect(await closedPositions(desk)).toMatchObject([{ closer: 'stop' }]);
    expect(await desk.all('PositionOpened')).toHaveLength(1);
    await expectFlat(desk);
    await desk.end();
  });
});
