import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountFact } from '../../domain/account/account.events.js';
import type { AccountState } from '../../domain/account/account.state.js';
import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import { streams } from '../../domain/shared/stream-names.js';
import type { EventStore } from '../ports/event-store.port.js';

export interface AccountAt {
  /** Everything before the position is in it: what the decider saw when it wrote the fact there. */
  readonly state: AccountState;
  /** The account's fact at the position; undefined where another stream's stands there. */
  readonly fact?: RecordedFact;
}

/** The account right before a position of the log. */
export const accountAt = async (store: EventStore, accountId: string, position: Position): Promise<AccountAt> => {
  let state = accountDecider.initialState;
  for await (const fact of store.readStream(streams.account(accountId))) {
    if (fact.position === position) return { state, fact };
    if (fact.position > position) break;
    state = accountDecider.evolve(state, { type: fact.type, data: fact.data } as AccountFact);
  }
  return { state };
};
