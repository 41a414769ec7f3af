import type { ModelsInUse } from '../../application/agents/models/models-in-use.js';
import { NO_MODELS } from '../../application/agents/models/models-in-use.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { Config } from '../config/config.js';
import { ConfigError } from '../config/config-error.js';
import { openModels, type OpenModels, type OpenModelsSettings } from '../llm/open-models.js';
import { recordedMembers, type RecordedCalls } from '../llm/recorded/recorded-model.js';
import { openNewsFeed } from '../news/open-news-feed.js';
import type { StartScreen } from './start-screen.js';

/**
 * The models that the settings name, and what the start says of them: who will be asked, what a day may cost at most, and
 * whether each provider still offers its model. Nobody is asked before `askFrom`.
 */
export const modelsOf = async (
  { models: settings, sentiment: news }: Pick<Config, 'models' | 'sentiment'>,
  askFrom: UnixMs,
  screen: StartScreen,
): Promise<ModelsInUse> => {
  const { sentiment: _reader, ...withoutReader } = settings;
  // Without news there is nobody to read them.
  const opened = openedOf(news.feed === undefined ? withoutReader : settings);
  for (const line of opened.describe()) screen.line(line);
  for (const { name, ok, detail } of await opened.check()) {
    if (!ok) screen.line(`warning: model ${name} may not answer: ${detail}`);
  }
  const { panel, arbiters, sentiment } = opened;
  const feed = openNewsFeed(news, (warning) => screen.line(`warning: ${warning}`));
  const { when, dayBudget, dayBudgetEquityShare, decisionBudget } = settings;
  return {
    when,
    panel,
    arbiters,
    ...(sentiment && { sentiment }),
    ...(feed && { feed }),
    dayBudget,
    dayBudgetEquityShare,
    decisionBudget,
    askFrom,
  };
};

const openedOf = (settings: OpenModelsSettings): OpenModels => {
  try {
    return openModels(settings);
  } catch (error) {
    throw new ConfigError(error instanceof Error ? error.message : String(error));
  }
};

/** Room for calls that cost nothing: a day without any money counts as spent, and then nobody is asked. */
const FREE_DAYS = { dayBudget: '1', dayBudgetEquityShare: '1', decisionBudget: '1' } as const;

/** Models whose answers are those of a log: they are asked when the real ones would be, cost nothing and call nothing. */
export const recordedModels = (calls: RecordedCalls, when: ModelsInUse['when']): ModelsInUse => {
  const members = recordedMembers(calls);
  const asked = (purpose: string) => {
    const names = new Set([...calls.values()].filter((call) => call.purpose === purpose).map(({ member }) => member));
    return members.filter(({ name }) => names.has(name));
  };
  return { ...NO_MODELS, ...FREE_DAYS, when, panel: asked('vote'), arbiters: asked('ruling') };
};
