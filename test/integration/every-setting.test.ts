import { RISK_RULES } from '../../src/domain/account/risk/rules/index.js';
import { CONFIG_KEYS } from '../../src/infrastructure/config/config-keys.js';
import { ConfigError } from '../../src/infrastructure/config/config-error.js';
import { loadConfig } from '../../src/infrastructure/config/load-config.js';
import { ACCOUNT_SETTINGS } from '../support/settings/account-settings.js';
import { DESK_SETTINGS, removeSettingsFolder } from '../support/settings/desk-settings.js';
import { MODEL_SETTINGS } from '../support/settings/model-settings.js';
import { PAPER_SETTINGS } from '../support/settings/paper-settings.js';
import { SENTIMENT_SETTINGS } from '../support/settings/sentiment-settings.js';
import type { SettingLooks } from '../support/settings/setting-look.js';
import { VERDICT_SETTINGS } from '../support/settings/verdict-settings.js';

const LOOKS: SettingLooks = {
  ...DESK_SETTINGS,
  ...VERDICT_SETTINGS,
  ...ACCOUNT_SETTINGS,
  ...PAPER_SETTINGS,
  ...MODEL_SETTINGS,
  ...SENTIMENT_SETTINGS,
};

afterAll(removeSettingsFolder);

/** What the program does with these settings; a refused setting is an outcome too. */
const outcome = async (
  look: (typeof LOOKS)[string]['look'],
  set: Readonly<Record<string, string>>,
): Promise<unknown> => {
  try {
    const pairs = Object.entries(set).map(([key, value]) => `${key}=${value}`);
    const { config } = loadConfig({ env: {}, set: pairs });
    // Through JSON: what a store, a page or another process would see of it.
    return JSON.parse(JSON.stringify((await look(config)) ?? null));
  } catch (error) {
    if (error instanceof ConfigError) return error.message;
    throw error;
  }
};

test.each(CONFIG_KEYS.map(({ key }) => key))('F-R18 %s makes a difference', async (key) => {
  const line = LOOKS[key];
  if (!line) throw new Error(`${key} has no look in test/support/settings: nobody has seen that it is read`);
  const { value, beside = {}, look } = line;
  const before = await outcome(look, beside);
  expect(await outcome(look, { ...beside, [key]: value })).not.toEqual(before);
});

test('F-R18 no look is of a setting that is gone', () => {
  const keys = new Set(CONFIG_KEYS.map(({ key }) => key));
  expect(Object.keys(LOOKS).filter((key) => !keys.has(key))).toEqual([]);
});

test('F-R18 what a rule says it reads is seen in a verdict', () => {
  const named = new Set(RISK_RULES.flatMap(({ policyKeys }) => policyKeys).map((key) => `risk.${key}`));
  expect([...named].filter((key) => !(key in VERDICT_SETTINGS))).toEqual([]);
});
