import { ConcurrencyError, StoreUnavailable } from '../../src/application/ports/event-store.port.js';
import type { Clock } from '../../src/application/ports/clock.port.js';
import type { MarketStep } from '../../src/application/ports/market-data.port.js';
import type { VenueAnswer } from '../../src/application/ports/venue.port.js';
import { DEFAULT_PAPER } from '../../src/domain/matching/paper-settings.js';
import { quoteFromCandle } from '../../src/domain/matching/quote-from-candle.js';
import type { Candle } from '../../src/domain/market/candle.js';
import type { InstrumentId } from '../../src/domain/market/instrument.js';
import type { ListedOrder } from '../../src/domain/orders/listed-order.js';
import type { OrderTerms } from '../../src/domain/orders/order-terms.js';
import { MemoryEventStore } from '../../src/infrastructure/event-store/memory/memory-event-store.js';
import { PaperVenueAdapter, type PaperVenueOptions } from '../../src/infrastructure/venue/paper/paper-venue.adapter.js';
import { flat, MIN, minute, order, T0 } from '../unit/domain/matching/paper-scenario.js';

const STREAM = 'paperVenue-main';

class Desk {
  readonly clock: Clock & { at: number } = { at: T0 + MIN, now: () => this.clock.at };
  venue: PaperVenueAdapter;

  constructor(
    private readonly options: Partial<PaperVenueOptions> = {},
    readonly store = new MemoryEventStore(),
  ) {
    this.venue = this.start();
  }

  /** As after kill -9: nothing but the log is left. */
  start(): PaperVenueAdapter {
    this.venue = new PaperVenueAdapter({ accountId: 'main', store: this.store, clock: this.clock, ...this.options });
    return this.venue;
  }

  step(...candles: readonly Candle[]): MarketStep {
    const closeTime = (candles[0]?.openTime ?? 0) + MIN;
    this.clock.at = closeTime;
    return { closeTime, candles };
  }

  place(given: Partial<OrderTerms>, on: Candle = flat(0, '60000')): Promise<VenueAnswer> {
    const now = this.clock.now();
    return this.venue.place({ order: order(given), deadline: now + 5_000, quote: quoteFromCandle(on, now) });
  }

  async facts() {
    const facts = [];
    for await (const fact of this.store.readStream(STREAM)) facts.push(fact);
    return facts;
  }
}

const opened = async (options: Partial<PaperVenueOptions> = {}): Promise<Desk> => {
  const desk = new Desk(options);
  await desk.venue.open();
  return desk;
};

const kinds = (answer: VenueAnswer | { outcome: 'absent' }): readonly string[] =>
  answer.outcome === 'answered' ? answer.reports.map(({ kind }) => kind) : [answer.outcome];

const names = (lines: readonly ListedOrder[]) => lines.map(({ clientOrderId }) => clientOrderId);

const limit = { type: 'limit', price: '59000' } as const;
const dip = minute(1, ['60000', '60000', '58000', '59500']);

describe('the paper venue', () => {
  test('opens an account once', async () => {
    const desk = await opened();
    await desk.start().open();
    expect(await desk.venue.balances()).toEqual([{ currency: 'USDT', total: '10000' }]);
    expect(await desk.facts()).toHaveLength(1);
  });

  test('answers what happened, and every fact carries its envelope', async () => {
    const desk = await opened();
    expect(kinds(await desk.place({}))).toEqual(['accepted', 'filled']);
    const [, placed, filled] = await desk.facts();
    expect(placed?.metadata).toMatchObject({ actor: 'paper-venue', correlationId: 'c1', at: T0 + MIN, schema: 1 });
    expect(placed?.metadata.eventId).not.toBe(filled?.metadata.eventId);
    expect(placed?.metadata.commandId).toBe(filled?.metadata.commandId);
  });

  test('its book survives a crash like a real venue', async () => {
    const desk = await opened();
    await desk.place(limit);
    desk.start();
    expect(names(await desk.venue.openOrders())).toEqual(['c1']);
    expect(kinds({ outcome: 'answered', reports: await desk.venue.advance(desk.step(dip)) })).toEqual(['filled']);
    desk.start();
    expect(kinds(await desk.venue.lookup('c1'))).toEqual(['accepted', 'filled']);
    expect(names(await desk.venue.changedSince(T0 + 2 * MIN))).toEqual(['c1']);
    expect(names(await desk.venue.changedSince(T0 + 2 * MIN + 1))).toEqual([]);
  });

  test('F-C6 a step that is done again after a crash reports the same and changes nothing', async () => {
    const desk = await opened();
    await desk.place(limit);
    const first = await desk.venue.advance(desk.step(dip));
    const stored = await desk.facts();
    desk.start();
    expect(await desk.venue.advance(desk.step(dip))).toEqual(first);
    expect(await desk.venue.advance(desk.step(flat(2, '50000')))).toEqual([]);
    expect(await desk.facts()).toEqual(stored);
  });

  test('F-C6 nor does it fill more of an order that it has filled in part', async () => {
    const desk = await opened();
    await desk.place(limit);
    const thin = minute(1, ['60000', '60000', '58000', '59500', '0.4']);
    const first = await desk.venue.advance(desk.step(thin));
    expect(first).toMatchObject([{ kind: 'filled', lastQty: '0.04' }]);
    const stored = await desk.facts();
    desk.start();
    expect(await desk.venue.advance(desk.step(thin))).toEqual(first);
    expect(await desk.facts()).toEqual(stored);
  });

  test('a step without orders and positions leaves no fact', async () => {
    const desk = await opened();
    for (let n = 1; n < 50; n++) expect(await desk.venue.advance(desk.step(flat(n, '60000')))).toEqual([]);
    expect(await desk.facts()).toHaveLength(1);
  });

  test('one step of three instruments is one append', async () => {
    const desk = await opened();
    const xrp = { instrumentId: 'XRP/USDT', quantity: '100', price: '0.49', type: 'limit' } as const;
    await desk.place(limit);
    await desk.place({ ...xrp, clientOrderId: 'c2' }, flat(0, '0.5', '1000000', 'XRP/USDT'));
    await desk.venue.advance(desk.step(dip, minute(1, ['0.5', '0.5', '0.48', '0.5'], 'XRP/USDT')));
    const ids = (await desk.facts()).slice(3).map(({ metadata }) => metadata.commandId);
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(1);
  });

  test('cancels and amends are safe to repeat; an ended order answers with its end', async () => {
    const desk = await opened();
    await desk.place(limit);
    const amend = { clientOrderId: 'c1', quantity: '0.12', price: '58500' };
    expect(kinds(await desk.venue.amend(amend))).toEqual(['updated']);
    expect(await desk.venue.amend(amend)).toMatchObject({
      reports: [{ kind: 'updated', quantity: '0.12', price: '58500' }],
    });
    expect(kinds(await desk.venue.cancel('c1'))).toEqual(['canceled']);
    expect(kinds(await desk.venue.cancel('c1'))).toEqual(['updated', 'canceled']);
    expect(kinds(await desk.venue.amend(amend))).toEqual(['update-rejected']);
    expect(await desk.facts()).toHaveLength(4);
  });

  test('F-O18 unknown, canceled and absent are three answers', async () => {
    const desk = await opened();
    expect(kinds(await desk.venue.cancel('nobody'))).toEqual(['cancel-rejected']);
    expect(await desk.venue.lookup('nobody')).toEqual({ outcome: 'absent' });
    await desk.place(limit);
    await desk.venue.cancel('c1');
    expect(kinds(await desk.venue.lookup('c1'))).toEqual(['accepted', 'canceled']);
  });

  test('F-O18 an order that the book no longer remembers is found in the log', async () => {
    const desk = await opened({ settings: { ...DEFAULT_PAPER, engineLimit: 0 } });
    await desk.place({ quantity: '0.0001' });
    for (let n = 0; n < 500; n++) await desk.place({ clientOrderId: `n${n}`, side: 'sell', quantity: '9' });
    expect((await desk.venue.state()).ended).toHaveLength(500);
    expect(kinds(await desk.venue.lookup('c1'))).toEqual(['accepted', 'filled']);
    expect(kinds(await desk.venue.cancel('c1'))).toEqual(['filled']);
  });

  test('XRP/BTC is not taken before anyone has seen a BTC/USDT price, unless the archive has', async () => {
    const xrp = { instrumentId: 'XRP/BTC', side: 'sell', leverage: 2, quantity: '1000' } as const;
    const quoted = flat(0, '0.00001', '1000000', 'XRP/BTC');
    expect(kinds(await (await opened()).place(xrp, quoted))).toEqual(['not-sent']);
    const look = (instrumentId: InstrumentId) => quoteFromCandle(flat(0, '60000', '1', instrumentId), T0);
    const answer = await (await opened({ look })).place(xrp, quoted);
    expect(answer).toMatchObject({ reports: [{ kind: 'accepted' }, { kind: 'filled', rate: '60000' }] });
  });

  test('an order without a quote is priced on the last step', async () => {
    const desk = await opened();
    await desk.venue.advance(desk.step(flat(0, '60000')));
    const answer = await desk.venue.place({ order: order({}), deadline: desk.clock.now() + 5_000 });
    // the same as in the unit test: 60054.7
    expect(answer).toMatchObject({ reports: [{ kind: 'accepted' }, { kind: 'filled', lastPx: '60054.7' }] });
  });
});

describe('a faulty line', () => {
  test('F-O1 a lost answer: the order stands, and the look-up tells', async () => {
    const desk = await opened({ faults: { onPlace: () => 'lose-answer' } });
    expect(kinds(await desk.place({}))).toEqual(['unknown']);
    expect(kinds(await desk.venue.lookup('c1'))).toEqual(['accepted', 'filled']);
  });

  test('F-O2 who sends it blindly once more has bought twice', async () => {
    const desk = await opened({ faults: { onPlace: (_, attempt) => (attempt === 1 ? 'lose-answer' : 'deliver') } });
    await desk.place({ quantity: '0.01' });
    expect(kinds(await desk.place({ quantity: '0.01' }))).toEqual(['accepted', 'filled']);
    expect(await desk.venue.balances()).toContainEqual({ currency: 'BTC', total: '0.02' });
    const trades = (await desk.facts()).filter(({ type }) => type === 'PaperOrderFilled');
    expect(new Set(trades.map(({ data }) => (data as { tradeId: string }).tradeId)).size).toBe(2);
    desk.start();
    expect(kinds(await desk.venue.lookup('c1'))).toEqual(['accepted', 'filled', 'accepted', 'filled']);
  });

  test('F-O2 while it is open, the same client id is refused and changes nothing', async () => {
    const desk = await opened();
    await desk.place(limit);
    expect(await desk.place(limit)).toMatchObject({
      reports: [{ kind: 'rejected', reason: 'EOrder:Duplicate clientOrderId' }],
    });
    expect(names(await desk.venue.openOrders())).toEqual(['c1']);
    expect(await desk.facts()).toHaveLength(2);
  });

  test('F-O24 dropped on the way: unknown, and nothing there', async () => {
    const desk = await opened({ faults: { onPlace: () => 'drop', onCancel: () => 'away' } });
    expect(kinds(await desk.place({}))).toEqual(['unknown']);
    expect(await desk.venue.lookup('c1')).toEqual({ outcome: 'absent' });
    expect(kinds(await desk.venue.cancel('c1'))).toEqual(['not-sent']);
  });

  test('F-O4 an answer that comes twice has the same trade id', async () => {
    const desk = await opened({ faults: { onPlace: () => 'answer-twice' } });
    const answer = await desk.place({});
    expect(kinds(answer)).toEqual(['accepted', 'filled', 'accepted', 'filled']);
    const ids =
      answer.outcome === 'answered' ? answer.reports.map((report) => 'tradeId' in report && report.tradeId) : [];
    expect(ids[1]).toBe(ids[3]);
  });
});

describe('a faulty store', () => {
  test('F-S3 an append of unknown outcome is made again and stands once', async () => {
    const desk = await opened();
    const append = desk.store.append.bind(desk.store);
    let calls = 0;
    desk.store.append = async (...args) => {
      const result = await append(...args);
      if (++calls === 1) throw new StoreUnavailable('unknown', 'the connection broke');
      return result;
    };
    expect(kinds(await desk.place({}))).toEqual(['accepted', 'filled']);
    expect(calls).toBe(2);
    expect(await desk.facts()).toHaveLength(4);
  });

  test('another writer came first: read again and decide again', async () => {
    const desk = await opened();
    await desk.venue.openOrders();
    const other = new PaperVenueAdapter({ accountId: 'main', store: desk.store, clock: desk.clock });
    await other.place({ order: order({ ...limit, clientOrderId: 'c2', quantity: '0.05' }), deadline: T0 + 10 * MIN });
    expect(kinds(await desk.place({ ...limit, quantity: '0.05' }))).toEqual(['accepted']);
    expect(names(await desk.venue.openOrders())).toEqual(['c2', 'c1']);
  });

  test('parallel requests take their turn', async () => {
    const desk = await opened();
    const conflicts: unknown[] = [];
    const append = desk.store.append.bind(desk.store);
    desk.store.append = (...args) =>
      append(...args).catch((error: unknown) => {
        if (error instanceof ConcurrencyError) conflicts.push(error);
        throw error;
      });
    const ids = Array.from({ length: 20 }, (_, n) => `c${n}`);
    await Promise.all(ids.map((clientOrderId) => desk.place({ ...limit, clientOrderId, quantity: '0.001' })));
    expect(names(await desk.venue.openOrders())).toEqual(ids);
    expect(conflicts).toEqual([]);
  });

  test('while the log is away the venue is away', async () => {
    const desk = await opened();
    await desk.store.close();
    expect(kinds(await desk.place({}))).toEqual(['not-sent']);
  });
});
