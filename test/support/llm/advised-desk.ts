/**
 * The whole desk over a market written by hand, with the opinions of the advisers as a test gives them and models at
 * providers on loopback. It needs no history, so a life of it costs next to nothing, and there may be many over one log.
 */
import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { AgentsAtWork } from '../../../src/application/agents/agents-at-work.js';
import type { AgentsParts } from '../../../src/application/agents/agents-parts.js';
import { CommandRunner } from '../../../src/application/messaging/command-runner.js';
import { Dispatcher } from '../../../src/application/messaging/dispatcher.js';
import type { EventStore } from '../../../src/application/ports/event-store.port.js';
import type { TaskRun } from '../../../src/application/scheduling/run-in-progress.js';
import type { Work } from '../../../src/application/scheduling/scheduler.js';
import { accountDecider } from '../../../src/domain/account/account.decider.js';
import { DEFAULT_POLICY } from '../../../src/domain/account/risk/policy.js';
import { runIdOf } from '../../../src/domain/coordinator/coordinator.decider.js';
import type { InstrumentId } from '../../../src/domain/market/instrument.js';
import type { Regime } from '../../../src/domain/market/regime.js';
import { DEFAULT_PAPER } from '../../../src/domain/matching/paper-settings.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { signalKey, streams } from '../../../src/domain/shared/stream-names.js';
import { HOUR } from '../../../src/domain/shared/time.js';
import { validityMs } from '../../../src/domain/signals/signal.decider.js';
import type { Direction, SignalAgent } from '../../../src/domain/signals/signal.events.js';
import { assembleDesk, type AssembledDesk } from '../../../src/infrastructure/bootstrap/assemble-desk.js';
import { DeskModule } from '../../../src/infrastructure/bootstrap/desk.module.js';
import { openMemory, type Storage } from '../../../src/infrastructure/bootstrap/open-storage.js';
import { ScriptedMarket, type Minutes } from '../../simulation/composition/scripted-market.js';
import { collect } from '../facts.js';
import { FakePanel, type FakePanelOptions } from './fake-panel.js';

/** A Wednesday noon: the first decision is due at once, and no day turns for twelve hours. */
export const NOON = Date.UTC(2026, 0, 7, 12);
const ACCOUNT = 'main';

/** What the advisers say of an instrument at every run; an adviser that is not named says nothing. */
export interface Opinion {
  readonly regime?: Regime;
  readonly technical?: readonly [Direction, confidence: string];
  readonly sentiment?: readonly [Direction, confidence: string];
}
export type Opinions = Readonly<Partial<Record<InstrumentId, Opinion>>>;

/** Bull, with a technical signal that the rules follow. */
export const BULLISH: Opinions = { 'BTC/USDT': { regime: 'trending_bull', technical: ['long', '0.8'] } };

/** Quote units. */
const ATR: Readonly<Record<InstrumentId, string>> = { 'BTC/USDT': '480', 'XRP/USDT': '0.004', 'XRP/BTC': '0.00000007' };

export interface AdvisedDeskOptions extends FakePanelOptions {
  readonly opinions?: Opinions;
  /** What one life of the process has in place of the log: one that dies, for example. */
  readonly around?: (store: EventStore) => EventStore;
}

const draftOf = (of: { readonly agent: SignalAgent; readonly instrumentId: InstrumentId } & Opinion, run: TaskRun) => {
  const { agent, instrumentId, regime } = of;
  const [direction, confidence] = (agent === 'regime' ? undefined : of[agent]) ?? ['flat', '0.7'];
  const said = { runId: runIdOf(agent, run.dueAt), agent, instrumentId, at: run.at, direction, confidence } as const;
  const reading = { openTime: run.at - HOUR, regime: regime ?? 'unknown' };
  return {
    type: 'RecordSignal' as const,
    ...said,
    horizonMs: HOUR,
    validityMs: validityMs(agent, HOUR),
    reasons: ['as the test has it'],
    inputs: { candles: [], leftOut: [] },
    modelCallIds: [],
    ...(agent === 'regime' ? { readings: [{ ...reading, openTime: reading.openTime - HOUR }, reading] } : {}),
  };
};

/** The desk's own schedule, decisions and calls; of the advisers only what they say is the test's. */
const advisedBy =
  (opinions: () => Opinions) =>
  (parts: AgentsParts): Work => {
    const real = new AgentsAtWork(parts);
    const say = (agent: SignalAgent) => async (run: TaskRun) => {
      for (const [id, opinion] of Object.entries(opinions()) as [InstrumentId, Opinion][]) {
        if (opinion[agent] === undefined) continue;
        const command = draftOf({ agent, instrumentId: id, ...opinion }, run);
        const addressed = { to: 'signal' as const, id: signalKey(agent, id), command };
        const { facts } = await parts.dispatcher.start(agent, `${id} ${run.runId}`, addressed, run.runId);
        parts.board.take(facts);
      }
    };
    const decide = real.bodies['trading-decision'];
    return {
      bodies: {
        technical: say('technical'),
        regime: say('regime'),
        ...(Object.values(opinions()).some(({ sentiment }) => sentiment) && { sentiment: say('sentiment') }),
        ...(decide && { 'trading-decision': decide }),
      },
      isReady: (task, at) => real.isReady(task, at),
      pace: (at) => real.pace(at),
      giveUp: (task, dueAt) => real.giveUp(task, dueAt),
    };
  };

export class AdvisedDesk {
  private assembled!: AssembledDesk;
  private readonly apps: INestApplicationContext[] = [];

  private constructor(
    readonly storage: Storage,
    private readonly market: ScriptedMarket,
    readonly panel: FakePanel,
    /** From the next run of the advisers on. */
    public opinions: Opinions,
  ) {}

  /** Open, with its money, at noon; nothing has moved. */
  static async start(options: AdvisedDeskOptions): Promise<AdvisedDesk> {
    const storage = openMemory();
    const { opinions = BULLISH, around } = options;
    const panel = await FakePanel.start(options, storage);
    const desk = new AdvisedDesk(storage, new ScriptedMarket(NOON), panel, opinions);
    await desk.open(around);
    return desk;
  }

  get now(): number {
    return this.assembled.clock.now();
  }

  /** As after kill -9: nothing but the log is left. Whatever the former life still does is nobody's. */
  async startAgain(around?: (store: EventStore) => EventStore): Promise<void> {
    await this.open(around);
  }

  /** The next minute of the market, and all that follows from it. */
  async minute(minutes: Minutes = {}): Promise<void> {
    this.market.append(minutes);
    // After a restart there may be more than one that is not lived through.
    while (await this.assembled.run.peek()) await this.assembled.run.next();
  }

  async minutes(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.minute();
  }

  /** Through the next full hour, when a decision is due, and the minute in which late answers come. */
  async nextDecision(): Promise<void> {
    const dueAt = Math.floor(this.now / HOUR + 1) * HOUR;
    while (this.now <= dueAt) await this.minute();
  }

  /** The cycle that is due first, at 12:00, and the minutes in which late answers come. */
  async firstDecision(): Promise<readonly RecordedFact[]> {
    await this.minutes(3);
    return this.facts();
  }

  hear(): Promise<void> {
    return this.assembled.desk.hear();
  }

  facts(): Promise<readonly RecordedFact[]> {
    return collect(this.storage.store.readAll());
  }

  account() {
    return new CommandRunner(this.storage.store).stateOf(accountDecider, streams.account(ACCOUNT));
  }

  async end(): Promise<void> {
    await Promise.all(this.apps.map((app) => app.close()));
    await this.panel.close();
    await this.storage.close();
  }

  private async open(around: AdvisedDeskOptions['around'] = (store) => store): Promise<void> {
    const { storage, market } = this;
    const store = around(storage.store);
    const app = await NestFactory.createApplicationContext(DeskModule.over(store), { logger: ['error'] });
    const settings = {
      accountId: ACCOUNT,
      mode: 'paper',
      policy: DEFAULT_POLICY,
      paper: DEFAULT_PAPER,
      deposit: '10000',
      tradingFrom: NOON,
    };
    this.assembled = assembleDesk(settings, {
      ...storage,
      store,
      data: market,
      runner: app.get(CommandRunner),
      dispatcher: app.get(Dispatcher),
      agents: advisedBy(() => this.opinions),
      models: this.panel.models(() => this.now),
    });
    this.apps.push(app);
    this.showAtr();
    await this.assembled.run.start();
  }

  /** A market without history has none. */
  private showAtr(): void {
    const { market } = this.assembled;
    const bare = market.quotes.bind(market);
    market.quotes = (withRange) =>
      Object.fromEntries(
        Object.entries(bare(withRange)).map(([id, quote]) => [id, { ...quote, atr1h: ATR[id as InstrumentId] }]),
      );
  }
}
