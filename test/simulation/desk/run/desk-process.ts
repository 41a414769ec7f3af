import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { OperatorDesk } from '../../../../src/application/desk/operator-desk.js';
import { CommandRunner } from '../../../../src/application/messaging/command-runner.js';
import { Dispatcher } from '../../../../src/application/messaging/dispatcher.js';
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import { DEFAULT_PAPER } from '../../../../src/domain/matching/paper-settings.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import type { Quote, Quotes } from '../../../../src/domain/market/quote.js';
import { stableId } from '../../../../src/domain/shared/stable-id.js';
import { assembleDesk, type AssembledDesk } from '../../../../src/infrastructure/bootstrap/assemble-desk.js';
import { DeskModule } from '../../../../src/infrastructure/bootstrap/desk.module.js';
import { accountOf, type Desk } from '../acts/perform.js';
import { scriptedAgents } from '../acts/scripted-agents.js';
import { Lifeline } from '../faults/lifeline.js';
import { MortalArchive, MortalCheckpoints } from '../faults/mortal-ports.js';
import { TroubledStore } from '../faults/troubled-store.js';
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
        ...(plan.agents === 'scripted' ? { agents: scriptedAgents(plan.seed) } : {}),
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
    let seen = quote;
    for (const { what, size = 0 } of this.world.market.episodesAt(id, at)) {
      if (what === 'crossed') seen = { ...seen, bid: seen.ask, ask: seen.bid };
      if (what === 'no-bid') seen = { ...seen, bid: '0' };
      if (what === 'thin-book') seen = { ...seen, depth: { bid: String(size), ask: String(size) } };
    }
    return seen;
  }
}
