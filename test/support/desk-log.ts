import type { NewFact } from '../../src/application/ports/event-store.port.js';
import type { AccountFact } from '../../src/domain/account/account.events.js';
import type { BudgetFact } from '../../src/domain/budget/budget.events.js';
import type { CoordinatorFact } from '../../src/domain/coordinator/coordinator.events.js';
import type { DecisionFact } from '../../src/domain/decisions/decision.events.js';
import type { OrderFact } from '../../src/domain/orders/order.events.js';
import type { OverrideFact } from '../../src/domain/overrides/override.events.js';
import type { RecordedFact } from '../../src/domain/shared/fact.js';
import type { SignalFact } from '../../src/domain/signals/signal.events.js';

type Known = AccountFact | OrderFact | DecisionFact | SignalFact | OverrideFact | CoordinatorFact | BudgetFact;

/** A commit: facts of one stream, as a story tells them. */
export interface Commit {
  readonly stream: string;
  readonly at: number;
  readonly facts: readonly Known[];
}

/** A log written down by hand: positions, versions and ids follow from the place in the story. */
export const recorded = (commits: readonly Commit[]): readonly RecordedFact[] => {
  const versions = new Map<string, number>();
  let n = 0;
  return commits.flatMap(({ stream, at, facts }, commit) =>
    facts.map(({ type, data }): RecordedFact => {
      const version = versions.get(stream) ?? 0;
      versions.set(stream, version + 1);
      n += 1;
      const metadata = {
        eventId: `fact-${n}`,
        commandId: `command-${commit}`,
        correlationId: 'cycle-1',
        causationId: `fact-${n - 1}`,
        actor: 'test',
        at,
        schema: 1,
      };
      return { stream, version, position: n.toString().padStart(16, '0'), type, data, metadata };
    }),
  );
};

/** The same story for a store, commit by commit. */
export const appends = (
  commits: readonly Commit[],
): readonly { readonly stream: string; readonly expected: 'none' | number; readonly facts: readonly NewFact[] }[] => {
  const facts = recorded(commits);
  let next = 0;
  return commits.map(({ stream, facts: { length } }) => {
    const own = facts.slice(next, next + length);
    next += length;
    const first = own[0]?.version ?? 0;
    return {
      stream,
      expected: first === 0 ? ('none' as const) : first - 1,
      facts: own.map(({ type, data, metadata }) => ({ type, data, metadata })),
    };
  });
};
