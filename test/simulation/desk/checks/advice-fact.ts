import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import type { BudgetFact } from '../../../../src/domain/budget/budget.events.js';
import type { CoordinatorFact } from '../../../../src/domain/coordinator/coordinator.events.js';
import type { DecisionFact } from '../../../../src/domain/decisions/decision.events.js';
import type { Fact, RecordedFact } from '../../../../src/domain/shared/fact.js';
import { Broken } from './broken.js';

type Recorded<F extends Fact> = F extends Fact ? RecordedFact<F> & F : never;

/** What is looked at where models advise: votes, what they cost, how the parts fare, and what the account makes of it. */
export type AdviceFact = Recorded<DecisionFact | BudgetFact | CoordinatorFact | AccountFact>;
export type FactOf<Type extends AdviceFact['type']> = Extract<AdviceFact, { readonly type: Type }>;

export const hold = (holds: boolean, what: string): void => {
  if (!holds) throw new Broken(`advice: ${what}`);
};
