import type { BudgetFact } from '../../domain/budget/budget.events.js';
import { unreachable } from '../../domain/shared/assert.js';

export const budgetSentence = (fact: BudgetFact): string => {
  switch (fact.type) {
    case 'SpendReserved':
      return `up to ${fact.data.amount} USD set apart for a call of ${fact.data.member}`;
    case 'SpendSettled':
      return `a call of a model cost ${fact.data.cost} USD`;
    case 'SpendReleased':
      return 'a call of a model was not made: its money is free again';
    default:
      return unreachable(fact, 'budget fact');
  }
};
