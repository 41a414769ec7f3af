import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import type { AccountState } from '../../../../src/domain/account/account.state.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { DeskControl } from '../../../../src/application/ports/desk-control.port.js';
import type { CommandRunner } from '../../../../src/application/messaging/command-runner.js';
import type { Addressed } from '../../../../src/application/processes/process.js';
import type { DecisionFact } from '../../../../src/domain/decisions/decision.events.js';
import type { Quotes } from '../../../../src/domain/market/quote.js';
import { stableId } from '../../../../src/domain/shared/stable-id.js';
import { streams } from '../../../../src/domain/shared/stream-names.js';
import type { PaperVenueAdapter } from '../../../../src/infrastructure/venue/paper/paper-venue.adapter.js';
import type { Deed } from '../plan/act.js';
import type { PeoplesClock } from './peoples-clock.js';
import { atTheVenue } from './at-the-venue.js';
import { cycleCommands } from './cycle.js';
import { order } from './order.js';
import { outside, type OutsideSight } from './outside.js';
import { unsoundIntent } from './unsound-intent.js';

/** Where a deed is done: in the desk's process, or in another one over the same log. */
export interface Hands {
  readonly accountId: string;
  readonly at: () => number;
  readonly quotes: () => Quotes;
  readonly account: () => Promise<AccountState>;
  /** Sends a command; the same key again is the same command. */
  readonly send: (addressed: Addressed, key: string) => Promise<unknown>;
  /** Writes facts that no decider of ours would. */
  readonly write: (stream: string, facts: readonly DecisionFact[], key: string) => Promise<void>;
}

/** What only the desk's own process has. */
export interface Desk extends Hands {
  readonly control: DeskControl;
  readonly wallClock: PeoplesClock;
  readonly venue: PaperVenueAdapter;
  readonly sight: OutsideSight;
}

const cycle = async (deed: Extract<Deed, { kind: 'cycle' }>, hands: Hands, id: string): Promise<void> => {
  const { policy, positions } = await hands.account();
  const sight = { at: hands.at(), quotes: hands.quotes(), policy, positions: Object.values(positions) };
  for (const command of cycleCommands(id, deed.legs, sight)) {
    await hands.send({ to: 'decision', id, command }, `${id} ${command.type}`);
  }
};

/** Does a deed; done twice (after a death in the middle of it) it does no more than once. */
export const perform = async (deed: Deed, hands: Hands, desk: Desk, name: string): Promise<void> => {
  const id = stableId('simulated deed', name);
  switch (deed.kind) {
    case 'cycle':
      return cycle(deed, hands, id);
    case 'unsound':
      return hands.write(streams.decision(id), unsoundIntent(deed.intent, id, hands.at(), hands.quotes()), id);
    case 'degrade': {
      const command: AccountCommand = { type: 'ChangeDegradation', at: hands.at(), to: deed.to, reason: 'as drawn' };
      await hands.send({ to: 'account', id: hands.accountId, command }, id);
      return;
    }
    case 'switch-task': {
      const type = deed.to === 'on' ? ('EnableTask' as const) : ('DisableTask' as const);
      const command = { type, at: hands.at(), task: deed.task, by: 'operator', reason: 'as drawn' };
      await hands.send({ to: 'coordinator', id: hands.accountId, command }, id);
      return;
    }
    case 'outside':
      return outside(deed.deed, hands, desk.sight, id);
    case 'order':
      return order(deed, desk, id);
    case 'venue':
      return atTheVenue(deed.deed, desk);
  }
};

export const accountOf = (runner: CommandRunner, accountId: string): Promise<AccountState> =>
  runner.stateOf(accountDecider, streams.account(accountId));
