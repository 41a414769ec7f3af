import { assert, unreachable } from '../shared/assert.js';
import type { Decider } from '../shared/decider.js';
import type { AccountCommand } from './account.commands.js';
import type { AccountFact } from './account.events.js';
import { evolveAccount, INITIAL_ACCOUNT } from './account.evolve.js';
import type { AccountState } from './account.state.js';
import { checkBreakers } from './breakers/breakers.js';
import { endBreakers } from './breakers/end-breakers.js';
import { countExecutionError } from './breakers/execution-errors.js';
import { clearStreak } from './breakers/losses-in-a-row.js';
import { watchSpikes } from './breakers/spike.js';
import { reviewWeek } from './breakers/weekly-loss.js';
import { append, begin, type Commit } from './commit.js';
import { correctBalance } from './equity/correct-balance.js';
import { markEquity } from './equity/mark-equity.js';
import { deposit, transferFunds, withdrawFunds, withdrawHodl } from './equity/move-funds.js';
import {
  adoptForeignOrder,
  cancelForeignOrder,
  claimForeignOrder,
  releaseForeignOrder,
  withClaimedLevels,
} from './foreign-orders/foreign-orders.js';
import { clearHalt, halt, pause, resume } from './gates/gates.js';
import { revokeEntries } from './gates/revoke.js';
import { orderHodl } from './hodl/hodl-purchase.js';
import { revokePurchases } from './hodl/revoke-purchases.js';
import { closePosition, goOnWithExit } from './positions/ask-exit.js';
import { bookFill } from './positions/book-fill.js';
import { chargeAllPeriods } from './positions/margin-charges.js';
import { watchExits } from './positions/watch-exits.js';
import { priced } from './priced.js';
import { DEFAULT_POLICY, type RiskPolicy } from './risk/policy.js';
import { checkPolicy } from './risk/policy-check.js';
import { assess, reassess } from './reservations/assess.js';
import { releaseReservation } from './reservations/release.js';

const POLICY_KEYS = Object.keys(DEFAULT_POLICY) as (keyof RiskPolicy)[];

type CommandOf<T extends AccountCommand['type']> = Extract<AccountCommand, { type: T }>;

/** The settings were checked before: a policy beyond a hard cap that comes this far is a bug. */
const assertWithinCaps = (policy: RiskPolicy): void => {
  const [first] = checkPolicy({ ...policy });
  assert(!first, `the policy cannot hold: ${first?.problem ?? ''}`);
};

const changeLimits = (commit: Commit, command: CommandOf<'ChangeLimits'>): void => {
  const { policy, reason, fromSettings, requestId } = command;
  const { policy: present, settings } = commit.state;
  assertWithinCaps(policy);
  // The share was applied to the deposits; the money does not move when the number does.
  const wanted: RiskPolicy = { ...policy, version: present.version, allocationShare: present.allocationShare };
  // Settings that stayed what they were must not undo, at the next start, what an administrator changed since.
  const before = (fromSettings && settings) || present;
  const kept = { ...before, version: present.version, allocationShare: present.allocationShare };
  if (POLICY_KEYS.every((key) => wanted[key] === kept[key])) return;
  append(commit, {
    type: 'LimitsChanged',
    data: {
      policy: { ...wanted, version: present.version + 1 },
      reason,
      ...(fromSettings && { fromSettings }),
      ...(requestId !== undefined && { requestId }),
    },
  });
};

const observe = (commit: Commit, command: CommandOf<'ObserveMarket'>): void => {
  endBreakers(commit);
  chargeAllPeriods(commit, command.quotes);
  const value = markEquity(commit, command.quotes, false);
  if (value) checkBreakers(commit, value, command.quotes);
  watchSpikes(commit, command.quotes);
  watchExits(commit, command.quotes);
  orderHodl(commit, command.quotes);
};

const book = (commit: Commit, { fill, quotes }: CommandOf<'BookFill'>): void => {
  bookFill(commit, withClaimedLevels(commit.state, fill), quotes);
  // A complete fill is the one end that no fact of the order tells.
  if (fill.leavesQty === '0') releaseForeignOrder(commit, fill.order.clientOrderId, 'filled');
};

const changeDegradation = (commit: Commit, command: CommandOf<'ChangeDegradation'>): void => {
  const { to, only, reason, requestId } = command;
  const from = commit.state.degradation;
  if (to === from || (only === 'stricter' && to < from)) return;
  if (only === 'milder' && (from === 4 || to !== from - 1)) return;
  append(commit, {
    type: 'DegradationChanged',
    data: { from, to, reason, ...(requestId !== undefined && { requestId }) },
  });
  if (to >= 3) revokeEntries(commit, `degradation level ${to}`);
  if (to >= 3) revokePurchases(commit, `degradation level ${to}`);
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
    case 'TransferFunds':
      return transferFunds(commit, command);
    case 'WithdrawFunds':
      return withdrawFunds(commit, command);
    case 'WithdrawHodl':
      return withdrawHodl(commit, command);
    case 'CorrectBalance':
      return correctBalance(commit, command);
    case 'AssessIntent':
      return assess(commit, command);
    case 'ReassessIntent':
      return reassess(commit, command);
    case 'BookFill':
      return book(commit, command);
    case 'ReleaseReservation':
      releaseReservation(commit, command);
      return releaseForeignOrder(commit, command.clientOrderId, command.reason);
    case 'AdoptForeignOrder':
      return adoptForeignOrder(commit, command);
    case 'ClaimForeignOrder':
      return claimForeignOrder(commit, command);
    case 'CancelForeignOrder':
      return cancelForeignOrder(commit, command);
    case 'ObserveMarket':
      return observe(commit, command);
    case 'ClosePosition':
      return closePosition(commit, command);
    case 'StepExit':
      return goOnWithExit(commit, command);
    case 'PauseTrading':
      return pause(commit, command.reason, command);
    case 'ResumeTrading':
      return resume(commit, command.reason, command);
    case 'HaltTrading':
      return halt(commit, command.reason, command);
    case 'ClearHalt':
      return clearHalt(commit, command.reason, command.quotes, command);
    case 'ReviewWeek':
      return reviewWeek(commit, command);
    case 'ClearStreak':
      return clearStreak(commit, command);
    case 'CountExecutionError':
      return countExecutionError(commit, command);
    case 'ChangeDegradation':
      return changeDegradation(commit, command);
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
  stateVersion: 2,
  evolve: evolveAccount,
  decide: (command, state) => {
    assert(state.opened || command.type === 'OpenAccount', `${command.type} before the account was opened`);
    const commit = begin(state, command.at);
    if (!isRepeated(command, state)) perform(commit, priced(command));
    return commit.facts;
  },
};
