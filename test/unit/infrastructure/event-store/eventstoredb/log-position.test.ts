import fc from 'fast-check';
import { UnknownPosition } from '../../../../../src/application/ports/event-store.port.js';
import { placeOf, textOf } from '../../../../../src/infrastructure/event-store/eventstoredb/log-position.js';

const LAST = 2n ** 63n - 1n;
const part = fc.bigInt({ min: 0n, max: LAST });

test('a position keeps both parts, up to the largest', () => {
  fc.assert(
    fc.property(part, part, (commit, prepare) => {
      expect(placeOf(textOf({ commit, prepare }))).toEqual({ commit, prepare });
    }),
  );
  expect(textOf({ commit: LAST, prepare: LAST })).toBe('9223372036854775807');
});

test('text order is log order', () => {
  fc.assert(
    fc.property(part, part, (a, b) => {
      const [low, high] = [textOf({ commit: a, prepare: a }), textOf({ commit: b, prepare: b })];
      expect(low < high).toBe(a < b);
    }),
  );
  // Records of one transaction share their commit, and none of them has its own.
  const [first, second] = [textOf({ commit: 90n, prepare: 70n }), textOf({ commit: 90n, prepare: 80n })];
  expect(first < second).toBe(true);
  expect(textOf({ commit: 89n, prepare: 89n }) < first).toBe(true);
  expect(second < textOf({ commit: 91n, prepare: 91n })).toBe(true);
});

test.each(['', '0', '0000000000000001', 'x'.repeat(19), '0000000000000000001.1', '-000000000000000001'])(
  '%j is no position of this store',
  (text) => {
    expect(() => placeOf(text)).toThrow(UnknownPosition);
  },
);
