/** The types of big-log.mjs, which benches load as it is. */
import type { RecordedFact } from '../../src/domain/shared/fact.js';

export interface BigLogOptions {
  readonly count: number;
  /** Every n-th signal is kept; default 1, all. */
  readonly keepSignals?: number;
}

export interface BigLogFact {
  readonly position: number;
  readonly stream: string;
  readonly version: number;
  readonly type: string;
  readonly eventId: string;
  /** JSON text. */
  readonly data: string;
  /** JSON text. */
  readonly metadata: string;
}

export function bigLog(base: readonly RecordedFact[], options: BigLogOptions): Iterable<BigLogFact>;
export function writeBigLog(url: string, base: readonly RecordedFact[], options: BigLogOptions): Promise<number>;
