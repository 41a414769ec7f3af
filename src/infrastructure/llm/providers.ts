import { AnthropicWire } from './anthropic/anthropic-wire.js';
import type { Wire } from './calling/wire.js';
import { OpenAiWire, type Dialect } from './openai-compatible/openai-wire.js';

/** One provider as the settings name it, complete. */
export interface ProviderSettings {
  readonly model?: string;
  readonly baseUrl?: string;
  /** Revealed where a call is made, and nowhere else. */
  readonly key?: { reveal(): string };
  /** `input/output` in USD for a million tokens, or `free`. */
  readonly price?: string;
}

const DIALECTS: Readonly<Record<string, Dialect>> = {
  // Its thinking mode is on by default: it would take longer than a decision waits.
  deepseek: { structure: 'json-object', limit: 'max_tokens', extra: { thinking: { type: 'disabled' } } },
  openai: { structure: 'json-schema', limit: 'max_completion_tokens' },
  local: { structure: 'json-schema', limit: 'max_tokens' },
};

/** The wire of a provider; throws on one that cannot be reached by its settings, which the settings' reader refuses. */
export const wireOf = (name: string, { model, baseUrl, key }: ProviderSettings): Wire => {
  if (model === undefined || baseUrl === undefined) throw new Error(`${name} has no model or no address`);
  const dialect = DIALECTS[name];
  if (dialect) return new OpenAiWire({ baseUrl, ...(key && { key: key.reveal() }) }, model, dialect);
  if (name !== 'anthropic') throw new Error(`${name} is no provider`);
  if (!key) throw new Error(`${name} has no key`);
  return new AnthropicWire({ baseUrl, key: key.reveal() }, model);
};
