import fc from 'fast-check';
import type { PaperVenueFact } from '../../../../src/domain/matching/paper-venue.events.js';
import { NEW_PAPER_VENUE, evolve, leavesOf } from '../../../../src/domain/matching/paper-venue.state.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import { dec, text } from '../../../../src/domain/shared/decimal.js';
import { fills, MIN, minute, Scenario, T0 } from './paper-scenario.js';

/** One thing that happens in a minute; small choices, so that ids meet again and orders cross. */
const happening = fc.oneof(
  fc.record({
    kind: fc.constant('place' as const),
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    instrumentId: fc.constantFrom<InstrumentId>('BTC/USDT', 'XRP/BTC'),
    side: fc.constantFrom('buy' as const, 'sell' as const),
    type: fc.constantFrom(
      'market' as const,
      'limit' as const,
      'stop-loss' as const,
      'take-profit' as const,
      'stop-loss-limit' as const,
      'trailing-stop' as const,
    ),
    quantity: fc.integer({ min: 1, max: 30 }),
    offset: fc.integer({ min: -20, max: 20 }),
    leverage: fc.constantFrom(1, 2, 3),
    reduceOnly: fc.boolean(),
    timeInForce: fc.constantFrom('GTC' as const, 'IOC' as const, 'GTD' as const),
  }),
  fc.record({ kind: fc.constant('cancel' as const), id: fc.constantFrom('a', 'b', 'c', 'd') }),
  fc.record({
    kind: fc.constant('amend' as const),
    id: fc.constantFrom('a', 'b', 'c', 'd'),
    quantity: fc.integer({ min: 1, max: 30 }),
    offset: fc.integer({ min: -20, max: 20 }),
  }),
  fc.record({
    kind: fc.constant('match' as const),
    move: fc.integer({ min: -20, max: 20 }),
    volume: fc.integer({ min: 0, max: 200 }),
    skip: fc.constantFrom(1, 1, 1, 300),
  }),
);
type Happening = typeof happening extends fc.Arbitrary<infer T> ? T : never;

/** Ticks of 100 USDT on BTC, of 10 satoshi on XRP/BTC. */
const priceAt = (instrumentId: InstrumentId, level: number): string =>
  instrumentId === 'BTC/USDT'
    ? text(dec(60_000).add(level * 100))
    : text(dec('0.00001').add(dec('0.0000001').mul(level)));

const volumeAt = (instrumentId: InstrumentId, volume: number): string =>
  String(instrumentId === 'BTC/USDT' ? volume / 100 : volume * 100);

const lived = (happenings: readonly Happening[]): Scenario => {
  const venue = new Scenario([
    { currency: 'USDT', amount: '20000' },
    { currency: 'BTC', amount: '0.5' },
    { currency: 'XRP', amount: '5000' },
  ]);
  let now = 0;
  let level = 0;
  let volume = 100;
  const candle = (instrumentId: InstrumentId, from: number, to: number) =>
    minute(
      now,
      [
        priceAt(instrumentId, from),
        priceAt(instrumentId, Math.max(from, to) + 1),
        priceAt(instrumentId, Math.min(from, to) - 1),
        priceAt(instrumentId, to),
        volumeAt(instrumentId, volume),
      ],
      instrumentId,
    );
  for (const one of happenings) {
    if (one.kind === 'match') {
      now += one.skip;
      volume = one.volume;
      const to = Math.max(-60, Math.min(60, level + one.move));
      venue.match(candle('BTC/USDT', level, to), candle('XRP/BTC', level, to));
      level = to;
    } else if (one.kind === 'cancel') venue.cancel(one.id, T0 + (now + 1) * MIN);
    else if (one.kind === 'amend') {
      const working = venue.state.working.find(({ terms }) => terms.clientOrderId === one.id)?.terms;
      const price = priceAt(working?.instrumentId ?? 'BTC/USDT', level + one.offset);
      const quantity = sized(working?.instrumentId ?? 'BTC/USDT', one.quantity);
      venue.amend(
        one.id,
        { quantity, ...(working?.price && { price }), ...(working?.triggerPrice && { triggerPrice: price }) },
        T0 + (now + 1) * MIN,
      );
    } else {
      const { id, offset, kind: _, quantity, ...terms } = one;
      const price = priceAt(one.instrumentId, level + offset);
      venue.place(
        {
          ...terms,
          clientOrderId: id,
          quantity: sized(one.instrumentId, quantity),
          ...(one.type.endsWith('limit') && { price }),
          ...(one.type.includes('-') && one.type !== 'trailing-stop' && { triggerPrice: price }),
          ...(one.type === 'trailing-stop' && { trailOffset: one.instrumentId === 'BTC/USDT' ? '500' : '0.0000005' }),
          ...(one.timeInForce === 'GTD' && { expiresAt: T0 + (now + 3) * MIN + 30_000 }),
        },
        candle(one.instrumentId, level, level),
        one.instrumentId === 'XRP/BTC' ? priceAt('BTC/USDT', level) : '1',
      );
    }
  }
  return venue;
};

const sized = (instrumentId: InstrumentId, n: number): string =>
  instrumentId === 'BTC/USDT' ? text(dec('0.01').mul(n)) : String(n * 50);

const life = fc.array(happening, { maxLength: 60 });
const movesOf = (fact: PaperVenueFact) => ('moves' in fact.data ? fact.data.moves : []);

/** Scenario asks every command twice and expects nothing of the second: that law runs through all of these. */
describe('laws of the pretend venue', () => {
  test('refolding its facts gives the same book, and it is plain JSON', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const venue = lived(happenings);
        const stored = JSON.parse(JSON.stringify(venue.log)) as PaperVenueFact[];
        expect(stored).toEqual(venue.log);
        expect(stored.reduce(evolve, NEW_PAPER_VENUE)).toEqual(venue.state);
      }),
      { numRuns: 150 },
    );
  });

  test('the same life twice gives the same facts', () => {
    fc.assert(
      fc.property(life, (happenings) => expect(lived(happenings).log).toEqual(lived(happenings).log)),
      { numRuns: 30 },
    );
  });

  test('money is conserved: a balance is its deposits, trades, P&L and fees, to the last digit', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const venue = lived(happenings);
        for (const currency of ['USDT', 'BTC', 'XRP'] as const) {
          const moved = venue.log.flatMap(movesOf).filter((move) => move.currency === currency);
          expect(text(moved.reduce((sum, { amount }) => sum.add(amount), dec(0)))).toBe(
            venue.state.balances[currency] ?? '0',
          );
        }
        for (const fill of fills(venue.log)) {
          const quoteMoves = fill.moves.filter((move) => move.currency === fill.commissionCurrency);
          const cost = dec(fill.lastQty).mul(fill.lastPx);
          if (fill.moves.length === 2) {
            const signed = fill.side === 'buy' ? cost.neg() : cost;
            expect(quoteMoves[0]?.amount).toBe(text(signed.sub(fill.commission)));
          } else {
            const usdt = dec(fill.pnl).sub(dec(fill.commission).mul(fill.rate)).sub(fill.marginFee);
            expect(fill.moves).toEqual([{ currency: 'USDT', amount: text(usdt) }]);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  test('cumulative + leaves = quantity, trade ids are unique, a candle is never overdrawn', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const venue = lived(happenings);
        const all = [...venue.state.working, ...venue.state.ended];
        for (const order of all) {
          const sum = order.fills.reduce((cum, fill) => cum.add(fill.lastQty), dec(0));
          expect(text(sum)).toBe(order.cumQty);
          expect(dec(leavesOf(order)).gte(0)).toBe(true);
        }
        for (const order of venue.state.working) expect(dec(leavesOf(order)).gt(0)).toBe(true);
        const ids = fills(venue.log).map(({ tradeId }) => tradeId);
        expect(new Set(ids).size).toBe(ids.length);
        const taken = new Map<string, ReturnType<typeof dec>>();
        for (const { instrumentId, volumeOf, lastQty } of fills(venue.log)) {
          const key = `${instrumentId} ${volumeOf}`;
          taken.set(key, (taken.get(key) ?? dec(0)).add(lastQty));
        }
        // 10 % of the largest volume there is: 2 BTC, 20 000 XRP
        for (const [key, sum] of taken) expect(sum.lte(key.startsWith('BTC') ? '0.2' : '2000')).toBe(true);
      }),
      { numRuns: 150 },
    );
  });

  test('F-O13 a reduce-only order never leaves more open than it found', () => {
    fc.assert(
      fc.property(life, (happenings) => {
        const venue = lived(happenings);
        let state = NEW_PAPER_VENUE;
        for (const fact of venue.log) {
          const before = state;
          state = evolve(state, fact);
          if (fact.type !== 'PaperOrderFilled') continue;
          const order = before.working.find(({ terms }) => terms.clientOrderId === fact.data.clientOrderId);
          if (!order?.terms.reduceOnly || order.terms.leverage === 1) continue;
          const open = (at: typeof state) => dec(at.positions[fact.data.instrumentId]?.quantity ?? 0);
          expect(open(state).lt(open(before))).toBe(true);
        }
      }),
      { numRuns: 150 },
    );
  });
});
