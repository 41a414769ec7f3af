import type { ModelPurpose } from '../../../domain/models/model-call.events.js';
import type { AnswerForm, Prompt } from '../../ports/language-model.port.js';
import { countTokens } from './count-tokens.js';

/**
 * One version of one prompt: `<name>.v<version>.ts`. Facts name it, so a text that was ever asked is not changed: a
 * better one takes the next number.
 */
export interface PromptFile<Input> {
  readonly name: string;
  readonly version: number;
  readonly purpose: ModelPurpose;
  /** What it is for, in one sentence. */
  readonly what: string;
  /** What `render` is given, field by field. */
  readonly inputSchema: Readonly<Record<keyof Input & string, string>>;
  /** How the answer must be built; its schema and its validation stand with the adapters. */
  readonly form: AnswerForm;
  readonly system: string;
  /** The user text, of at most so many tokens; the same input gives the same text. */
  render(input: Input, mostTokens: number): string;
}

/** @param mostTokens of system and user text together */
export const fillIn = <Input>(file: PromptFile<Input>, input: Input, mostTokens: number): Prompt => {
  const { name, version, system, form } = file;
  const user = file.render(input, mostTokens - countTokens(system));
  return { name, version, system, user, form, inputTokens: countTokens(system) + countTokens(user) };
};
