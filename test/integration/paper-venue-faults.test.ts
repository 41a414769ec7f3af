import type { Clock } from '../../src/application/ports/clock.port.js';
import { type VenueAnswer, VenueUnreachable } from '../../src/application/ports/venue.port.js';
import { DEFAULT_PAPER } from '../../src/domain/matching/paper-settings.js';
import { quoteFromCandle } from '../../src/domain/matching/quote-from-candle.js';
import type { Candle } from '../../src/domain/market/candle.js';
import type { ListedTerms } from '../../src/domain/orders/listed-order.js';
import type { OrderTerms } from '../../src/domain/orders/order-terms.js';
import { MemoryEventStore } from '../../src/infrastructure/event-store/memory/memory-event-store.js';
import { PaperVenueAdapter, type PaperVenueOptions } from '../../src/infrastructure/venue/paper/paper-venue.adapter.js';
import { flat, MIN, minute, order, T0 } from '../unit/domain/matching/paper-scenario.js';

class Floor {
  readonly clock: Clock & { at: number } = { at: T0 + MIN, now: () => this.clock.at };
  readonly store = new MemoryEventStore();
  venue: PaperVenueAdapter;

  constructor(private readonly options: Partial<PaperVenueOptions>) {
    this.venue = this.start();
  }

  start(): PaperVenueAdapter {
    this.venue = new PaperVenueAdapter({ accountId: 'main', store: this.store, clock: this.clock, ...this.options });
    return this.venue;
  }

  place(given: Partial<OrderTerms>, on: Candle = flat(0, '60000')): Promise<VenueAnswer> {
    const now = this.clock.now();
    return this.venue.place({ order: order(given), deadline: now + 5_000, quote: quoteFromCandle(on, now) });
  }

  /** What the desk hears of a step. */
  async step(...candles: readonly Candle[]): Promise<readonly string[]> {
    const closeTime = (candles[0]?.openTime ?? 0) + MIN;
    this.clock.at = closeTime;
    return (await this.venue.advance({ closeTime, candles })).map(({ kind }) => kind);
  }
}

const opened = async (options: Partial<PaperVenueOptions> = {}): Promise<Floor> => {
  const floor = new Floor(options);
  await floor.venue.open();
  return floor;
};

const kinds = (answer: VenueAnswer | { outcome: 'absent' }): readonly string[] =>
  answer.outcome === 'answered' ? answer.reports.map(({ kind }) => kind) : [answer.outcome];

const limit = { type: 'limit', price: '59000' } as const;
const dip = minute(1, ['60000', '60000', '58000', '59500']);

describe('reports on their way', () => {
  test('F-O19 a silent stream: the fill happens, no step tells of it, the look-up does', async () => {
    const floor = await opened({ faults: { onReport: ({ kind }) => (kind === 'filled' ? 'silent' : 'now') } });
    expect(kinds(await floor.place(limit))).toEqual(['accepted']);
    expect(await floor.step(dip)).toEqual([]);
    expect(await floor.step(flat(2, '60000'))).toEqual([]);
    expect(floor.venue.reportStream()).toEqual({ state: 'up', lastReportAt: T0 + MIN });
    expect(kinds(await floor.venue.lookup('c1'))).toEqual(['accepted', 'filled']);
  });

  test('F-O4 late reports come with a later step, and overtake one another', async () => {
    const late = { filled: 2 * MIN, canceled: MIN } as const;
    const onReport = ({ kind }: { kind: string }) =>
      kind === 'filled' || kind === 'canceled' ? { laterMs: late[kind] } : ('now' as const);
    const floor = await opened({ faults: { onReport } });
    await floor.place(limit);
    expect(await floor.step(minute(1, ['60000', '60000', '58000', '59500', '0.4']))).toEqual([]);
    // Canceled at minute 2, told at 3; the fill of minute 2 is told at 4.
    expect(kinds(await floor.venue.cancel('c1'))).toEqual(['unknown']);
    expect(await floor.step(flat(2, '60000'))).toEqual(['canceled']);
    expect(await floor.step(flat(3, '60000'))).toEqual(['filled']);
    expect(await floor.step(flat(4, '60000'))).toEqual([]);
  });

  test('an answer of which all is late is no answer', async () => {
    const floor = await opened({ faults: { onReport: () => ({ laterMs: 1 }) } });
    expect(kinds(await floor.place({}))).toEqual(['unknown']);
    expect(kinds(await floor.venue.lookup('c1'))).toEqual(['accepted', 'filled']);
    expect(await floor.step(flat(1, '60000'))).toEqual(['accepted', 'filled']);
  });
});

describe('calls that fail', () => {
  test('refused in the words of the venue: an answer, and nothing there', async () => {
    const refuse = () => ({ refuse: 'EService:Busy' });
    const floor = await opened({ faults: { onPlace: refuse } });
    expect(await floor.place({})).toMatchObject({ reports: [{ kind: 'rejected', reason: 'EService:Busy' }] });
    expect(await floor.venue.lookup('c1')).toEqual({ outcome: 'absent' });
  });

  test('a rate limit was surely not taken', async () => {
    const floor = await opened({ faults: { onPlace: () => ({ refuse: 'EOrder:Rate limit exceeded' }) } });
    expect(await floor.place({})).toEqual({ outcome: 'not-sent', detail: 'EOrder:Rate limit exceeded' });
  });

  test('look-ups fail too', async () => {
    const floor = await opened({ faults: { onLookup: (_, n) => (n === 1 ? 'away' : n === 2 ? 'drop' : 'deliver') } });
    await floor.place(limit);
    expect(kinds(await floor.venue.lookup('c1'))).toEqual(['not-sent']);
    expect(kinds(await floor.venue.lookup('c1'))).toEqual(['unknown']);
    expect(kinds(await floor.venue.lookup('c1'))).toEqual(['accepted']);
  });

  test('away for a while: nothing gets through, matching goes on, and what happened is told afterwards', async () => {
    const back = T0 + 3 * MIN;
    const floor = await opened({ faults: { isAway: (at) => at > T0 + MIN && at < back } });
    await floor.place(limit);
    expect(await floor.step(dip)).toEqual([]);
    expect(floor.venue.reportStream()).toEqual({ state: 'none' });
    expect(kinds(await floor.place({ clientOrderId: 'c2' }))).toEqual(['not-sent']);
    expect(kinds(await floor.venue.lookup('c1'))).toEqual(['not-sent']);
    const lists = ['openOrders', 'balances', 'positions', 'instruments'] as const;
    for (const list of lists) await expect(floor.venue[list]()).rejects.toThrow(VenueUnreachable);
    await expect(floor.venue.changedSince(0)).rejects.toThrow(VenueUnreachable);
    expect(await floor.step(flat(2, '60000'))).toEqual(['filled']);
  });
});

describe('a venue that restarts', () => {
  test('with all it had, it goes on', async () => {
    const floor = await opened();
    await floor.place(limit);
    await floor.venue.restart();
    expect(kinds(await floor.venue.lookup('c1'))).toEqual(['accepted']);
    expect(await floor.step(dip)).toEqual(['filled']);
  });

  test('without its last second: the order is nowhere, and its money is back', async () => {
    const floor = await opened();
    floor.clock.at += 5_000;
    await floor.place({});
    floor.clock.at += 999;
    await floor.venue.restart(1_000);
    expect(await floor.venue.lookup('c1')).toEqual({ outcome: 'absent' });
    expect(await floor.venue.balances()).toEqual([{ currency: 'USDT', total: '10000' }]);
    // So does the next process, which has nothing but the log.
    floor.start();
    expect(await floor.venue.lookup('c1')).toEqual({ outcome: 'absent' });
    expect((await floor.venue.state()).restarts).toBe(1);
  });

  test('what is older than that stands, and a cancel is undone', async () => {
    const floor = await opened();
    await floor.place(limit);
    floor.clock.at += 5_000;
    expect(kinds(await floor.venue.cancel('c1'))).toEqual(['canceled']);
    await floor.venue.restart(1_000);
    expect((await floor.venue.openOrders()).map(({ clientOrderId }) => clientOrderId)).toEqual(['c1']);
    expect(kinds(await floor.venue.lookup('c1'))).toEqual(['accepted']);
    // And again: the same call after the restart is another one.
    expect(kinds(await floor.venue.cancel('c1'))).toEqual(['canceled']);
    const ids: string[] = [];
    for await (const { metadata } of floor.store.readAll()) ids.push(metadata.eventId);
    expect(new Set(ids).size).toBe(ids.length);
  });
});

describe('someone else in the account', () => {
  const bought: ListedTerms = {
    instrumentId: 'BTC/USDT',
    side: 'buy',
    type: 'limit',
    quantity: '0.05',
    price: '59000',
    timeInForce: 'GTC',
    postOnly: false,
    reduceOnly: false,
    leverage: 1,
  };

  test('F-O17 places an order without a client id; it is listed and looked up by the name of the venue', async () => {
    const floor = await opened();
    await floor.step(flat(0, '60000'));
    const name = await floor.venue.placeForeign(bought);
    expect(await floor.venue.openOrders()).toEqual([{ ...bought, venueOrderId: name, cumQty: '0' }]);
    expect(await floor.venue.lookup(name)).toMatchObject({ reports: [{ kind: 'accepted', clientOrderId: name }] });
    await floor.step(dip);
    expect(await floor.venue.changedSince(T0)).toMatchObject([{ venueOrderId: name, cumQty: '0.05' }]);
    const second = await floor.venue.placeForeign(bought);
    expect(second).not.toBe(name);
    expect(kinds(await floor.venue.cancel(second))).toEqual(['canceled']);
  });

  test('F-P7 closes a position by hand: it is gone, and our stop ends with it', async () => {
    const floor = await opened();
    const margin = { side: 'sell', leverage: 2, quantity: '0.1' } as const;
    await floor.step(flat(0, '60000'));
    await floor.place(margin);
    const stop = { clientOrderId: 's1', side: 'buy', type: 'stop-loss', triggerPrice: '61000' } as const;
    await floor.place({ ...margin, ...stop, reduceOnly: true });
    expect(await floor.venue.positions()).toMatchObject([{ instrumentId: 'BTC/USDT', side: 'short', quantity: '0.1' }]);
    const { price: _, ...market } = bought;
    await floor.venue.placeForeign({
      ...market,
      quantity: '0.1',
      type: 'market',
      timeInForce: 'IOC',
      leverage: 2,
      reduceOnly: true,
    });
    expect(await floor.venue.positions()).toEqual([]);
    expect(await floor.step(minute(1, ['60000', '62000', '60000', '62000']))).toEqual(['triggered', 'canceled']);
  });
});

describe('rules that change while it runs', () => {
  test('F-O28 the new minimum is told and holds for new orders; a working one stays', async () => {
    const floor = await opened();
    await floor.place({ ...limit, quantity: '0.05' });
    await floor.venue.changeRules('BTC/USDT', { minQuantity: '0.06', tick: '1' });
    const told = (await floor.venue.instruments()).find(({ id }) => id === 'BTC/USDT');
    expect(told).toMatchObject({ minQuantity: '0.06', tick: '1', lot: '0.00000001', maxLeverage: 5 });
    expect(await floor.place({ clientOrderId: 'c2', quantity: '0.05' })).toMatchObject({
      reports: [{ kind: 'rejected', reason: 'EOrder:Order minimum not met' }],
    });
    expect(await floor.place({ ...limit, clientOrderId: 'c3', price: '59000.5' })).toMatchObject({
      reports: [{ kind: 'rejected', reason: 'EOrder:Invalid price:not a multiple of 1' }],
    });
    expect(await floor.step(dip)).toEqual(['filled']);
    floor.start();
    expect((await floor.venue.instruments()).find(({ id }) => id === 'BTC/USDT')?.tick).toBe('1');
  });
});

describe('how much may be asked and ordered', () => {
  test('F-O21 the engine takes 60 points of orders in one pair, and more as time goes by', async () => {
    const floor = await opened();
    const small = { ...limit, quantity: '0.001' } as const;
    for (let n = 0; n < 60; n++)
      expect(kinds(await floor.place({ ...small, clientOrderId: `n${n}` }))).toEqual(['accepted']);
    const throttled = { outcome: 'not-sent', detail: 'EOrder:Rate limit exceeded' };
    expect(await floor.place({ ...small, clientOrderId: 'more' })).toEqual(throttled);
    // A cancel of a young order costs 8; another pair has a counter of its own.
    expect(await floor.venue.cancel('n0')).toEqual(throttled);
    expect(await floor.venue.amend({ clientOrderId: 'n0', quantity: '0.002' })).toEqual(throttled);
    const xrp = { clientOrderId: 'x', instrumentId: 'XRP/USDT', type: 'limit', price: '0.4', quantity: '100' } as const;
    expect(kinds(await floor.place(xrp, flat(0, '0.5', '1000000', 'XRP/USDT')))).toEqual(['accepted']);
    floor.clock.at += 999;
    expect(kinds(await floor.place({ ...small, clientOrderId: 'more' }))).toEqual(['not-sent']);
    floor.clock.at += 1;
    expect(kinds(await floor.place({ ...small, clientOrderId: 'more' }))).toEqual(['accepted']);
    expect(await floor.venue.rateUsed('BTC/USDT')).toBe(60_000);
  });

  test('F-O22 a new process reads the counter back from the venue', async () => {
    const floor = await opened();
    for (let n = 0; n < 7; n++) await floor.place({ ...limit, quantity: '0.001', clientOrderId: `n${n}` });
    floor.start();
    floor.clock.at += 2_500;
    // 100 ms of the way to the venue count too.
    expect(await floor.venue.rateUsed('BTC/USDT')).toBe(7_000 - 2_400);
  });

  test('F-O21 questions have a counter of their own: 15, and one more after 3.03 s', async () => {
    const floor = await opened();
    for (let n = 0; n < 15; n++) expect(kinds(await floor.venue.lookup('c1'))).toEqual(['absent']);
    expect(await floor.venue.lookup('c1')).toEqual({ outcome: 'not-sent', detail: 'EAPI:Rate limit exceeded' });
    await expect(floor.venue.openOrders()).rejects.toThrow('EAPI:Rate limit exceeded');
    floor.clock.at += 3_030;
    expect(kinds(await floor.venue.lookup('c1'))).toEqual(['not-sent']);
    floor.clock.at += 1;
    expect(kinds(await floor.venue.lookup('c1'))).toEqual(['absent']);
  });

  test('F-P13 a venue that leaves crumbs leaves less than the minimum', async () => {
    const floor = await opened({ settings: { ...DEFAULT_PAPER, leavesCrumbs: true } });
    await floor.place({ ...limit, quantity: '0.1' });
    // A tenth of 0.9996 is 0.09996: 0.00004 is left, and 0.00005 is the minimum.
    await floor.step(minute(1, ['60000', '60000', '58000', '59500', '0.9996']));
    expect(await floor.venue.openOrders()).toMatchObject([{ quantity: '0.1', cumQty: '0.09996' }]);
  });
});

test('F-O29 nothing ends our stops but us: with the desk silent for a day a stop rests, and fires', async () => {
  const floor = await opened({ faults: {} });
  await floor.step(flat(0, '60000'));
  await floor.place({ side: 'sell', leverage: 2, quantity: '0.1' });
  const stop = { clientOrderId: 's1', side: 'buy', leverage: 2, reduceOnly: true, quantity: '0.1' } as const;
  await floor.place({ ...stop, type: 'stop-loss', triggerPrice: '61000' });
  await floor.step(flat(1_440, '60000'));
  expect(await floor.step(minute(1_441, ['60000', '62000', '60000', '62000']))).toEqual(['triggered', 'filled']);
});
