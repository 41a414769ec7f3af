import type { Usage } from './wire.js';

const isCount = (value: unknown): value is number =>
  Number.isSafeInteger(value) && (value as number) >= 0 && (value as number) <= 1e9;

/** Tokens as a provider counted them; undefined where it did not, or not in numbers that can be. */
export const usageOf = (inputTokens: unknown, outputTokens: unknown): Usage | undefined =>
  isCount(inputTokens) && isCount(outputTokens) ? { inputTokens, outputTokens } : undefined;
