import { assert } from '../../domain/shared/assert.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf } from '../../domain/shared/stream-names.js';
import type { Digest } from '../ports/digest.port.js';
import { canonicalJson } from './canonical-json.js';
import { DECIDERS, type Folding } from './deciders.js';

export interface StreamState {
  /** Of the stream's last fact. */
  readonly version: number;
  readonly state: unknown;
}

/** State rebuilt from facts alone: no clock, no venue, no decision. Facts of a stream must come in their order. */
export class Refold {
  private readonly byStream = new Map<string, StreamState>();

  constructor(private readonly deciders: ReadonlyMap<string, Folding> = DECIDERS) {}

  add(fact: RecordedFact): void {
    const category = categoryOf(fact.stream);
    const decider = this.deciders.get(category);
    assert(decider, `${fact.stream}: no decider folds ${category}`);
    const before = this.byStream.get(fact.stream);
    const expected = before === undefined ? 0 : before.version + 1;
    assert(fact.version === expected, `${fact.stream}: version ${fact.version} follows ${expected - 1}`);
    const state = decider.evolve(before === undefined ? decider.initialState : before.state, fact);
    this.byStream.set(fact.stream, { version: fact.version, state });
  }

  get streams(): ReadonlyMap<string, StreamState> {
    return this.byStream;
  }

  stateOf(stream: string): unknown {
    return this.byStream.get(stream)?.state;
  }

  /**
   * Hash of all states: canonical lines of [stream, version, state] in the order of the stream names, headed by the
   * version of each category's state, because states of another shape cannot be compared.
   */
  hashInto(digest: Digest): string {
    const schema = Object.fromEntries(
      [...this.deciders].map(([category, { stateVersion }]) => [category, stateVersion]),
    );
    digest.add(`${canonicalJson(schema)}\n`);
    for (const stream of [...this.byStream.keys()].sort()) {
      const { version, state } = this.byStream.get(stream) as StreamState;
      digest.add(`${canonicalJson([stream, version, state])}\n`);
    }
    return digest.hex();
  }
}

export const refold = async (facts: AsyncIterable<RecordedFact>): Promise<Refold> => {
  const folded = new Refold();
  for await (const fact of facts) folded.add(fact);
  return folded;
};
