import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import { openingIntent, whyNotOpen } from '../../../../src/domain/overrides/opening-intent.js';
import type { OpeningOrder } from '../../../../src/domain/overrides/override-orders.js';

const AT = Date.UTC(2026, 0, 7, 12);
const quote = { instrumentId: 'BTC/USDT', bid: '59990', ask: '60000', at: AT, source: 'candle' } as const;
const sight = { at: AT, askedAt: AT - 5_000, quotes: { 'BTC/USDT': quote }, policy: DEFAULT_POLICY };
const long: OpeningOrder = { instrumentId: 'BTC/USDT', direction: 'long', stop: '58800', target: '63000' };
const short: OpeningOrder = { instrumentId: 'BTC/USDT', direction: 'short', stop: '61189.8', target: '56990.5' };

describe('the intent of an opening by hand', () => {
  test('F-O32 is as old as the request, however late that is carried out', () => {
    expect(openingIntent('o1', long, 'quiet', { ...sight, askedAt: AT - 121_000 })?.snapshotAt).toBe(AT - 121_000);
  });

  test('has the touch as its entry, and the distances of the prices that were given', () => {
    expect(openingIntent('o1', long, 'quiet', sight)).toMatchObject({
      cycleId: 'o1',
      entry: '60000',
      stopPct: '0.02',
      targetPct: '0.05',
      proposedBy: 'operator',
      regime: 'quiet',
      snapshotAt: AT - 5_000,
    });
    expect(openingIntent('o1', short, 'quiet', sight)).toMatchObject({
      entry: '59990',
      stopPct: '0.02',
      targetPct: '0.05',
    });
  });

  test('measures from the limit that it can get, not from one beyond the touch', () => {
    // 0.1 % through the ask is 60060, and 2 % below that is 58858.8.
    expect(openingIntent('o1', { ...long, entry: '70000', stop: '58858.8' }, 'quiet', sight)).toMatchObject({
      entry: '60060',
      stopPct: '0.02',
    });
  });

  test('is the same each time it is made', () => {
    expect(openingIntent('o1', long, 'quiet', sight)).toEqual(openingIntent('o1', long, 'quiet', sight));
    expect(openingIntent('o2', long, 'quiet', sight)?.intentId).not.toBe(
      openingIntent('o1', long, 'quiet', sight)?.intentId,
    );
  });

  test('is none without a price', () => {
    expect(openingIntent('o1', long, 'quiet', { ...sight, quotes: {} })).toBeUndefined();
  });
});

describe('what is wrong with it is said with the way out', () => {
  test.each([
    ['the stop of a long above its entry', { ...long, stop: '60001' }, 'stop', /must lie below its entry, 60000 now/],
    ['a stop on the entry', { ...long, stop: '60000' }, 'stop', /or order a short/],
    ['the target of a long below its entry', { ...long, target: '59000' }, 'target', /must lie above/],
    ['the stop of a short below its entry', { ...short, stop: '59000' }, 'stop', /above its entry, 59990 now/],
    ['the target of a short above its entry', { ...short, target: '60500' }, 'target', /or order a long/],
    ['a stop that is no number', { ...long, stop: 'NaN' }, 'stop', /price above 0/],
    ['a negative target', { ...long, target: '-1' }, 'target', /price above 0/],
    ['an entry of zero', { ...long, entry: '0' }, 'entry', /price above 0/],
    ['no price', { ...long, instrumentId: 'XRP/USDT' as const }, 'instrumentId', /no price of XRP\/USDT/],
  ])('%s', (_, order, field, words) => {
    expect(whyNotOpen(order, sight)).toEqual({ field, detail: expect.stringMatching(words) });
  });

  test('nothing is wrong with one that can hold', () => {
    expect(whyNotOpen(long, sight)).toBeUndefined();
    expect(whyNotOpen(short, sight)).toBeUndefined();
  });
});
