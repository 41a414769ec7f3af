import { VenueDesk } from '../../../../src/application/reactors/venue-desk.js';
import type { Deadline } from '../../../../src/application/scheduling/deadlines.js';
import { DEFAULT_PAPER } from '../../../../src/domain/matching/paper-settings.js';
import { quoteFromCandle } from '../../../../src/domain/matching/quote-from-candle.js';
import type { OrderDetails } from '../../../../src/domain/orders/order-terms.js';
import type { OrderCommand } from '../../../../src/domain/orders/order.commands.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { PaperVenueAdapter } from '../../../../src/infrastructure/venue/paper/paper-venue.adapter.js';
import { HandClock, logOf, startOver, typesIn } from '../../../support/command-side.js';
import { anEntry, aStop } from '../../../support/orders.js';
import { flat, MIN, order, T0 } from '../../domain/matching/paper-scenario.js';

const NOW = T0 + MIN;
const ORIGIN = { correlationId: 'cycle-1', causationId: 'e1' };
const quote = quoteFromCandle(flat(0, '60000'), NOW);

const entry = (clientOrderId: string): OrderDetails =>
  anEntry({
    clientOrderId,
    accountId: 'main',
    quantity: '0.001',
    price: '50000',
    approvalExpiresAt: NOW + 10_000,
    expiresAt: NOW + 900_000,
    quote,
  });
const stop = (clientOrderId: string): OrderDetails =>
  aStop({ clientOrderId, accountId: 'main', quantity: '0.001', triggerPrice: '50000', quote });

/** A venue that other orders have used up to so many points, and a desk that has just started at it. */
const deskAt = async (used: number) => {
  const log = new MemoryEventStore();
  const clock = new HandClock(NOW);
  const venue = new PaperVenueAdapter({
    accountId: 'main',
    store: new MemoryEventStore(),
    clock,
    settings: { ...DEFAULT_PAPER, latencyMs: 0 },
  });
  await venue.open([
    { currency: 'USDT', amount: '100000' },
    { currency: 'BTC', amount: '1' },
  ]);
  for (let n = 0; n < used; n++) {
    const terms = order({ clientOrderId: `before ${n}`, type: 'limit', price: '50000', quantity: '0.0001' });
    await venue.place({ order: terms, deadline: NOW + 5_000, quote });
  }
  const waiting: Deadline[] = [];
  const { dispatcher, runner } = await startOver(log);
  const desk = new VenueDesk(venue, dispatcher, runner, clock, (deadline) => waiting.push(deadline));
  let told = 0;
  const tell = (id: string, command: OrderCommand) =>
    dispatcher.start('test', (told += 1), { to: 'order', id, command });
  const submit = async (details: OrderDetails) => {
    await tell(details.clientOrderId, { type: 'InitializeOrder', at: clock.now(), details });
    await desk.submit(details.clientOrderId, 1, ORIGIN);
  };
  const storyOf = (id: string) => typesIn(log, `order-${id}`);
  return { log, clock, desk, waiting, tell, submit, storyOf, venue };
};

test('F-O21 an order that the counter has no room for waits for its turn, and then goes', async () => {
  const { clock, desk, waiting, submit, storyOf } = await deskAt(35);
  await submit(entry('a'));
  expect(await storyOf('a')).toEqual(['OrderInitialized']);
  // 35 + 1 + 8 for its cancel, of 40
  expect(waiting).toMatchObject([{ kind: 'send-again', clientOrderId: 'a', attempt: 1, dueAt: NOW + 4_000 }]);
  clock.at = NOW + 4_000;
  await desk.submit('a', 1, ORIGIN);
  expect(await storyOf('a')).toEqual(['OrderInitialized', 'OrderSubmitted', 'OrderAccepted']);
});

test('F-O21 an opening that would wait longer than 5 s is denied', async () => {
  const { log, waiting, submit, venue } = await deskAt(37);
  await submit(entry('a'));
  expect(waiting).toEqual([]);
  expect((await logOf(log, 'order-a')).at(-1)?.data).toMatchObject({ code: 'RATE_LIMITED' });
  expect((await venue.openOrders()).map(({ clientOrderId }) => clientOrderId)).not.toContain('a');
});

test('F-O21 it is the whole wait that counts: held up again and again it is denied in the end', async () => {
  const { log, clock, desk, waiting, submit } = await deskAt(35);
  await submit(entry('a'));
  clock.at = NOW + 3_000;
  for (const id of ['s1', 's2', 's3']) await submit(stop(id));
  clock.at = NOW + 4_000;
  await desk.submit('a', 1, ORIGIN);
  // Three stops later there is room at 7 s, and 5 s is its patience.
  expect(waiting).toHaveLength(1);
  expect((await logOf(log, 'order-a')).at(-1)?.data).toMatchObject({ code: 'RATE_LIMITED' });
});

test('F-O30 a stop goes where an opening must wait, and waits only for the venue itself', async () => {
  const { waiting, submit, storyOf } = await deskAt(59);
  await submit(stop('s1'));
  expect((await storyOf('s1')).slice(1)).toEqual(['OrderSubmitted', 'OrderAccepted']);
  await submit(stop('s2'));
  expect(waiting).toMatchObject([{ kind: 'send-again', clientOrderId: 's2', dueAt: NOW + 1_000 }]);
});

test('F-O21 F-O30 what is bought to keep takes none of the room that exits have', async () => {
  const { log, submit } = await deskAt(37);
  await submit({ ...entry('kept'), book: 'hodl', purpose: 'hodl' });
  expect((await logOf(log, 'order-kept')).at(-1)?.data).toMatchObject({ code: 'RATE_LIMITED' });
});

test('F-O21 a cancel waits for its turn and is not lost', async () => {
  const { clock, desk, waiting, tell, submit, storyOf } = await deskAt(55);
  await submit(stop('s1'));
  await tell('s1', { type: 'RequestCancel', at: NOW, reason: 'exit' });
  expect(await desk.requestAgain('s1', ORIGIN)).toBe(true);
  // 56 + 8 of 60
  expect(waiting).toMatchObject([{ kind: 'request-again', clientOrderId: 's1', dueAt: NOW + 4_000 }]);
  expect((await storyOf('s1')).at(-1)).toBe('OrderCancelRequested');
  clock.at = NOW + 4_000;
  expect(await desk.requestAgain('s1', ORIGIN)).toBe(true);
  expect((await storyOf('s1')).at(-1)).toBe('OrderCanceled');
});

test('F-O22 a desk that starts anew knows what the one before it has used', async () => {
  const { submit, waiting } = await deskAt(39);
  await submit(entry('a'));
  expect(waiting).toEqual([]);
  const fresh = await deskAt(0);
  await fresh.submit(entry('a'));
  expect((await fresh.storyOf('a')).at(-1)).toBe('OrderAccepted');
});

test('F-O22 an order from before the start may be young: its cancel is taken for the dearest', async () => {
  const { log, venue, tell, submit } = await deskAt(55);
  await submit(stop('s1'));
  await tell('s1', { type: 'RequestCancel', at: NOW, reason: 'exit' });
  const { dispatcher, runner } = await startOver(log);
  const waiting: Deadline[] = [];
  const clock = new HandClock(0);
  const next = new VenueDesk(venue, dispatcher, runner, clock, (deadline) => waiting.push(deadline));
  clock.at = NOW;
  next.begin();
  await next.requestAgain('s1', ORIGIN);
  // 56 + 8 of 60
  expect(waiting).toMatchObject([{ kind: 'request-again', clientOrderId: 's1', dueAt: NOW + 4_000 }]);
});
