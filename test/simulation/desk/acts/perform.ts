import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import type { AccountState } from '../../../../src/domain/account/account.state.js';
import type { DecisionFact } from '../../../../src/domain/decisions/decision.events.js';
import type { Addressed } from '../../../../src/application/processes/process.js';
import type { Quotes } from '../../../../src/domain/market/quote.js';
import { stableId } from '../../../../src/domain/shared/stable-id.js';
import { streams } from '../../../../src/domain/shared/stream-names.js';
import type { Deed } from '../plan/act.js';
import { cycleCommands } from './cycle.js';
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

const accountCommands = (deed: Deed, state: AccountState, at: number, quotes: Quotes, requestId: string) => {
  const reason = 'as drawn';
  const close = (instrumentId: keyof typeof quotes): AccountCommand => {
    const quote = quotes[instrumentId];
    return { type: 'ClosePosition', at, instrumentId, closer: 'operator', reason, ...(quote ? { quote } : {}) };
  };
  const commands: AccountCommand[] = [];
  switch (deed.kind) {
    case 'pause':
      return [...commands, { type: 'PauseTrading', at, reason: deed.name, note: reason, requestId } as const];
    case 'resume':
      return [...commands, { type: 'ResumeTrading', at, reason: deed.name, note: reason, requestId } as const];
    case 'halt':
      return [...commands, { type: 'HaltTrading', at, reason, requestId } as const];
    case 'clear-halt':
      return [...commands, { type: 'ClearHalt', at, reason, quotes, requestId } as const];
    case 'close':
      return [...commands, close(deed.instrumentId)];
    case 'close-all':
      return Object.values(state.positions)
        .filter(({ book }) => book === 'trading')
        .map(({ instrumentId }) => close(instrumentId));
    case 'degrade':
      return [...commands, { type: 'ChangeDegradation', at, to: deed.to, reason } as const];
    case 'limits':
      return [...commands, { type: 'ChangeLimits', at, policy: { ...state.policy, ...deed.changes }, reason } as const];
    case 'cycle':
    case 'unsound':
      return commands;
  }
};

/** Does a deed; done twice (after a death in the middle of it) it does no more than once. */
export const perform = async (deed: Deed, hands: Hands, name: string): Promise<void> => {
  const { accountId } = hands;
  const id = stableId('simulated deed', name);
  const at = hands.at();
  const quotes = hands.quotes();
  if (deed.kind === 'cycle') {
    if (deed.legs.length === 0) return;
    const { policy, positions } = await hands.account();
    const sight = { at, quotes, policy, positions: Object.values(positions) };
    for (const command of cycleCommands(id, deed.legs, sight)) {
      await hands.send({ to: 'decision', id, command }, `${id} ${command.type}`);
    }
    return;
  }
  if (deed.kind === 'unsound') {
    return hands.write(streams.decision(id), unsoundIntent(deed.intent, id, at, quotes), id);
  }
  const state = await hands.account();
  for (const [n, command] of accountCommands(deed, state, at, quotes, id).entries()) {
    await hands.send({ to: 'account', id: accountId, command }, `${id} ${n}`);
  }
};

export const accountOf = (
  runner: {
    stateOf: (decider: typeof accountDecider, stream: string) => Promise<AccountState>;
  },
  accountId: string,
): Promise<AccountState> => runner.stateOf(accountDecider, streams.account(accountId));
