import { Tally, type AuditFact } from '../../../../src/application/replay/invariants/invariant.js';
import { MoneyByCurrency } from '../../../../src/application/replay/invariants/money-by-currency.js';
import { VenueBalances } from '../../../../src/application/replay/invariants/venue-balances.js';
import type { BalanceMove } from '../../../../src/domain/matching/paper-order.js';

const NOW = 1_767_571_200_000;

const recorded = (type: string, data: object, at = NOW): AuditFact =>
  ({
    stream: 'paperVenue-main',
    version: 0,
    position: '1',
    type,
    data,
    metadata: { eventId: 'e', commandId: 'c', correlationId: 'c', causationId: 'c', actor: 'test', at, schema: 1 },
  }) as unknown as AuditFact;

const MOVES: readonly BalanceMove[] = [
  { currency: 'BTC', amount: '0.1' },
  { currency: 'USDT', amount: '-6000' },
];
const trade = { tradeId: 't1', side: 'buy', lastQty: '0.1', lastPx: '60000', commission: '0' };
const restarted = (tradeIds: readonly string[], balances: object) =>
  recorded('PaperVenueRestarted', { book: { balances }, forgotten: { facts: 3, ended: 1, tradeIds } });

/** A venue with 10 000 USDT that has bought 0.1 BTC; the books have the money, and the trade where `booked`. */
const audited = (booked: boolean) => {
  const tally = new Tally();
  const venue = new VenueBalances(tally);
  const books = new MoneyByCurrency();
  venue.feed(recorded('PaperBalanceMoved', { reason: 'deposit', moves: [{ currency: 'USDT', amount: '10000' }] }));
  venue.depositBooked('USDT', '10000');
  books.add('USDT', '10000');
  venue.feed(recorded('PaperOrderFilled', { ...trade, moves: MOVES }));
  const book = () => {
    venue.booked(
      recorded('FillBooked', { tradeId: 't1', quantity: '0.1', price: '60000', fee: '0', side: 'buy' }) as never,
    );
    for (const { currency, amount } of MOVES) books.add(currency, amount);
  };
  if (booked) book();
  const compare = () => {
    const before = tally.checks;
    venue.compare(books, recorded('FillBooked', {}));
    return { compared: tally.checks - before, violations: tally.violations };
  };
  return { tally, venue, books, book, compare };
};

test('books and venue agree on all three currencies', () => {
  expect(audited(true).compare()).toEqual({ compared: 3, violations: 0 });
});

test('a venue that has lost a booked trade is apart from the books where it moved them, until they are corrected', () => {
  const { venue, books, compare } = audited(true);
  venue.feed(restarted(['t1'], { USDT: '10000' }));
  expect(compare()).toEqual({ compared: 1, violations: 0 });
  for (const { currency, amount } of MOVES) {
    books.add(currency, amount.startsWith('-') ? amount.slice(1) : `-${amount}`);
    venue.corrected(currency);
  }
  expect(compare()).toEqual({ compared: 3, violations: 0 });
});

test('a trade that nobody had heard of and that the venue has lost is not waited for', () => {
  const { venue, tally, compare } = audited(false);
  expect(compare().compared).toBe(0);
  venue.feed(restarted(['t1'], { USDT: '10000' }));
  expect(compare()).toEqual({ compared: 3, violations: 0 });
  venue.tick(NOW + 3_600_000);
  expect(tally.violations).toBe(0);
});

test('heard of after all, it is booked rightly and then apart', () => {
  const { venue, book, compare } = audited(false);
  venue.feed(restarted(['t1'], { USDT: '10000' }));
  book();
  expect(compare()).toEqual({ compared: 1, violations: 0 });
});

test('a venue that lost nothing is compared as before', () => {
  const { venue, books, compare } = audited(true);
  venue.feed(restarted([], { USDT: '4000', BTC: '0.1' }));
  expect(compare()).toEqual({ compared: 3, violations: 0 });
  books.add('BTC', '0.00000001');
  expect(compare().violations).toBe(1);
});

test('a trade that a desk slept through is heard of in time when it wakes, and late when it goes on without it', () => {
  const HOUR = 3_600_000;
  const { venue, tally } = audited(false);
  venue.slept(NOW + HOUR);
  venue.tick(NOW + HOUR + 300_000);
  expect(tally.violations).toBe(0);
  venue.tick(NOW + HOUR + 300_001);
  expect(tally.first?.sentence).toMatch(/t1 of the venue is not booked within 300 s/);
});

test('F-O4 trades on margin that are heard of in another order are compared again when both sides agree', () => {
  const { venue, books, compare } = audited(true);
  const sold = (tradeId: string, amount: string) => {
    const moves = [{ currency: 'USDT' as const, amount }];
    venue.feed(recorded('PaperOrderFilled', { ...trade, tradeId, instrumentId: 'XRP/USDT', moves }));
  };
  const book = (tradeId: string, amount: string) => {
    const fill = { tradeId, quantity: '0.1', price: '60000', fee: '0', side: 'buy' };
    venue.booked(recorded('FillBooked', fill) as never);
    books.add('USDT', amount);
  };
  sold('m1', '0');
  sold('m2', '-5');
  book('m2', '0');
  book('m1', '0');
  expect(compare()).toEqual({ compared: 2, violations: 0 });
  sold('m3', '5');
  book('m3', '0');
  expect(compare()).toEqual({ compared: 3, violations: 0 });
  sold('m4', '1');
  book('m4', '0');
  expect(compare()).toEqual({ compared: 3, violations: 1 });
});
