import type { AccountFact } from './account.events.js';
import { evolveAccount } from './account.evolve.js';
import type { AccountState } from './account.state.js';

/** The facts of one decision as they pile up, with the state they lead to: later consequences see earlier ones. */
export interface Commit {
  readonly at: number;
  state: AccountState;
  readonly facts: AccountFact[];
}

export const begin = (state: AccountState, at: number): Commit => ({ at, state, facts: [] });

export const append = (commit: Commit, ...facts: readonly AccountFact[]): void => {
  for (const fact of facts) {
    commit.facts.push(fact);
    commit.state = evolveAccount(commit.state, fact);
  }
};
