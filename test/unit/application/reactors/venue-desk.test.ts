import { VenueDesk } from '../../../../src/application/reactors/venue-desk.js';
import type { Deadline } from '../../../../src/application/scheduling/deadlines.js';
import { quoteFromCandle } from '../../../../src/domain/matching/quote-from-candle.js';
import { orderDecider } from '../../../../src/domain/orders/order.decider.js';
import type { OrderDetails } from '../../../../src/domain/orders/order-terms.js';
import { MemoryEventStore } from '../../../../src/infrastructure/event-store/memory/memory-event-store.js';
import type { PaperFaults } from '../../../../src/infrastructure/venue/paper/paper-faults.js';
import { PaperVenueAdapter } from '../../../../src/infrastructure/venue/paper/paper-venue.adapter.js';
import { HandClock, logOf, startOver, typesIn } from '../../../support/command-side.js';
import { anEntry, aStop } from '../../../support/orders.js';
import { flat, MIN, T0 } from '../../domain/matching/paper-scenario.js';

const NOW = T0 + MIN;
const ORIGIN = { correlationId: 'cycle-1', causationId: 'e1' };
const ORDERS = 'order-order-1';

/** The desk's own log, the venue's own book, a clock that a hand moves. What `restart` gives knows only these. */
class Floor {
  readonly log = new MemoryEventStore();
  readonly book = new MemoryEventStore();
  readonly clock = new HandClock(NOW);
  venue: PaperVenueAdapter;
  /** What the desk wants to come back to. */
  readonly waiting: Deadline[] = [];
  private told = 0;

  constructor(faults: PaperFaults = {}) {
    this.venue = new PaperVenueAdapter({ accountId: 'main', store: this.book, clock: this.clock, faults });
  }

  async restart() {
    const { runner, dispatcher } = await startOver(this.log);
    const desk = new VenueDesk(this.venue, dispatcher, runner, this.clock, (deadline) => this.waiting.push(deadline));
    const tell = async (command: Parameters<typeof orderDecider.decide>[0]) => {
      this.told += 1;
      await dispatcher.start('test', this.told, { to: 'order', id: 'order-1', command }, 'cycle-1');
    };
    const react = async (type: string) => {
      const fact = (await logOf(this.log, ORDERS)).filter((recorded) => recorded.type === type).at(-1);
      if (!fact) throw new Error(`no ${type}`);
      await desk.reactionTo(fact)?.();
    };
    return { desk, tell, react, runner };
  }

  async placed(): Promise<number> {
    return (await typesIn(this.book)).filter((type) => type === 'PaperOrderPlaced').length;
  }
}

const quote = quoteFromCandle(flat(0, '60000'), NOW);
const entry = (more: Partial<OrderDetails> = {}): OrderDetails =>
  anEntry({
    accountId: 'main',
    quantity: '0.01',
    price: '60100',
    approvalExpiresAt: NOW + 10_000,
    expiresAt: NOW + 900_000,
    quote,
    ...more,
  });

const floorWith = async (details: OrderDetails, faults: PaperFaults = {}) => {
  const floor = new Floor(faults);
  await floor.venue.open();
  const started = await floor.restart();
  await started.tell({ type: 'InitializeOrder', at: NOW, details });
  return { floor, ...started };
};

describe('a submission', () => {
  test('is recorded before the call, and what the venue says after it', async () => {
    const { floor, react } = await floorWith(entry());
    await react('OrderInitialized');
    expect(await typesIn(floor.log)).toEqual(['OrderInitialized', 'OrderSubmitted', 'OrderAccepted', 'OrderFilled']);
    expect((await logOf(floor.log)).every(({ metadata }) => metadata.correlationId === 'cycle-1')).toBe(true);
  });

  test('F-O1 F-O2 delivered twice it is sent once', async () => {
    const { floor, react } = await floorWith(entry());
    await react('OrderInitialized');
    const before = await typesIn(floor.log);
    await react('OrderInitialized');
    expect(await floor.placed()).toBe(1);
    expect(await typesIn(floor.log)).toEqual(before);
  });

  test('F-O1 an answer lost after the venue acted: asked, never sent again', async () => {
    const { floor, desk, react } = await floorWith(entry(), { onPlace: () => 'lose-answer' });
    await react('OrderInitialized');
    const doubted = ['OrderInitialized', 'OrderSubmitted', 'OrderSubmissionUncertain'];
    expect(await typesIn(floor.log)).toEqual([...doubted, 'OrderAccepted', 'OrderFilled']);
    await desk.submit('order-1', 1, ORIGIN);
    await desk.submit('order-1', 2, ORIGIN);
    expect(await floor.placed()).toBe(1);
  });

  test('F-O1 F-O24 cut off between the permission and its answer, a restart asks and hears of the fill', async () => {
    const { floor, tell } = await floorWith(entry());
    await tell({ type: 'SubmitOrder', at: NOW, attempt: 1 });
    // The call was made, and the process died before it could write anything down.
    await floor.venue.place({ order: entry(), deadline: NOW + 5_000, quote });

    const next = await floor.restart();
    await next.react('OrderInitialized');
    expect(await floor.placed()).toBe(1);
    expect((await typesIn(floor.log)).slice(2)).toEqual(['OrderSubmissionUncertain', 'OrderAccepted', 'OrderFilled']);
  });

  test('F-O4 F-S10 cut off between two reports of one answer, a restart asks and hears of the fill', async () => {
    const { floor, tell } = await floorWith(entry());
    await tell({ type: 'SubmitOrder', at: NOW, attempt: 1 });
    const answer = await floor.venue.place({ order: entry(), deadline: NOW + 5_000, quote });
    const [accepted] = answer.outcome === 'answered' ? answer.reports : [];
    if (accepted?.kind !== 'accepted') throw new Error('not accepted');
    await tell({ type: 'RecordReport', at: NOW, report: accepted });

    const next = await floor.restart();
    await next.react('OrderInitialized');
    expect((await typesIn(floor.log)).slice(2)).toEqual(['OrderAccepted', 'OrderFilled']);
    expect(await floor.placed()).toBe(1);
  });

  test('F-O1 F-O18 cut off before the call, a restart asks too: absent is not canceled, and not sent again', async () => {
    const { floor, tell } = await floorWith(entry());
    await tell({ type: 'SubmitOrder', at: NOW, attempt: 1 });

    const next = await floor.restart();
    await next.react('OrderInitialized');
    expect(await floor.placed()).toBe(0);
    expect((await next.runner.stateOf(orderDecider, ORDERS)).status).toBe('uncertain');
    // 30 s past the deadline of 5 s, and 5 s later: two reads that find nothing.
    for (const later of [34_999, 35_000, 40_000]) {
      floor.clock.at = NOW + later;
      await next.desk.ask('order-1', ORIGIN);
    }
    const last = (await logOf(floor.log)).at(-1);
    expect(last?.type).toBe('OrderRejected');
    expect(last?.data).toMatchObject({ reason: 'NEVER_ARRIVED', absentReads: [NOW + 35_000, NOW + 40_000] });
    expect(await floor.placed()).toBe(0);
  });

  test('surely not sent, it goes as the next attempt and only then', async () => {
    const { floor, desk, react } = await floorWith(entry(), { onPlace: (_, n) => (n === 1 ? 'away' : 'deliver') });
    await react('OrderInitialized');
    expect((await typesIn(floor.log)).slice(1)).toEqual(['OrderSubmitted', 'OrderNotSent']);
    // A restart in the pause delivers the first again: that attempt is over.
    await (await floor.restart()).react('OrderInitialized');
    expect(await floor.placed()).toBe(0);
    await desk.submit('order-1', 2, ORIGIN);
    expect(await floor.placed()).toBe(1);
    expect((await typesIn(floor.log)).slice(3)).toEqual(['OrderSubmitted', 'OrderAccepted', 'OrderFilled']);
  });

  test('F-O32 an approval that expired before it was sent is not sent', async () => {
    const { floor, react } = await floorWith(entry());
    floor.clock.at = NOW + 10_001;
    await react('OrderInitialized');
    expect((await logOf(floor.log)).at(-1)?.data).toMatchObject({ code: 'APPROVAL_EXPIRED' });
    expect(await floor.placed()).toBe(0);
  });

  test('F-O4 everything said twice is recorded once', async () => {
    const { floor, react } = await floorWith(entry(), { onPlace: () => 'answer-twice' });
    await react('OrderInitialized');
    expect((await typesIn(floor.log)).slice(2)).toEqual(['OrderAccepted', 'OrderFilled']);
  });
});

describe('a working order', () => {
  const resting = entry({ price: '50000' });

  test('is cancelled; cancelled again it says the same', async () => {
    const { floor, tell, react } = await floorWith(resting);
    await react('OrderInitialized');
    await tell({ type: 'RequestCancel', at: NOW, reason: 'halt' });
    await react('OrderCancelRequested');
    expect((await typesIn(floor.log)).slice(-2)).toEqual(['OrderCancelRequested', 'OrderCanceled']);
    await react('OrderCancelRequested');
    expect((await typesIn(floor.log)).at(-1)).toBe('OrderCanceled');
  });

  test('F-O16 F-O10 a venue that is silent about a cancel is asked again until it answers', async () => {
    const { floor, desk, tell, react } = await floorWith(resting, { onCancel: (_, n) => (n < 3 ? 'drop' : 'deliver') });
    await react('OrderInitialized');
    await tell({ type: 'RequestCancel', at: NOW, reason: 'halt' });
    await react('OrderCancelRequested');
    expect(await desk.requestAgain('order-1', ORIGIN)).toBe(false);
    expect(await desk.requestAgain('order-1', ORIGIN)).toBe(true);
    expect((await typesIn(floor.log)).at(-1)).toBe('OrderCanceled');
  });

  test('F-O12 F-P5 a stop is amended at the venue, under the same id', async () => {
    const { floor, react } = await floorWith(entry({ clientOrderId: 'order-1' }));
    await react('OrderInitialized');
    const stop = aStop({ clientOrderId: 'stop-1', accountId: 'main', quantity: '0.01', triggerPrice: '59000', quote });
    const { dispatcher, runner } = await startOver(floor.log);
    const desk = new VenueDesk(floor.venue, dispatcher, runner, floor.clock, () => undefined);
    const ask = (n: number, command: Parameters<typeof orderDecider.decide>[0]) =>
      dispatcher.start('stop', n, { to: 'order', id: 'stop-1', command });
    await ask(1, { type: 'InitializeOrder', at: NOW, details: stop });
    await desk.submit('stop-1', 1, ORIGIN);
    await ask(2, { type: 'RequestUpdate', at: NOW, quantity: '0.01', triggerPrice: '59500', reason: 'trailing' });
    expect(await desk.requestAgain('stop-1', ORIGIN)).toBe(true);
    expect((await typesIn(floor.log, 'order-stop-1')).slice(-2)).toEqual(['OrderUpdateRequested', 'OrderUpdated']);
    expect(await floor.venue.openOrders()).toMatchObject([{ clientOrderId: 'stop-1' }]);
  });
});
