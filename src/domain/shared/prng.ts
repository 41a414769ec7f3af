/**
 * Seeded chance without hidden state: a state is one unsigned 32-bit number that the caller keeps and hands in.
 *
 * The generator is mulberry32 (Tommy Ettinger, public domain): the state is a counter that moves by an odd constant, so
 * it visits all 2^32 values, and the output is a mix of the counter. The mixing of seeds is the finaliser of MurmurHash3
 * (Austin Appleby, public domain). Good for pretend markets and test cases, not for secrets.
 */
export type PrngState = number;

const STRIDE = 0x6d2b79f5;
const TWO_32 = 4_294_967_296;

const mix = (value: number): number => {
  let h = value;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
};

/** A state that depends on every part and on their order; numbers count as their decimal text. */
export const prngFrom = (...parts: readonly (string | number)[]): PrngState => {
  let state = 0x9e3779b9;
  for (const part of parts) {
    const characters = `${part}|`;
    for (let i = 0; i < characters.length; i++) state = Math.imul(state ^ characters.charCodeAt(i), 0x01000193);
    state = mix(state);
  }
  return state >>> 0;
};

/** The state after one draw. */
export const advance = (state: PrngState): PrngState => (state + STRIDE) >>> 0;

/** What the state stands for: an integer in 0..2^32-1. Pure: the same state always gives the same number. */
export const uint32Of = (state: PrngState): number => {
  const s = (state + STRIDE) | 0;
  let t = Math.imul(s ^ (s >>> 15), 1 | s);
  t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
  return (t ^ (t >>> 14)) >>> 0;
};

/** {@link uint32Of} as a fraction in [0, 1). */
export const uniformOf = (state: PrngState): number => uint32Of(state) / TWO_32;
