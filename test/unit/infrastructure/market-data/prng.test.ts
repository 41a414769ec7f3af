import { advance, prngFrom, uint32Of, uniformOf } from '../../../../src/domain/shared/prng.js';

describe('seeded chance', () => {
  it('gives the published numbers of mulberry32 for its seeds', () => {
    const reference = (seed: number): number => {
      const s = (seed + 0x6d2b79f5) | 0;
      let t = Math.imul(s ^ (s >>> 15), 1 | s);
      t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
      return (t ^ (t >>> 14)) >>> 0;
    };
    for (let state = 1, i = 0; i < 100; i++, state = advance(state)) expect(uint32Of(state)).toBe(reference(state));
    // The reference's first number for seed 1 is 0.6270739405881613.
    expect(uint32Of(1)).toBe(2_693_262_067);
  });

  it('is pure: a state gives the same number however often it is asked', () => {
    const state = prngFrom(7, 'btc', 3);
    expect([uint32Of(state), uint32Of(state)]).toEqual([uint32Of(prngFrom(7, 'btc', 3)), uint32Of(state)]);
  });

  it('separates seeds, and the order and borders of their parts', () => {
    const states = [
      prngFrom(1, 2),
      prngFrom(2, 1),
      prngFrom(12),
      prngFrom('1', 2, ''),
      prngFrom('a', 'bc'),
      prngFrom('ab', 'c'),
    ];
    expect(new Set(states).size).toBe(states.length);
  });

  it('spreads evenly over [0, 1)', () => {
    const tenths = new Array<number>(10).fill(0);
    for (let state = prngFrom('spread'), i = 0; i < 100_000; i++, state = advance(state)) {
      const value = uniformOf(state);
      expect(value).toBeLessThan(1);
      tenths[Math.floor(value * 10)]! += 1;
    }
    for (const count of tenths) expect(Math.abs(count - 10_000)).toBeLessThan(400);
  });
});
