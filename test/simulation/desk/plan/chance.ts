import { advance, prngFrom, uniformOf, type PrngState } from '../../../../src/domain/shared/prng.js';

/** Draws of one name under one seed: what one part draws never moves what another part gets. */
export class Chance {
  private state: PrngState;

  constructor(...name: readonly (string | number)[]) {
    this.state = prngFrom(...name);
  }

  /** [0, 1) */
  uniform(): number {
    this.state = advance(this.state);
    return uniformOf(this.state);
  }

  happens(share: number): boolean {
    return this.uniform() < share;
  }

  between(from: number, to: number): number {
    return from + this.uniform() * (to - from);
  }

  /** A whole number, both ends included. */
  whole(from: number, to: number): number {
    return Math.floor(this.between(from, to + 1));
  }

  /** Small ones are as likely as large ones: 1..10 as often as 100..1000. */
  scaled(from: number, to: number): number {
    return Math.round(Math.exp(this.between(Math.log(from), Math.log(to))));
  }

  pick<T>(choices: readonly T[]): T {
    return choices[Math.floor(this.uniform() * choices.length)] as T;
  }

  /** About normal: mean 0, deviation 1. */
  bell(): number {
    return (this.uniform() + this.uniform() + this.uniform() + this.uniform() - 2) * Math.sqrt(3);
  }
}
