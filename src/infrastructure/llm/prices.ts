/**
 * What providers ask, USD for a million tokens, as their own pages of prices said on the day of `seenOn`: data with a
 * date, for a person to renew. Where the hour decides, the dearest; discounts of caches are left out. A model that is not
 * here has no price, and is not asked unless the settings say what it costs.
 */
import { FREE, type ModelPrice } from '../../domain/models/prices.js';

export interface ListedPrice extends ModelPrice {
  readonly seenOn: string;
  readonly source: string;
}

const DEEPSEEK = { seenOn: '2026-11-15', source: 'https://api-docs.deepseek.com/quick_start/pricing' } as const;
const ANTHROPIC = { seenOn: '2026-10-10', source: 'https://platform.claude.com/docs/en/about-claude/pricing' } as const;
const OPENAI = { seenOn: '2026-11-05', source: 'https://developers.openai.com/api/docs/pricing' } as const;

export const PRICES: Readonly<Record<string, ListedPrice>> = {
  'deepseek-flash': { input: '0.3', output: '1.2', ...DEEPSEEK },
  'deepseek-v4-flash': { input: '0.3', output: '1.2', ...DEEPSEEK },
  'deepseek-v4-pro': { input: '1.32', output: '3.96', ...DEEPSEEK },
  'claude-sonnet-5-5': { input: '2', output: '10', ...ANTHROPIC },
  'claude-sonnet-5': { input: '2', output: '10', ...ANTHROPIC },
  'claude-sonnet-4-6': { input: '3', output: '15', ...ANTHROPIC },
  'claude-sonnet-4-5': { input: '3', output: '15', ...ANTHROPIC },
  'claude-haiku-4-5': { input: '1', output: '5', ...ANTHROPIC },
  'gpt-4o-mini': { input: '0.15', output: '0.6', ...OPENAI },
  'gpt-4.1-mini': { input: '0.4', output: '1.6', ...OPENAI },
};

const GIVEN = /^(\d+(?:\.\d+)?)\/(\d+(?:\.\d+)?)$/;

/** The price of a model: what the settings say (`0.3/1.2`, or `free`), else the list's; undefined where neither does. */
export const priceOf = (model: string, given?: string): ModelPrice | undefined => {
  if (given === 'free') return FREE;
  const [, input, output] = GIVEN.exec(given ?? '') ?? [];
  if (input !== undefined && output !== undefined) return { input, output };
  const listed = Object.hasOwn(PRICES, model) ? PRICES[model] : undefined;
  return listed && { input: listed.input, output: listed.output };
};
