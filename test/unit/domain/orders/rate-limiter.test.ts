import fc from 'fast-check';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import { costOf } from '../../../../src/domain/orders/rate-limit/published-costs.js';
import {
  called,
  newLimiter,
  readyAt,
  withPair,
  type EngineCall,
  type RateLimiter,
} from '../../../../src/domain/orders/rate-limit/rate-limiter.js';

const T0 = 1_767_571_200_000;
const BTC = 'BTC/USDT' as const;

const entry = (clientOrderId = 'e'): EngineCall => ({ kind: 'add', instrumentId: BTC, clientOrderId, opens: true });
const stop = (clientOrderId = 's'): EngineCall => ({ kind: 'add', instrumentId: BTC, clientOrderId, opens: false });
const at0 = (points: number): RateLimiter => withPair(newLimiter(T0 - 1_000_000), BTC, points * 1_000, T0);

describe('what a call costs', () => {
  test.each([
    ['add', 0, 1],
    ['amend', 0, 4],
    ['amend', 4_999, 4],
    ['amend', 5_000, 3],
    ['amend', 10_000, 2],
    ['amend', 15_000, 1],
    ['cancel', 0, 8],
    ['cancel', 4_999, 8],
    ['cancel', 5_000, 6],
    ['cancel', 10_000, 5],
    ['cancel', 15_000, 4],
    ['cancel', 45_000, 2],
    ['cancel', 90_000, 1],
    ['cancel', 299_999, 1],
    ['cancel', 300_000, 0],
  ] as const)('%s of an order %i ms old: %i points', (kind, age, points) => {
    expect(costOf(kind, age)).toBe(points * 1_000);
  });
});

describe('when a call may be made', () => {
  test('an opening leaves 20 of 60 points to the exits, and 8 to its own cancel', () => {
    expect(readyAt(at0(31), entry(), T0)).toBe(T0);
    expect(readyAt(at0(32), entry(), T0)).toBe(T0 + 1_000);
    expect(readyAt(at0(59), stop(), T0)).toBe(T0);
    expect(readyAt(at0(60), stop(), T0)).toBe(T0 + 1_000);
  });

  test('F-O22 after a start the counter is taken as full where the venue does not tell', () => {
    const started = withPair(newLimiter(T0), BTC, undefined, T0 + 3_000);
    expect(readyAt(started, stop(), T0 + 3_000)).toBe(T0 + 3_000);
    expect(readyAt(started, stop(), T0)).toBe(T0 + 1_000);
    // 60 + 1 + 8 - 40 points too many
    expect(readyAt(started, entry(), T0 + 3_000)).toBe(T0 + 29_000);
    expect(readyAt(withPair(newLimiter(T0), BTC, 0, T0), entry(), T0)).toBe(T0);
  });

  test('F-O22 an order of before the start is as old as the process at least', () => {
    const cancel = { ...stop('old'), kind: 'cancel' as const };
    const since = (at: number) => readyAt(withPair(newLimiter(T0), BTC, 55_000, at), cancel, at) - at;
    expect(since(T0)).toBe(3_000);
    expect(since(T0 + 15_000)).toBe(0);
  });

  test('an order gets older, and an amendment makes it young again', () => {
    let limiter = called(at0(0), stop(), T0);
    const cancel = { ...stop(), kind: 'cancel' as const };
    const price = (at: number) => readyAt(withPair(limiter, BTC, 60_000, at), cancel, at) - at;
    expect(price(T0)).toBe(8_000);
    expect(price(T0 + 90_000)).toBe(1_000);
    limiter = called(limiter, { ...stop(), kind: 'amend' }, T0 + 90_000);
    expect(price(T0 + 95_000)).toBe(6_000);
  });

  test('what costs nothing waits for nothing', () => {
    const cancel = { ...entry('old'), kind: 'cancel' as const };
    expect(readyAt(at0(60), cancel, T0)).toBe(T0);
  });

  test('pairs have counters of their own', () => {
    const limiter = withPair(at0(60), 'XRP/USDT', 0, T0);
    expect(readyAt(limiter, { ...entry(), instrumentId: 'XRP/USDT' }, T0)).toBe(T0);
  });
});

/** The venue's counter, reckoned anew and another way: from the list of all that was ever sent. */
class Ledger {
  private readonly sent: { readonly at: number; readonly points: number }[] = [];
  private readonly born = new Map<string, number>();

  /** Points of one more call; the table of the venue, spelled out. */
  points(kind: EngineCall['kind'], id: string, at: number): number {
    const seconds = (at - (this.born.get(id) ?? T0)) / 1_000;
    if (kind === 'add') return 1;
    if (kind === 'amend') return 1 + (seconds < 5 ? 3 : seconds < 10 ? 2 : seconds < 15 ? 1 : 0);
    if (seconds < 15) return seconds < 5 ? 8 : seconds < 10 ? 6 : 5;
    return seconds < 45 ? 4 : seconds < 90 ? 2 : seconds < 300 ? 1 : 0;
  }

  send(kind: EngineCall['kind'], id: string, at: number): void {
    this.sent.push({ at, points: this.points(kind, id, at) });
    if (kind !== 'cancel') this.born.set(id, at);
  }

  level(at: number): number {
    let level = 0;
    let since = T0;
    for (const { at: when, points } of this.sent) {
      level = Math.max(0, level - (when - since) / 1_000) + points;
      since = when;
    }
    // To the thousandth: the limiter's own unit, far above what floating point loses.
    return Math.round(Math.max(0, level - (at - since) / 1_000) * 1_000) / 1_000;
  }
}

const wish = fc.record({
  pause: fc.oneof({ weight: 4, arbitrary: fc.constant(0) }, fc.integer({ min: 1, max: 20_000 })),
  kind: fc.constantFrom('add' as const, 'amend' as const, 'cancel' as const),
  opens: fc.boolean(),
  order: fc.integer({ min: 0, max: 5 }),
});

describe('laws of the limiter, against a ledger of the venue', () => {
  const instrumentId: InstrumentId = BTC;

  test('F-O21 it never exceeds the counter, and no exit waits for what openings have used', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 120 }), (wishes) => {
        const venue = new Ledger();
        const exits = new Ledger();
        let limiter = withPair(newLimiter(T0), instrumentId, 0, T0);
        let now = T0;
        for (const { pause, kind, opens, order } of wishes) {
          now += pause;
          const clientOrderId = `${opens ? 'entry' : 'stop'} ${order}`;
          const call: EngineCall = { kind, instrumentId, clientOrderId, opens };
          const ready = readyAt(limiter, call, now);
          // Its own 20 points are left: nothing may hold it up.
          const own = exits.level(now) + exits.points(kind, clientOrderId, now);
          if (!opens && own <= 20) expect(ready).toBe(now);
          if (opens && ready - now > 5_000) continue;
          now = ready;
          limiter = called(limiter, call, now);
          const isFree = venue.points(kind, clientOrderId, now) === 0;
          venue.send(kind, clientOrderId, now);
          if (!opens) exits.send(kind, clientOrderId, now);
          expect(venue.level(now)).toBeLessThanOrEqual(opens && !isFree ? 40 : 60);
        }
      }),
      { numRuns: 300, seed: 20_260_105 },
    );
  });

  test('it waits no longer than it must: a millisecond earlier would exceed the counter', () => {
    fc.assert(
      fc.property(fc.array(wish, { maxLength: 120 }), (wishes) => {
        const venue = new Ledger();
        let limiter = withPair(newLimiter(T0), instrumentId, 0, T0);
        let now = T0;
        for (const { pause, kind, order } of wishes) {
          now += pause;
          const clientOrderId = `stop ${order}`;
          const call: EngineCall = { kind, instrumentId, clientOrderId, opens: false };
          const ready = readyAt(limiter, call, now);
          // The order ages while it waits, which may make it cheaper: then the counter is asked again.
          const points = venue.points(kind, clientOrderId, now);
          if (ready > now) expect(venue.level(ready - 1) + points).toBeGreaterThan(60);
          now = ready;
          limiter = called(limiter, call, now);
          venue.send(kind, clientOrderId, now);
        }
      }),
      { numRuns: 300, seed: 20_260_106 },
    );
  });
});
