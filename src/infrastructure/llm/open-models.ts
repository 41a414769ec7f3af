import type { LanguageModel } from '../../application/ports/language-model.port.js';
import { CalledModel } from './calling/called-model.js';
import { redactor } from './calling/redaction.js';
import { REAL_TIMING, type Timing } from './calling/timing.js';
import { priceOf } from './prices.js';
import { wireOf, type ProviderSettings } from './providers.js';

export const PROVIDERS = ['deepseek', 'anthropic', 'openai', 'local'] as const;
export type ProviderName = (typeof PROVIDERS)[number];

/** What the settings say of models, checked and complete. */
export interface OpenModelsSettings extends Readonly<Record<ProviderName, ProviderSettings>> {
  readonly when: 'on-proposal' | 'always' | 'never';
  readonly panel: readonly ProviderName[];
  readonly arbiters: readonly ProviderName[];
  readonly sentiment?: ProviderName;
  /** USD. */
  readonly dayBudget: string;
  /** Of equity, fraction. */
  readonly dayBudgetEquityShare: string;
  readonly decisionBudget: string;
}

export interface ModelCheck {
  readonly name: string;
  readonly ok: boolean;
  readonly detail: string;
}

export interface OpenModels {
  readonly panel: readonly LanguageModel[];
  /** First the one to ask first. */
  readonly arbiters: readonly LanguageModel[];
  readonly sentiment?: LanguageModel;
  /** Lines for the start: who will be asked, when, and what a day may cost at most. */
  describe(): readonly string[];
  /** Asks each provider whether it offers its model. Never fatal, never rejects (F-D18). */
  check(): Promise<readonly ModelCheck[]>;
}

/** For all providers together: the start waits for it. */
const CHECK_MS = 5_000;

const OCCASIONS = {
  'on-proposal': 'when the rules propose an opening or a position is open',
  always: 'at every decision',
  never: 'never',
} as const;

const hostOf = (baseUrl: string | undefined): string => (baseUrl === undefined ? '' : new URL(baseUrl).host);

const percent = (fraction: string): string => `${Number((Number(fraction) * 100).toPrecision(6))} %`;

const checked = async (model: CalledModel, timing: Timing): Promise<ModelCheck> => {
  const controller = new AbortController();
  let cancel = (): void => undefined;
  const tooLate = new Promise<{ ok: boolean; detail: string }>((resolve) => {
    cancel = timing.after(CHECK_MS, () => {
      controller.abort();
      resolve({ ok: false, detail: `no answer in ${CHECK_MS / 1_000} s` });
    });
  });
  try {
    return { name: model.name, ...(await Promise.race([model.check(controller.signal), tooLate])) };
  } finally {
    cancel();
  }
};

/**
 * The models that the settings name, one for each provider whatever its parts; nothing is sent and no vendor's client
 * loaded before the first call. Rules need no adapter: the application computes their votes.
 * @throws Error naming the key where a model has no price, so that nothing is asked that the budget cannot see
 */
export const openModels = (settings: OpenModelsSettings, timing: Timing = REAL_TIMING): OpenModels => {
  const isAsked = settings.when !== 'never';
  const parts = isAsked ? settings : { panel: [], arbiters: [] };
  const names = new Set([...parts.panel, ...parts.arbiters, ...('sentiment' in parts ? [parts.sentiment] : [])]);
  const secrets = PROVIDERS.flatMap((name) => settings[name].key?.reveal() ?? []);
  const redact = redactor(secrets);
  const opened = new Map<ProviderName, CalledModel>();
  for (const name of PROVIDERS.filter((each) => names.has(each))) {
    const { model, price: given } = settings[name];
    const price = model === undefined ? undefined : priceOf(model, given);
    if (model === undefined || !price) {
      throw new Error(
        `models.${name}.price is needed: nothing is known of what ${model ?? name} costs. Expected free, or ` +
          'input/output in USD per million tokens, as 0.3/1.2.',
      );
    }
    opened.set(
      name,
      new CalledModel({ name, provider: name, model, price, wire: wireOf(name, settings[name]), redact, timing }),
    );
  }
  const of = (list: readonly ProviderName[]) => list.flatMap((name) => opened.get(name) ?? []);
  const sentiment = parts === settings && settings.sentiment ? opened.get(settings.sentiment) : undefined;
  return {
    panel: of(parts.panel),
    arbiters: of(parts.arbiters),
    ...(sentiment && { sentiment }),
    describe: () => described(settings, of(parts.panel), of(parts.arbiters), sentiment),
    check: () => Promise.all([...opened.values()].map((model) => checked(model, timing))),
  };
};

const described = (
  settings: OpenModelsSettings,
  panel: readonly LanguageModel[],
  arbiters: readonly LanguageModel[],
  sentiment: LanguageModel | undefined,
): readonly string[] => {
  if (panel.length + arbiters.length === 0 && !sentiment) return ['models: rules only'];
  const told = ({ name, model }: LanguageModel) =>
    `${name} (${model} at ${hostOf(settings[name as ProviderName].baseUrl)})`;
  const { dayBudget, dayBudgetEquityShare, decisionBudget } = settings;
  return [
    panel.length === 0
      ? 'models: rules alone vote'
      : `models: ${panel.map(told).join(', ')} vote beside the rules, asked ${OCCASIONS[settings.when]}`,
    ...(arbiters.length === 0 ? [] : [`conflicts: ${arbiters.map(told).join(', then ')}`]),
    ...(sentiment ? [`sentiment: ${told(sentiment)}`] : []),
    `models may cost at most ${dayBudget} USD a day and not more than ${percent(dayBudgetEquityShare)} of equity, ` +
      `${decisionBudget} USD a decision`,
  ];
};
