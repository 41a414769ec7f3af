import { NestFactory } from '@nestjs/core';
import { CommandRunner } from '../../../application/messaging/command-runner.js';
import { Dispatcher } from '../../../application/messaging/dispatcher.js';
import { BEGINNING, type Engine } from '../../../application/messaging/engine.js';
import { type EventStore, StoreUnavailable } from '../../../application/ports/event-store.port.js';
import type { Config } from '../../config/config.js';
import { assembleDesk, type AssembledDesk } from '../assemble-desk.js';
import { DeskModule } from '../desk.module.js';
import { marketOf, type ChosenMarket } from '../market-of.js';
import { modelsOf } from '../models-of.js';
import type { Storage } from '../open-storage.js';
import { liveThrough, Pace } from '../pace.js';
import type { Patience } from '../patiently.js';
import type { StartScreen } from '../start-screen.js';
import { EngineVoice, type EngineNow } from './engine-voice.js';
import { LeasedRole, type LeasedRoleOptions } from './leased-role.js';
import type { LeaseTerm } from './lease-term.js';
import { LeasedVenue } from './leased-venue.js';
import { leasedStorage } from './leased-storage.js';
import { engineLease } from './role.js';

export interface EngineRoleOptions extends LeasedRoleOptions {
  readonly config: Config;
  readonly storage: Storage;
  readonly screen: StartScreen;
  /** Time to stop: the past is not lived to its end. */
  readonly signal: AbortSignal;
  readonly onChange: () => void;
}

/** The parts of one term; a later term begins with new ones from the log. */
interface Term extends AssembledDesk {
  readonly lease: LeaseTerm;
  readonly chosen: ChosenMarket;
  readonly voice: EngineVoice;
}

/** Requests of people and answers of outside agents are written by the processes that serve them. */
const WRITTEN_BY_OTHERS = ['override', 'outsideAgents'];

const ended = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** Trades the account while it has its lease, and stands by while another has. */
export class EngineRole extends LeasedRole {
  private voice: EngineVoice | undefined;

  constructor(private readonly options: EngineRoleOptions) {
    super(engineLease(options.config.account.id), options);
  }

  /** Undefined while it is not the active one. */
  now(): EngineNow | undefined {
    return this.voice?.now();
  }

  protected override async serve(lease: LeaseTerm, settled: () => void): Promise<void> {
    const { storage, screen, logger } = this.options;
    if (storage.isShared) screen.line(`this engine is the active one, term ${lease.fence.token}`);
    const leased = leasedStorage(storage, lease);
    const runner = new CommandRunner(leased.store, { snapshots: leased.snapshots, logger });
    const over = DeskModule.over(leased.store, runner);
    const commands = await NestFactory.createApplicationContext(over, { logger: ['error'] });
    const chosen = marketOf(this.options.config);
    const models = await modelsOf(this.options.config, chosen.livedUntil, screen);
    const term = this.assemble(lease, chosen, {
      models,
      ...leased,
      runner,
      dispatcher: commands.get(Dispatcher),
    });
    this.voice = term.voice;
    try {
      await term.run.start();
      screen.line(`the market is warm, the desk stands at ${new Date(term.clock.now()).toISOString()}`);
      await this.liveThePast(term);
      if (lease.lost) return;
      settled();
      await this.trade(term, storage.store);
    } finally {
      if (lease.lost) screen.line('another engine has taken over, this one stands by');
      term.voice.silence();
      this.voice = undefined;
      this.options.onChange();
      await runner.folds.settled();
      await commands.close();
    }
  }

  private assemble(
    lease: LeaseTerm,
    chosen: ChosenMarket,
    parts: Omit<Parameters<typeof assembleDesk>[1], 'data'>,
  ): Term {
    const { config, onChange } = this.options;
    const { account, mode, risk, paper } = config;
    const settings = {
      accountId: account.id,
      mode,
      policy: risk,
      paper,
      deposit: account.deposit,
      tradingFrom: chosen.tradingFrom,
    };
    const assembled = assembleDesk(settings, {
      ...parts,
      data: chosen.data,
      engineId: `term ${lease.fence.token}`,
      around: (venue) => new LeasedVenue(venue, lease),
    });
    const { label } = chosen.data;
    const voice = new EngineVoice({ ...assembled, label, maxPriceAgeMs: risk.maxPriceAgeMs, term: lease, onChange });
    return { ...assembled, lease, chosen, voice };
  }

  /** The past is traded through at full speed at a first start; later starts find it in the log. */
  private async liveThePast({ lease, chosen, clock, run, voice }: Term): Promise<void> {
    const { screen, signal } = this.options;
    if (clock.now() >= chosen.livedUntil) return;
    const begun = performance.now();
    const from = clock.now();
    const days = ((chosen.livedUntil - from) / 86_400_000).toFixed(1);
    const bar = screen.progress('living through the past');
    const update = (share: number): void => {
      bar.update(share);
      voice.changed({ speed: Math.round((clock.now() - from) / (performance.now() - begun)) });
    };
    const patience = { ...troubleTold(voice), signal: AbortSignal.any([signal, lease.over]) };
    await liveThrough({ run, clock }, chosen.livedUntil, update, patience);
    bar.done(`lived through ${days} days of market in ${((performance.now() - begun) / 1_000).toFixed(1)} s`);
  }

  /** Keeps pace with the market until the term is over. */
  private async trade(term: Term, store: EventStore): Promise<void> {
    const { lease, desk, voice } = term;
    const { speed } = this.options.config.market;
    let fail: (error: unknown) => void = () => undefined;
    const failed = new Promise<void>((_, reject) => (fail = reject));
    const onStep = (): void => voice.changed(desk.lastAppended === undefined ? {} : { head: desk.lastAppended });
    const onEnd = (): void => voice.changed({ speed: 0 });
    const pace = new Pace({ ...term, ...troubleTold(voice), speed, onStep, onFailure: fail, onEnd });
    const deaf = listen(store, desk.engine, fail);
    pace.start();
    voice.changed({ speed });
    try {
      await Promise.race([ended(lease.over), failed]);
    } finally {
      await pace.stop();
      await deaf();
    }
    if (!lease.lost && store.health().status === 'up') await atRest(term);
  }
}

/** What the health page says while the store is away and the desk waits for it. */
const troubleTold = (voice: EngineVoice): Omit<Patience, 'signal'> => ({
  onTrouble: ({ message }) =>
    voice.changed({ trouble: { component: 'trading loop', status: 'down', detail: message } }),
  onRecovery: () => voice.changed({ trouble: null }),
});

/** Tells the engine of facts that other processes append; it looks between two steps. Returns how to end it. */
const listen = (store: EventStore, engine: Engine, fail: (error: unknown) => void): (() => Promise<void>) => {
  const after = engine.reached === BEGINNING ? {} : { after: engine.reached };
  const facts = store.subscribe({ ...after, categories: WRITTEN_BY_OTHERS })[Symbol.asyncIterator]();
  const hear = async (): Promise<void> => {
    for (let next = await facts.next(); !next.done; next = await facts.next()) engine.toldOf(next.value.position);
  };
  // One that this program cannot read ends the trading, as it would when the engine comes to it.
  hear().catch(fail);
  return async () => void (await facts.return?.());
};

/** Spares the next start some work; without it that start makes up for it from the log. */
const atRest = async ({ desk, run }: AssembledDesk): Promise<void> => {
  try {
    await desk.stop();
    await run.flush();
  } catch (error) {
    if (!(error instanceof StoreUnavailable)) throw error;
  }
};
