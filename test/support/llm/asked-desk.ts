/** The whole desk over the pretend market, with models at providers on loopback that answer as a test says. */
import type { ModelsInUse } from '../../../src/application/agents/models/models-in-use.js';
import { stableId } from '../../../src/domain/shared/stable-id.js';
import { streams } from '../../../src/domain/shared/stream-names.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import type { Vote } from '../../../src/domain/decisions/decision.events.js';
import { HOUR } from '../../../src/domain/shared/time.js';
import { openMemory, type Storage } from '../../../src/infrastructure/bootstrap/open-storage.js';
import { collect } from '../facts.js';
import { startPretendDesk, type PretendDesk, type PretendDeskOptions } from '../pretend-desk.js';
import { startAnthropicFake } from './anthropic-fake.js';
import { opened } from './ask.js';
import type { Behaviour, SeenRequest } from './behaviour.js';
import { fastTiming } from './fast-timing.js';
import { FAKE_KEY, type FakeProvider } from './fake-provider.js';
import { startOpenAiFake } from './openai-fake.js';

export type Provider = 'deepseek' | 'anthropic' | 'openai';

/** What a provider can go by: its request, and how the rules have voted in the cycle that asks. */
export interface Question {
  readonly request: SeenRequest;
  readonly rules: readonly Vote[];
}
export type Answerer = (question: Question) => Behaviour;

export interface AskedDeskOptions extends Omit<PretendDeskOptions, 'storage' | 'until' | 'models' | 'seed'> {
  readonly seed?: number;
  readonly storage?: Storage;
  /** The panel, in this order; each also rules where it is named an arbiter. */
  readonly panel: Readonly<Partial<Record<Provider, Answerer>>>;
  readonly arbiters?: readonly Provider[];
  readonly set?: Readonly<Record<string, string>>;
  readonly models?: Partial<ModelsInUse>;
}

export interface AskedDesk extends PretendDesk {
  readonly providers: Readonly<Partial<Record<Provider, FakeProvider>>>;
  readonly storage: Storage;
  facts(): Promise<readonly RecordedFact[]>;
  /** Lives on until so many cycles have asked a model and are over. */
  livedThroughAsked(cycles: number): Promise<readonly RecordedFact[]>;
  end(): Promise<void>;
}

/** A pretend provider's second is a twentieth of one; what the desk records is the whole. */
const TIMES = 20;
const MOST_HOURS = 24 * 14;

const rulesOf = async (storage: Storage): Promise<readonly Vote[]> => {
  const votes: RecordedFact[] = [];
  for (const fact of await collect(storage.store.readAll())) {
    if (fact.type === 'CycleOpened') votes.length = 0;
    if (fact.type === 'VoteCast') votes.push(fact);
  }
  return votes
    .map(({ data }) => data as { member: string; vote: Vote })
    .flatMap((cast) => (cast.member === 'rules' ? [cast.vote] : []));
};

const startProviders = async (panel: AskedDeskOptions['panel'], storage: Storage) => {
  const providers: Partial<Record<Provider, FakeProvider>> = {};
  for (const [name, answer] of Object.entries(panel) as [Provider, Answerer][]) {
    const start = name === 'anthropic' ? startAnthropicFake : startOpenAiFake;
    providers[name] = await start(async (request) => answer({ request, rules: await rulesOf(storage) }));
  }
  return providers;
};

/** As `modelsOf` makes them of the settings. */
const modelsFor = (options: AskedDeskOptions, providers: Partial<Record<Provider, FakeProvider>>): ModelsInUse => {
  const names = Object.keys(options.panel);
  const settings = Object.entries(providers).flatMap(([name, { url }]) => [
    [`models.${name}.key`, FAKE_KEY],
    [`models.${name}.baseUrl`, url],
  ]);
  const { panel, arbiters, sentiment } = opened(
    {
      ...Object.fromEntries(settings),
      'models.panel': names.join(','),
      ...(options.arbiters ? { 'models.arbiters': options.arbiters.join(',') } : {}),
      ...options.set,
    },
    fastTiming(TIMES),
  );
  const money = { dayBudget: '5', dayBudgetEquityShare: '0.0001', decisionBudget: '0.5' };
  return {
    when: 'on-proposal',
    panel,
    arbiters: options.arbiters ? arbiters : [],
    ...(sentiment && { sentiment }),
    ...money,
    askFrom: 0,
    ...options.models,
  };
};

export const startAskedDesk = async (options: AskedDeskOptions): Promise<AskedDesk> => {
  const { storage = openMemory(), seed = 7 } = options;
  const providers = await startProviders(options.panel, storage);
  const desk = await startPretendDesk({ ...options, seed, storage, models: modelsFor(options, providers) });
  const facts = () => collect(storage.store.readAll());
  return {
    ...desk,
    providers,
    storage,
    facts,
    livedThroughAsked: async (cycles) => {
      const until = desk.clock.now() + MOST_HOURS * HOUR;
      while (desk.clock.now() < until) {
        const dueAt = Math.floor(desk.clock.now() / HOUR) * HOUR;
        await desk.run.next();
        if (Math.floor(desk.clock.now() / HOUR) * HOUR === dueAt) continue;
        const asked = new Set(
          (await facts()).flatMap(({ type, stream }) => (type === 'ModelConsulted' ? [stream] : [])),
        );
        if (asked.size >= cycles) break;
      }
      for (let minute = 0; minute < 3; minute++) await desk.run.next();
      return facts();
    },
    end: async () => {
      await desk.close();
      await Promise.all(Object.values(providers).map((provider) => provider.close()));
    },
  };
};

export const cycleAt = (dueAt: number, accountId = 'main'): string =>
  streams.decision(stableId('cycle', accountId, dueAt));
