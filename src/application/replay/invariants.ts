import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import { categoryOf, idOf } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { ApprovalsInvariant } from './invariants/approvals.invariant.js';
import { orderIn, type Tally, type AuditFact, type Invariant, type Violation } from './invariants/invariant.js';
import { LotsAndLocksInvariant } from './invariants/lots-and-locks.invariant.js';
import { MoneyInvariant } from './invariants/money.invariant.js';
import { OrderLivesInvariant } from './invariants/order-lives.invariant.js';
import { PermissionsInvariant } from './invariants/permissions.invariant.js';
import { ProtectionInvariant } from './invariants/protection.invariant.js';

export type { Violation } from './invariants/invariant.js';
export type InvariantId = 1 | 2 | 3 | 4 | 5 | 6 | 7;

export interface InvariantResult {
  readonly id: InvariantId;
  readonly name: string;
  readonly checks: number;
  readonly violations: number;
  /** In position order. */
  readonly first?: Violation;
}

export const INVARIANT_NAMES: Readonly<Record<InvariantId, string>> = {
  1: 'every order has its permission, used once',
  2: 'nothing is opened late or against a halt, pause or breaker',
  3: 'money adds up per currency, in the positions and at the venue',
  4: 'orders add up, no trade counts twice, ends are final',
  5: 'whatever is filled is protected or on its way out',
  6: 'lots are the holdings, locks are freed',
  7: 'a second reading of the log gives the same',
};

const ofOneAccount = (): Readonly<Record<1 | 2 | 3 | 4 | 5 | 6, Invariant>> => ({
  1: new PermissionsInvariant(),
  2: new ApprovalsInvariant(),
  3: new MoneyInvariant(),
  4: new OrderLivesInvariant(),
  5: new ProtectionInvariant(),
  6: new LotsAndLocksInvariant(),
});

type AccountInvariants = ReturnType<typeof ofOneAccount>;

const accountOf = (fact: AuditFact): string | undefined => {
  switch (categoryOf(fact.stream)) {
    case 'account':
    case 'paperVenue':
      return idOf(fact.stream);
    case 'order':
      return orderIn(fact as Parameters<typeof orderIn>[0]).accountId;
    default:
      return undefined;
  }
};

/**
 * Holds the invariants 1 to 6 against a log that passes by in position order, account by account: constant work a fact,
 * and memory for what is open (of ended orders and trade ids a few words each). The seventh needs the whole log twice:
 * see {@link verifyLog}.
 */
export class LogInvariants {
  private readonly accounts = new Map<string, AccountInvariants>();
  private commit: { readonly last: AuditFact; readonly invariants: AccountInvariants } | undefined;
  private now: UnixMs = 0;
  /** Of the last fact fed. */
  position: Position | undefined;

  feed(recorded: RecordedFact): void {
    const fact = recorded as AuditFact;
    this.position = recorded.position;
    this.endCommitBefore(fact);
    this.moveClock(recorded.metadata.at);
    const account = accountOf(fact);
    if (account === undefined) return;
    const invariants = this.accounts.get(account) ?? ofOneAccount();
    this.accounts.set(account, invariants);
    for (const invariant of Object.values(invariants)) invariant.feed(fact);
    if (categoryOf(fact.stream) === 'account') this.commit = { last: fact, invariants };
  }

  /** Whoever watches a desk knows when its clock leapt, which no fact tells. Before the first fact after the leap. */
  slept(until: UnixMs): void {
    for (const invariants of this.accounts.values()) {
      for (const invariant of Object.values(invariants)) invariant.slept?.(until);
    }
  }

  finish(): readonly InvariantResult[] {
    this.endCommitBefore(undefined);
    const accounts = [...this.accounts.values()];
    for (const invariants of accounts) {
      for (const invariant of Object.values(invariants)) invariant.finish?.(this.now);
    }
    return ([1, 2, 3, 4, 5, 6] as const).map((id) =>
      resultOf(
        id,
        accounts.map((invariants) => invariants[id].tally),
      ),
    );
  }

  /** The first thing that does not hold so far; the log may go on. */
  get broken(): { readonly id: InvariantId; readonly violation: Violation } | undefined {
    for (const invariants of this.accounts.values()) {
      for (const id of [1, 2, 3, 4, 5, 6] as const) {
        const violation = invariants[id].tally.first;
        if (violation) return { id, violation };
      }
    }
    return undefined;
  }

  private endCommitBefore(next: AuditFact | undefined): void {
    const { commit } = this;
    if (!commit) return;
    const { last } = commit;
    if (next?.stream === last.stream && next.metadata.commandId === last.metadata.commandId) return;
    this.commit = undefined;
    for (const invariant of Object.values(commit.invariants)) invariant.commitEnded?.(last);
  }

  private moveClock(at: UnixMs): void {
    if (at <= this.now) return;
    this.now = at;
    for (const invariants of this.accounts.values()) {
      for (const invariant of Object.values(invariants)) invariant.tick?.(at);
    }
  }
}

export const resultOf = (id: InvariantId, tallies: readonly Tally[]): InvariantResult => {
  const [first] = tallies
    .flatMap((tally) => (tally.first ? [tally.first] : []))
    .sort((a, b) => (a.position < b.position ? -1 : 1));
  return {
    id,
    name: INVARIANT_NAMES[id],
    checks: tallies.reduce((sum, { checks }) => sum + checks, 0),
    violations: tallies.reduce((sum, { violations }) => sum + violations, 0),
    ...(first ? { first } : {}),
  };
};
