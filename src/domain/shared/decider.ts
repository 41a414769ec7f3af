import type { Fact } from './fact.js';

/**
 * One aggregate: three pure functions and nothing else. `decide` answers a repeat of a command with `[]`, and a refusal
 * with a fact; it throws only for a bug. `evolve` throws on a fact that cannot have happened: the stream then stops
 * loudly instead of trading on a wrong state.
 */
export interface Decider<Command, State, F extends Fact> {
  readonly category: string;
  readonly initialState: State;
  /** Rises when `evolve` or the shape of State changes: snapshots and hashes of another version do not fit. */
  readonly stateVersion: number;
  evolve(state: State, fact: F): State;
  decide(command: Command, state: State): readonly F[];
}
