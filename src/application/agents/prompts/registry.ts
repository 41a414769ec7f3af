import { ARBITER_V1 } from './arbiter.v1.js';
import type { PromptFile } from './prompt-file.js';
import { SENTIMENT_V1 } from './sentiment.v1.js';
import { TRADING_DECISION_V1 } from './trading-decision.v1.js';

/**
 * The version of each prompt in use. A retired one needs no file: every fact of a call holds the text that was asked.
 * Texts are held against test/fixtures/prompts.json, which keeps a line for every version there ever was.
 */
export const PROMPT_FILES = [
  TRADING_DECISION_V1,
  ARBITER_V1,
  SENTIMENT_V1,
] as const satisfies readonly PromptFile<never>[];
