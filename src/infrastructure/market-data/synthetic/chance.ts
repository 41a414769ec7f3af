import { advance, uint32Of, type PrngState } from '../../../domain/shared/prng.js';

/** A stream of draws from a seeded state; one per day and purpose, so that no day depends on how another was read. */
export class Chance {
  constructor(private state: PrngState) {}

  /** In [0, 1). */
  uniform(): number {
    const value = uint32Of(this.state);
    this.state = advance(this.state);
    return value / 4_294_967_296;
  }

  between(least: number, most: number): number {
    return least + (most - least) * this.uniform();
  }

  /** Mean 0, deviation 1, within 3.47: the sum of four 16-bit draws (Irwin-Hall), which needs no logarithm or cosine. */
  normal(): number {
    const a = uint32Of(this.state);
    const b = uint32Of(advance(this.state));
    this.state = advance(advance(this.state));
    const sum = (a >>> 16) + (a & 0xffff) + (b >>> 16) + (b & 0xffff);
    return (sum / 65_536 - 2) * 1.7320508075688772;
  }
}
