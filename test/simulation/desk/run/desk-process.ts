import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { OperatorDesk } from '../../../../src/application/desk/operator-desk.js';
import { CommandRunner } from '../../../../src/application/messaging/command-runner.js';
import { Dispatcher } from '../../../../src/application/messaging/dispatcher.js';
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import { topicDecider } from '../../../../src/domain/messages/topic.decider.js';
import { outsideAgentsDecider } from '../../../../src/domain/outside-agents/outside-agents.decider.js';
import { DEFAULT_PAPER } from '../../../../src/domain/matching/paper-settings.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import { midOf, type Quote, type Quotes } from '../../../../src/domain/market/quote.js';
import { stableId } from '../../../../src/domain/shared/stable-id.js';
import { streams } from '../../../../src/domain/shared/stream-names.js';
import { assembleDesk, type AssembledDesk } from '../../../../src/infrastructure/bootstrap/assemble-desk.js';
import { DeskModule } from '../../../../src/infrastructure/bootstrap/desk.module.js';
import { accountOf, type Desk } from '../acts/perform.js';
import { workWithModels } from '../acts/drawn-signals.js';
import { TOPIC } from '../acts/outside.js';
import { scriptedAgents } from '../acts/scripted-agents.js';
import { Lifeline } from '../faults/lifeline.js';
import { MortalArchive, MortalCheckpoints } from '../faults/mortal-ports.js';
import { TroubledStore } from '../faults/troubled-store.js';
import { scriptedModels } from '../models/scripted-models.js';
import { plainText } from '../market/minutes.js';
import type { World } from './world.js';
import { writeInto } from './write-into.js';

export const ACCOUNT = 'main';

/** One life of the program: the real composition over ports that fail and die. What outlives it is the world's. */
export class DeskProcess {
  readonly life: Lifeline;
  private app!: INestApplicationContext;
  private assembled!: AssembledDesk;
  private store!: TroubledStore;

  private constructor(
    private readonly world: World,
    readonly number: number,
    diesAt: number | undefined,
  ) {
    this.life = new Lifeline(diesAt);
  }

  /** Assembled, not yet started. */
  static async assemble(world: World, number: number, diesAt: number | undefined): Promise<DeskProcess> {
    const desk = new DeskProcess(world, number, diesAt);
    const { plan, storeTrouble, storage, market, venueTrouble, snapshotEvery } = world;
    const store = new TroubledStore(storage.store, desk.life, storeTrouble);
    desk.store = store;
    const { snapshots } = storage;
    const runner = new CommandRunner(store, snapshotEvery === undefined ? {} : { snapshots, snapshotEvery });
    desk.app = await NestFactory.createApplicationContext(DeskModule.over(store, runner), { logger: ['error'] });
    const policy = { ...DEFAULT_POLICY, ...plan.policy };
    const { takerFee, makerFee, marginFee, marginFeePeriodMs } = policy;
    desk.assembled = assembleDesk(
      {
        accountId: ACCOUNT,
        mode: 'paper',
        policy,
        paper: { ...DEFAULT_PAPER, takerFee, makerFee, marginFee, marginFeePeriodMs, ...plan.paper },
        deposit: plan.deposit,
        tradingFrom: plan.startAt,
      },
      {
        store,
        checkpoints: new MortalCheckpoints(storage.checkpoints, desk.life, storeTrouble),
        archive: new MortalArchive(storage.archive, desk.life),
        data: market,
        runner,
        dispatcher: desk.app.get(Dispatcher),
        faults: venueTrouble.faults(number),
        ...adviceOf(world, desk.life),
      },
    );
    desk.troubleQuotes();
    return desk;
  }

  get desk() {
    return this.assembled.desk;
  }

  get run() {
    return this.assembled.run;
  }

  get venue() {
    return this.assembled.venue;
  }

  get now(): number {
    return this.assembled.clock.now();
  }

  get quotes(): Quotes {
    return this.assembled.market.quotes(false);
  }

  /** Of an operator at this desk. */
  get hands(): Desk {
    const dispatcher = this.app.get(Dispatcher);
    const runner = this.app.get(CommandRunner);
    const { clock, market } = this.assembled;
    const { wallClock } = this.world;
    const { store } = this;
    return {
      control: new OperatorDesk({ accountId: ACCOUNT, store, runner, dispatcher, clock, wallClock, market }),
      wallClock,
      venue: this.venue,
      sight: {
        agents: () => runner.stateOf(outsideAgentsDecider, streams.outsideAgents(ACCOUNT)),
        topic: () => runner.stateOf(topicDecider, streams.topic(TOPIC)),
      },
      accountId: ACCOUNT,
      at: () => this.now,
      quotes: () => this.quotes,
      account: () => accountOf(runner, ACCOUNT),
      send: (addressed, key) => {
        const commandId = stableId('operator', key);
        const cause = { commandId, correlationId: commandId, causationId: commandId, actor: 'operator' };
        return dispatcher.send(addressed, cause);
      },
      write: (stream, facts, key) => writeInto(this.world.storage.store, stream, facts, key, this.now),
    };
  }

  close(): Promise<void> {
    return this.app.close();
  }

  /** Candles have no book and no crossed sides: the market's mischief with quotes is laid over what they say. */
  private troubleQuotes(): void {
    const { market, clock } = this.assembled;
    const bare = market.quotes.bind(market);
    market.quotes = (withRange) =>
      Object.fromEntries(
        Object.entries(bare(withRange)).map(([id, quote]) => [
          id,
          this.troubled(id as InstrumentId, quote, clock.now()),
        ]),
      );
  }

  private troubled(id: InstrumentId, quote: Quote, at: number): Quote {
    let seen = this.withDrawnRange(id, quote, at);
    for (const { what, size = 0 } of this.world.market.episodesAt(id, at)) {
      if (what === 'crossed') seen = { ...seen, bid: seen.ask, ask: seen.bid };
      if (what === 'no-bid') seen = { ...seen, bid: '0' };
      if (what === 'thin-book') seen = { ...seen, depth: { bid: String(size), ask: String(size) } };
    }
    return seen;
  }

  /** Where what is said is drawn, the range that its stops go by is drawn with it. */
  private withDrawnRange(id: InstrumentId, quote: Quote, at: number): Quote {
    const { panel, agents } = this.world.plan;
    if (!panel || agents === 'rules') return quote;
    const { atr1h: _, ...bare } = quote;
    const atr = (this.world.legsAt(at).find(({ instrumentId }) => instrumentId === id) ?? { atr: 0.008 }).atr;
    return atr === undefined ? bare : { ...bare, atr1h: plainText(Number(midOf(quote)) * atr, 14) };
  }
}

/** Who decides, and the models that advise. */
const adviceOf = (world: World, life: Lifeline) => {
  const { panel, agents, seed } = world.plan;
  if (panel) return { agents: workWithModels(world), models: scriptedModels(panel, world, life) };
  return agents === 'scripted' ? { agents: scriptedAgents(seed) } : {};
};
