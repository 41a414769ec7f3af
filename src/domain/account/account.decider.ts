import { isInstrumentId } from '../market/instrument.js';
import { assert, unreachable } from '../shared/assert.js';
import { dec, text } from '../shared/decimal.js';
import type { Decider } from '../shared/decider.js';
import type { AccountCommand } from './account.commands.js';
import type { AccountFact } from './account.events.js';
import { evolveAccount, INITIAL_ACCOUNT } from './account.evolve.js';
import { positionKey, type AccountState } from './account.state.js';
import { checkBreakers } from './breakers/breakers.js';
import { append, begin, type Commit } from './commit.js';
import { markEquity } from './equity/mark-equity.js';
import { clearHalt, halt, pause, resume } from './gates/gates.js';
import { revokeEntries } from './gates/revoke.js';
import { bookFill } from './positions/book-fill.js';
import { stepExit, triggerExit } from './positions/exit-ladder.js';
import { chargeAllPeriods } from './positions/margin-charges.js';
import { watchExits } from './positions/watch-exits.js';
import { DEFAULT_POLICY, type RiskPolicy } from './risk/policy.js';
import { checkPolicy } from './risk/policy-check.js';
import { assessIntent } from './risk/assess-intent.js';
import { releaseReservation } from './reservations/release.js';

const POLICY_KEYS = Object.keys(DEFAULT_POLICY) as (keyof RiskPolicy)[];

type CommandOf<T extends AccountCommand['type']> = Extract<AccountCommand, { type: T }>;

const deposit = (commit: Commit, command: CommandOf<'DepositFunds'>): void => {
  if (commit.state.deposits.includes(command.depositId)) return;
  const allocation = dec(command.amount).mul(commit.state.policy.allocationShare);
  append(commit, {
    type: 'FundsDeposited',
    data: {
      depositId: command.depositId,
      currency: 'USDT',
      amount: text(command.amount),
      trading: text(dec(command.amount).sub(allocation)),
      allocation: text(allocation),
    },
  });
};

/** The settings were checked before: a policy beyond a hard cap that comes this far is a bug. */
const assertWithinCaps = (policy: RiskPolicy): void => {
  const [first] = checkPolicy({ ...policy });
  assert(!first, `the policy cannot hold: ${first?.problem ?? ''}`);
};

const changeLimits = (commit: Commit, { policy, reason }: CommandOf<'ChangeLimits'>): void => {
  const present = commit.state.policy;
  assertWithinCaps(policy);
  // The share was applied to the deposits; the money does not move when the number does.
  const wanted: RiskPolicy = { ...policy, version: present.version, allocationShare: present.allocationShare };
  if (POLICY_KEYS.every((key) => wanted[key] === present[key])) return;
  append(commit, { type: 'LimitsChanged', data: { policy: { ...wanted, version: present.version + 1 }, reason } });
};

const assess = (commit: Commit, command: CommandOf<'AssessIntent'>): void => {
  const { intent } = command;
  if (commit.state.assessed.includes(`${intent.intentId}#${intent.assessment}`)) return;
  // A newer decision of an instrument takes back the entry that is still working for the older one.
  if (isInstrumentId(intent.instrumentId)) revokeEntries(commit, 'newer decision', intent.instrumentId);
  append(commit, assessIntent(command, commit.state));
};

const observe = (commit: Commit, command: CommandOf<'ObserveMarket'>): void => {
  chargeAllPeriods(commit, command.quotes);
  const value = markEquity(commit, command.quotes, false);
  if (value) checkBreakers(commit, value, command.quotes);
  watchExits(commit, command.quotes);
};

const close = (commit: Commit, command: CommandOf<'ClosePosition'>): void => {
  if (!isInstrumentId(command.instrumentId)) return;
  const position = commit.state.positions[positionKey('trading', command.instrumentId)];
  if (!position) return;
  if (command.protectionNo !== undefined && command.protectionNo !== position.protectionNo) return;
  triggerExit(commit, position, command.closer, command.quote, command.reason);
};

const step = (commit: Commit, command: CommandOf<'StepExit'>): void => {
  if (!isInstrumentId(command.instrumentId)) return;
  const key = positionKey('trading', command.instrumentId);
  const exit = commit.state.positions[key]?.exit;
  if (!exit || exit.exitId !== command.exitId || commit.at < exit.dueAt) return;
  stepExit(commit, key, command.quote);
};

const perform = (commit: Commit, command: AccountCommand): void => {
  switch (command.type) {
    case 'OpenAccount': {
      const { accountId, mode, policy } = command;
      if (!commit.state.opened) assertWithinCaps(policy);
      if (!commit.state.opened) append(commit, { type: 'AccountOpened', data: { accountId, mode, policy } });
      return;
    }
    case 'ChangeLimits':
      return changeLimits(commit, command);
    case 'DepositFunds':
      return deposit(commit, command);
    case 'AssessIntent':
      return assess(commit, command);
    case 'BookFill':
      return bookFill(commit, command.fill, command.quotes);
    case 'ReleaseReservation':
      return releaseReservation(commit, command);
    case 'ObserveMarket':
      return observe(commit, command);
    case 'ClosePosition':
      return close(commit, command);
    case 'StepExit':
      return step(commit, command);
    case 'PauseTrading':
      return pause(commit, command.reason, command);
    case 'ResumeTrading':
      return resume(commit, command.reason, command);
    case 'HaltTrading':
      return halt(commit, command.reason, command);
    case 'ClearHalt':
      return clearHalt(commit, command.reason, command.quotes, command);
    case 'ChangeDegradation': {
      const { to, reason } = command;
      const from = commit.state.degradation;
      if (to === from) return;
      append(commit, { type: 'DegradationChanged', data: { from, to, reason } });
      if (to >= 3) revokeEntries(commit, `degradation level ${to}`);
      return;
    }
    default:
      return unreachable(command, 'account command');
  }
};

/** An operator's request that was carried out stays so, whatever happened since: a late retry does nothing. */
const isRepeated = (command: AccountCommand, state: AccountState): boolean =>
  'requestId' in command && command.requestId !== undefined && state.requests.includes(command.requestId);

export const accountDecider: Decider<AccountCommand, AccountState, AccountFact> = {
  category: 'account',
  initialState: INITIAL_ACCOUNT,
  stateVersion: 1,
  evolve: evolveAccount,
  decide: (command, state) => {
    assert(state.opened || command.type === 'OpenAccount', `${command.type} before the account was opened`);
    const commit = begin(state, command.at);
    if (!isRepeated(command, state)) perform(commit, command);
    return commit.facts;
  },
};
