import { advance, prngFrom, uniformOf } from '../../../src/domain/shared/prng.js';

/**
 * How an append fails: the connection is cut before the facts are stored or after it, or no answer ever comes, stored
 * or not. The client cannot tell them apart.
 */
export type AppendFault = 'drop-before-accept' | 'drop-after-accept' | 'hang-before-accept' | 'hang-after-accept';

export interface RandomFaults {
  /** The share of appends that fail, 0 to 1. */
  readonly probability: number;
  readonly seed: number;
  /** One of these, evenly; all four where absent. */
  readonly faults?: readonly AppendFault[];
}

const ALL: readonly AppendFault[] = [
  'drop-before-accept',
  'drop-after-accept',
  'hang-before-accept',
  'hang-after-accept',
];

/** Which appends fail, and how. Without a plan none does. */
export class AppendFaults {
  private seen = 0;
  private readonly planned = new Map<number, AppendFault>();
  private chance: () => AppendFault | undefined = () => undefined;

  /** Appends that have come so far. */
  get count(): number {
    return this.seen;
  }

  /** Lets the n-th append from here fail; 1 is the next one. */
  failNth(n: number, fault: AppendFault): void {
    this.planned.set(this.seen + n, fault);
  }

  /** Lets appends fail by chance until `calm`; a seed repeats its faults. */
  failAtRandom({ probability, seed, faults = ALL }: RandomFaults): void {
    let state = prngFrom('append-faults', seed);
    this.chance = () => {
      state = advance(state);
      if (uniformOf(state) >= probability) return undefined;
      state = advance(state);
      return faults[Math.floor(uniformOf(state) * faults.length)];
    };
  }

  calm(): void {
    this.planned.clear();
    this.chance = () => undefined;
  }

  /** The fault of the append that has just come. */
  next(): AppendFault | undefined {
    this.seen += 1;
    const planned = this.planned.get(this.seen);
    this.planned.delete(this.seen);
    return planned ?? this.chance();
  }
}
