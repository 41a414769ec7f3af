import type { ModelCall } from '../../../src/application/ports/language-model.port.js';
import { loadConfig } from '../../../src/infrastructure/config/load-config.js';
import { openModels, type OpenModels } from '../../../src/infrastructure/llm/open-models.js';
import type { Timing } from '../../../src/infrastructure/llm/calling/timing.js';
import { FAKE_KEY } from './fake-provider.js';

/** A call for votes; each has an id of its own. */
export const aCall = (changes: Partial<ModelCall> = {}, form: ModelCall['prompt']['form'] = 'votes'): ModelCall => ({
  callId: 'call-1',
  purpose: 'vote',
  prompt: {
    name: 'trading-decision',
    version: 1,
    system: 'You advise a trading desk.',
    user: 'BTC/USDT last 60000. Vote.',
    form,
    inputTokens: 400,
  },
  maxOutputTokens: 500,
  deadlineMs: 2_000,
  askedAt: 1_767_571_200_000,
  ...changes,
});

/** Settings as a user would write them, with the two providers on loopback. */
export const modelSettings = (set: Readonly<Record<string, string>>) =>
  loadConfig({ env: {}, set: Object.entries(set).map(([key, value]) => `${key}=${value}`) }).config.models;

export type FakedProtocol = 'openai' | 'anthropic';

/** How the settings name a pretend provider of either protocol. */
export const settingsOf = (protocol: FakedProtocol, url: string, key = FAKE_KEY): Readonly<Record<string, string>> => ({
  [`models.${protocol}.key`]: key,
  [`models.${protocol}.baseUrl`]: url,
});

/** The models of these settings, as the program opens them. */
export const opened = (set: Readonly<Record<string, string>>, timing?: Timing): OpenModels =>
  openModels(modelSettings(set), timing);
