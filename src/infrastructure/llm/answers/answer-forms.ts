import type { AnswerForm } from '../../../application/ports/language-model.port.js';
import { text } from '../../../domain/shared/decimal.js';
import { schemaOf } from './fields.js';
import { RulingsAnswer } from './rulings.answer.js';
import { SentimentAnswer } from './sentiment.answer.js';
import { VotesAnswer } from './votes.answer.js';

export interface FormDefinition {
  /** What a model is asked for, and what is validated. */
  readonly of: new () => object;
  /** The one field of the answer; its list is what the caller gets. */
  readonly list: string;
  readonly schema: Readonly<Record<string, unknown>>;
  /** JSON numbers that are decimals to the domain. */
  readonly decimals: readonly string[];
}

const form = (of: new () => object, list: string, ...decimals: readonly string[]): FormDefinition => ({
  of,
  list,
  schema: schemaOf(of),
  decimals,
});

export const ANSWER_FORMS: Readonly<Record<AnswerForm, FormDefinition>> = {
  votes: form(VotesAnswer, 'votes', 'confidence'),
  rulings: form(RulingsAnswer, 'rulings', 'sizeFactor', 'stopPct'),
  sentiment: form(SentimentAnswer, 'opinions', 'confidence'),
};

/** An entry as the domain takes it: decimals are text, and what was left out is absent. */
export const translated = (entry: object, { decimals }: FormDefinition): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(entry)
      .filter(([, value]) => value !== undefined && value !== null)
      .map(([name, value]) => [name, decimals.includes(name) ? text(value as number) : (value as unknown)]),
  );
