import { MODEL_KEYS } from '../../../../src/infrastructure/config/model-keys.js';
import { priceOf, PRICES } from '../../../../src/infrastructure/llm/prices.js';
import { aCall, opened } from '../../../support/llm/ask.js';

const KEYS = { 'models.deepseek.key': 'a-key-for-tests', 'models.anthropic.key': 'a-key-for-tests' };

describe('the lines at the start', () => {
  test('without keys: rules only', () => {
    const { panel, arbiters, sentiment, describe: told } = opened({});
    expect([panel, arbiters, sentiment]).toEqual([[], [], undefined]);
    expect(told()).toEqual(['models: rules only']);
  });

  test('never asking is rules only, whatever keys there are', () => {
    const { panel, arbiters, sentiment, describe: told } = opened({ ...KEYS, 'models.when': 'never' });
    expect([panel, arbiters, sentiment]).toEqual([[], [], undefined]);
    expect(told()).toEqual(['models: rules only']);
  });

  test('with keys: who is asked, when, where, and what a day may cost', () => {
    expect(opened(KEYS).describe()).toEqual([
      'models: deepseek (deepseek-flash at api.deepseek.com), anthropic (claude-sonnet-5-5 at api.anthropic.com) vote ' +
        'beside the rules, asked when the rules propose an opening or a position is open',
      'conflicts: deepseek (deepseek-flash at api.deepseek.com), then anthropic (claude-sonnet-5-5 at api.anthropic.com)',
      'sentiment: deepseek (deepseek-flash at api.deepseek.com)',
      'models may cost at most 5 USD a day and not more than 0.01 % of equity, 0.1 USD a decision',
    ]);
  });
});

test('one model plays all its parts, so that its breaker and its limit are the provider’s', () => {
  const { panel, arbiters, sentiment } = opened(KEYS);
  expect(arbiters[0]).toBe(panel[0]);
  expect(sentiment).toBe(panel[0]);
  expect(panel.map(({ name, provider, model }) => [name, provider, model])).toEqual([
    ['deepseek', 'deepseek', 'deepseek-flash'],
    ['anthropic', 'anthropic', 'claude-sonnet-5-5'],
  ]);
});

describe('prices', () => {
  test('a model without one is refused, in a line that names the setting', () => {
    const set = { ...KEYS, 'models.deepseek.model': 'deepseek-next' };
    expect(() => opened(set)).toThrow('models.deepseek.price is needed: nothing is known of what deepseek-next costs.');
    expect(opened({ ...set, 'models.deepseek.price': '1/2.5' }).panel[0]?.price).toEqual({ input: '1', output: '2.5' });
  });

  test('a local server must be called free', () => {
    const local = { 'models.local.model': 'one', 'models.local.baseUrl': 'http://127.0.0.1:1/v1' };
    expect(() => opened(local)).toThrow('models.local.price is needed');
    expect(opened({ ...local, 'models.local.price': 'free' }).panel[0]?.price).toEqual({ input: '0', output: '0' });
  });

  test('every default model has one, and each says when and where it was seen', () => {
    const defaults = MODEL_KEYS.flatMap(({ key, fallback }) => (key.endsWith('.model') ? [fallback] : []));
    for (const model of defaults) if (model !== undefined) expect(priceOf(model as string)).toBeDefined();
    for (const { input, output, seenOn, source } of Object.values(PRICES)) {
      expect(Number(output)).toBeGreaterThan(Number(input));
      expect(Date.parse(seenOn)).not.toBeNaN();
      expect(source).toMatch(/^https:\/\//);
    }
  });

  test('a name that every object knows is no price', () => {
    expect(priceOf('constructor')).toBeUndefined();
  });
});

test("no vendor's client is loaded before a model is asked", async () => {
  const load = jest.fn();
  jest.doMock('openai', () => load() as unknown);
  jest.doMock('@anthropic-ai/sdk', () => load() as unknown);
  const { panel } = opened(KEYS);
  expect(load).not.toHaveBeenCalled();
  await panel[0]?.ask(aCall({ deadlineMs: 100 }));
  expect(load).toHaveBeenCalledTimes(1);
});
