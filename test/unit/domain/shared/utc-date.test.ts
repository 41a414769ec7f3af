import fc from 'fast-check';
import { DAY, utcDateOf } from '../../../../src/domain/shared/time.js';

test('the date of a day is what the platform says, leap days and turns of centuries included', () => {
  for (const day of [
    '1970-01-01',
    '2000-02-29',
    '2024-02-29',
    '2025-12-31',
    '2026-11-24',
    '2100-02-28',
    '2100-03-01',
  ]) {
    expect(utcDateOf(Date.parse(day))).toBe(day);
    expect(utcDateOf(Date.parse(day) + DAY - 1)).toBe(day);
  }
  fc.assert(
    fc.property(fc.integer({ min: 0, max: Date.UTC(2400, 0, 1) }), (at) => {
      expect(utcDateOf(at)).toBe(new Date(at).toISOString().slice(0, 10));
    }),
  );
});
