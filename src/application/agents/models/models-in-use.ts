import type { DecimalString } from '../../../domain/shared/decimal.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { LanguageModel } from '../../ports/language-model.port.js';
import type { NewsFeed } from '../../ports/news-feed.port.js';

/** When the panel is asked: never; when the rules propose an opening or a position is open; at every decision. */
export type AskWhen = 'never' | 'on-proposal' | 'always';

/** The models that the desk may ask, and what that may cost. */
export interface ModelsInUse {
  readonly when: AskWhen;
  /** Vote beside the rules. */
  readonly panel: readonly LanguageModel[];
  /** Settle conflicts, in the order in which they are asked. */
  readonly arbiters: readonly LanguageModel[];
  /** Reads the news. */
  readonly sentiment?: LanguageModel;
  readonly feed?: NewsFeed;
  /** USD a UTC day at most. */
  readonly dayBudget: DecimalString;
  /** Share of the equity that a day may cost; the smaller of both counts. */
  readonly dayBudgetEquityShare: DecimalString;
  /** USD a decision, or a run of the sentiment agent, at most. */
  readonly decisionBudget: DecimalString;
  /** Nobody is asked before: the past is lived through by rules alone. */
  readonly askFrom: UnixMs;
}

/** Rules only. */
export const NO_MODELS: ModelsInUse = {
  when: 'never',
  panel: [],
  arbiters: [],
  dayBudget: '0',
  dayBudgetEquityShare: '0',
  decisionBudget: '0',
  askFrom: 0,
};
