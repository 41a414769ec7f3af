/** Models of the desk at providers on loopback that answer as a test says, each in the time that the test says. */
import type { ModelsInUse } from '../../../src/application/agents/models/models-in-use.js';
import { LanguageModel, type ModelAnswer, type ModelCall } from '../../../src/application/ports/language-model.port.js';
import type { Vote } from '../../../src/domain/decisions/decision.events.js';
import type { ModelPrice } from '../../../src/domain/models/prices.js';
import type { Storage } from '../../../src/infrastructure/bootstrap/open-storage.js';
import { startAnthropicFake } from './anthropic-fake.js';
import { opened } from './ask.js';
import type { Behaviour, SeenRequest } from './behaviour.js';
import { FAKE_KEY, type FakeProvider } from './fake-provider.js';
import { startOpenAiFake } from './openai-fake.js';
import { PatientTiming } from './patient-timing.js';

export type Provider = 'deepseek' | 'anthropic' | 'openai';

/** What a provider can go by: its request, and how the rules have voted in the cycle that asks. */
export interface Question {
  readonly request: SeenRequest;
  readonly rules: readonly Vote[];
}
export type Answerer = (question: Question) => Behaviour;

export interface FakePanelOptions {
  /** The panel, in this order. */
  readonly panel: Readonly<Partial<Record<Provider, Answerer>>>;
  /** Who rules on conflicts, first the one to ask first; one that also votes tells the two questions apart. */
  readonly arbiters?: Readonly<Partial<Record<Provider, Answerer>>>;
  /** What an arbiter without a seat votes when it is asked to show that it is back. */
  readonly votesOfArbiters?: Answerer;
  readonly set?: Readonly<Record<string, string>>;
  readonly models?: Partial<ModelsInUse>;
  /** That the providers take; the settings name the same. */
  readonly key?: string;
}

const MONEY = { dayBudget: '5', dayBudgetEquityShare: '0.0001', decisionBudget: '0.5' } as const;

/** The votes of the rules in the newest cycle of the log. */
const rulesIn = async ({ store }: Storage): Promise<readonly Vote[]> => {
  const votes: Vote[] = [];
  for await (const { type, data } of store.readAll()) {
    if (type === 'CycleOpened') votes.length = 0;
    const { member, vote } = data as { readonly member?: string; readonly vote?: Vote };
    if (type === 'VoteCast' && member === 'rules' && vote) votes.push(vote);
  }
  return votes;
};

/** A model whose calls take their provider's time. */
class TimedModel extends LanguageModel {
  readonly name: string;
  readonly provider: string;
  readonly model: string;
  readonly price: ModelPrice;

  constructor(
    private readonly inner: LanguageModel,
    private readonly timing: PatientTiming,
  ) {
    super();
    ({ name: this.name, provider: this.provider, model: this.model, price: this.price } = inner);
  }

  ask(call: ModelCall): Promise<ModelAnswer> {
    return this.timing.call(this.name, () => this.inner.ask(call));
  }
}

export class FakePanel {
  readonly providers: Partial<Record<Provider, FakeProvider>> = {};
  private timing = new PatientTiming(() => 0);

  private constructor(
    private readonly options: FakePanelOptions,
    private readonly storage: Storage,
  ) {}

  static async start(options: FakePanelOptions, storage: Storage): Promise<FakePanel> {
    const fakes = new FakePanel(options, storage);
    const { panel, arbiters = {}, key = FAKE_KEY } = options;
    for (const name of Object.keys({ ...panel, ...arbiters }) as Provider[]) {
      const start = name === 'anthropic' ? startAnthropicFake : startOpenAiFake;
      fakes.providers[name] = await start((request) => fakes.answer(name, request), { keys: [key] });
    }
    return fakes;
  }

  /** For one life of a desk: the providers stay, and nothing else does. `clock` is the desk's. */
  models(clock: () => number): ModelsInUse {
    const timing = (this.timing = new PatientTiming(clock));
    const { panel, arbiters = {}, models } = this.options;
    const names = Object.keys({ ...panel, ...arbiters });
    const byName = new Map(names.map((name) => [name, new TimedModel(this.open(name, timing), timing)]));
    const of = (list: object) => Object.keys(list).flatMap((name) => byName.get(name) ?? []);
    return { when: 'on-proposal', panel: of(panel), arbiters: of(arbiters), ...MONEY, askFrom: 0, ...models };
  }

  /** Requests that each has had. */
  get requests(): Readonly<Record<string, number>> {
    return Object.fromEntries(Object.entries(this.providers).map(([name, { requests }]) => [name, requests.length]));
  }

  async close(): Promise<void> {
    await Promise.all(Object.values(this.providers).map((provider) => provider.close()));
  }

  /** Each with a clock of its own, as `openModels` makes it of the settings. */
  private open(name: string, timing: PatientTiming): LanguageModel {
    const { set, key = FAKE_KEY } = this.options;
    const at = {
      [`models.${name}.key`]: key,
      [`models.${name}.baseUrl`]: this.providers[name as Provider]?.url ?? '',
    };
    const [model] = opened({ ...at, 'models.panel': name, ...set }, timing.of(name)).panel;
    if (!model) throw new Error(`no model of ${name}`);
    return model;
  }

  private async answer(name: Provider, request: SeenRequest): Promise<Behaviour> {
    const { panel, arbiters = {}, votesOfArbiters } = this.options;
    const answerer = request.list === 'rulings' ? arbiters[name] : (panel[name] ?? votesOfArbiters);
    if (!answerer) throw new Error(`${name} is not asked for ${request.list}`);
    // Of the life that asks: a dead one's time goes on no more.
    const { timing } = this;
    let behaviour = answerer({ request, rules: await rulesIn(this.storage) });
    while (behaviour.kind === 'later') {
      await timing.thinks(name, behaviour.afterMs);
      behaviour = behaviour.then;
    }
    if (behaviour.kind === 'hangs' || behaviour.kind === 'drips') void timing.thinks(name);
    return behaviour;
  }
}
