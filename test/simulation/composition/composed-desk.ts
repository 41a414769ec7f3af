/**
 * The program's own composition (DeskModule and assembleDesk over the memory store) with a market written by hand. What
 * a test wants decided goes in as the facts of a decision cycle, by a dispatcher of its own over the same log, as from
 * another process: the desk hears of it when it is told to, or when it next reads the log. What came of it is in the log.
 */
import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { rulesAnswer } from '../../../src/application/agents/trading-decision.agent.js';
import { CommandRunner } from '../../../src/application/messaging/command-runner.js';
import { Dispatcher } from '../../../src/application/messaging/dispatcher.js';
import type { Addressed } from '../../../src/application/processes/process.js';
import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../src/domain/account/account.decider.js';
import { DEFAULT_POLICY, type RiskPolicy } from '../../../src/domain/account/risk/policy.js';
import type { OpeningIntent } from '../../../src/domain/account/risk/verdict.js';
import type {
  AdviserView,
  Direction,
  InstrumentSnapshot,
  Vote,
} from '../../../src/domain/decisions/decision.events.js';
import { DEFAULT_PAPER, type PaperSettings } from '../../../src/domain/matching/paper-settings.js';
import type { InstrumentId } from '../../../src/domain/market/instrument.js';
import type { Quotes } from '../../../src/domain/market/quote.js';
import type { Regime } from '../../../src/domain/market/regime.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { stableId } from '../../../src/domain/shared/stable-id.js';
import { streams } from '../../../src/domain/shared/stream-names.js';
import { assembleDesk, type AssembledDesk } from '../../../src/infrastructure/bootstrap/assemble-desk.js';
import { DeskModule } from '../../../src/infrastructure/bootstrap/desk.module.js';
import { openMemory, type Storage } from '../../../src/infrastructure/bootstrap/open-storage.js';
import type { PaperFaults } from '../../../src/infrastructure/venue/paper/paper-faults.js';
import { ScriptedMarket, type Minutes } from './scripted-market.js';

/** A Wednesday noon: no day, week or month turns while a test runs. */
export const NOON = Date.UTC(2026, 0, 7, 12);
const ACCOUNT = 'main';

export interface DeskOptions {
  readonly policy?: Partial<RiskPolicy>;
  readonly paper?: Partial<PaperSettings>;
  readonly deposit?: string;
  readonly faults?: PaperFaults;
  /** What the venue's book shows on both sides of every instrument, base; candles alone show none. */
  readonly depth?: string;
}

/** What one instrument's leg of a cycle sees. The vote is that of the rules provider, or what `amend` makes of it. */
export interface Leg {
  readonly instrumentId: InstrumentId;
  readonly regime: Regime;
  /** Quote units. */
  readonly atr1h: string;
  readonly technical: 'long' | 'short';
  readonly confidence: string;
  /** Of the regime as an adviser; the technical one's where not said. */
  readonly regimeSays?: Direction;
  readonly amend?: (vote: Vote) => Vote;
}

const moduleOver = ({ store }: Storage): Promise<INestApplicationContext> =>
  NestFactory.createApplicationContext(DeskModule.over(store), { logger: ['error'] });

export class ComposedDesk {
  readonly policy: RiskPolicy;
  private app!: INestApplicationContext;
  private elsewhere!: INestApplicationContext;
  private assembled!: AssembledDesk;
  private cycles = 0;

  private constructor(
    private readonly options: DeskOptions,
    readonly storage: Storage,
    readonly market: ScriptedMarket,
  ) {
    this.policy = { ...DEFAULT_POLICY, ...options.policy };
  }

  /** Opened, with its money, and one quiet minute seen. */
  static async start(options: DeskOptions = {}): Promise<ComposedDesk> {
    const desk = new ComposedDesk(options, openMemory(), new ScriptedMarket(NOON));
    desk.elsewhere = await moduleOver(desk.storage);
    await desk.open();
    await desk.minute();
    return desk;
  }

  /** As after kill -9: nothing but the store is left, and the engine's checkpoint is as old as it was. */
  async restart(): Promise<void> {
    await this.app.close();
    await this.open();
  }

  async end(): Promise<void> {
    await this.app.close();
    await this.elsewhere.close();
    await this.storage.close();
  }

  get now(): number {
    return this.assembled.clock.now();
  }

  get venue() {
    return this.assembled.venue;
  }

  get quotes(): Quotes {
    return this.assembled.market.quotes(false);
  }

  account() {
    return new CommandRunner(this.storage.store).stateOf(accountDecider, streams.account(ACCOUNT));
  }

  async minute(minutes: Minutes = {}): Promise<void> {
    this.market.append(minutes);
    await this.assembled.run.next();
  }

  async minutes(count: number): Promise<void> {
    for (let n = 0; n < count; n++) await this.minute();
  }

  /** Freezes the snapshot of a cycle and lets the panel vote on it. */
  async openCycle(...legs: readonly Leg[]): Promise<string> {
    this.cycles += 1;
    const cycleId = stableId('composed', this.cycles);
    const at = this.now;
    const instruments = legs.map((leg) => this.snapshotOf(leg));
    const open = { cycleId, dueAt: at, takenAt: at, instruments, panel: ['rules'] };
    await this.decide(cycleId, { type: 'OpenCycle', ...open, configuredAdvisers: ['technical', 'regime'], at });
    const votes = rulesAnswer(instruments, this.policy).votes.map((vote, n) => {
      const amend = legs[n]?.amend;
      return amend && 'action' in vote ? amend(vote) : vote;
    });
    const { policy } = this;
    await this.decide(cycleId, { type: 'CastVotes', member: 'rules', answer: { votes }, policy, at });
    return cycleId;
  }

  /** Ends a cycle; its proposals lie in the log, and the desk has not read them yet. */
  conclude(cycleId: string): Promise<unknown> {
    return this.decide(cycleId, { type: 'ConcludeCycle', policy: this.policy, at: this.now });
  }

  /** A whole cycle, and all that follows from it. */
  async propose(...legs: readonly Leg[]): Promise<void> {
    await this.conclude(await this.openCycle(...legs));
    await this.hear();
  }

  /** A proposal that no sound decision could have made. */
  async proposeUnsound(intent: OpeningIntent): Promise<void> {
    const { cycleId, instrumentId } = intent;
    const data = { cycleId, kind: 'open', instrumentId, intent, reasons: ['written by hand'] };
    const metadata = {
      eventId: stableId('unsound', cycleId),
      commandId: cycleId,
      correlationId: cycleId,
      causationId: cycleId,
      actor: 'test',
      at: this.now,
      schema: 1,
    };
    await this.storage.store.append(streams.decision(cycleId), [{ type: 'TradeProposed', data, metadata }], 'none');
    await this.hear();
  }

  hear(): Promise<void> {
    return this.assembled.desk.hear();
  }

  storeWasAway(ms: number): void {
    this.assembled.desk.storeWasAway(ms);
  }

  tell(command: AccountCommand): Promise<unknown> {
    return this.send({ to: 'account', id: ACCOUNT, command }, `${command.type} ${JSON.stringify(command)}`);
  }

  async facts(): Promise<readonly RecordedFact[]> {
    const facts: RecordedFact[] = [];
    for await (const fact of this.storage.store.readAll()) facts.push(fact);
    return facts;
  }

  /** Data of all facts of a type, oldest first. */
  async all<Data>(type: string): Promise<readonly Data[]> {
    return (await this.facts()).filter((fact) => fact.type === type).map(({ data }) => data as Data);
  }

  private async open(): Promise<void> {
    const { options, storage, market, policy } = this;
    this.app = await moduleOver(storage);
    this.assembled = assembleDesk(
      {
        accountId: ACCOUNT,
        mode: 'paper',
        policy,
        paper: { ...DEFAULT_PAPER, ...options.paper },
        deposit: options.deposit ?? '10000',
        tradingFrom: NOON,
      },
      {
        ...storage,
        data: market,
        runner: this.app.get(CommandRunner),
        dispatcher: this.app.get(Dispatcher),
        ...(options.faults ? { faults: options.faults } : {}),
      },
    );
    if (options.depth !== undefined) this.showBook(options.depth);
    await this.assembled.run.start();
  }

  /** Candles have no book: it is laid beside the quotes that the desk hands to its deciders. */
  private showBook(base: string): void {
    const { market } = this.assembled;
    const bare = market.quotes.bind(market);
    const depth = { bid: base, ask: base };
    market.quotes = (withRange) =>
      Object.fromEntries(Object.entries(bare(withRange)).map(([id, quote]) => [id, { ...quote, depth }]));
  }

  private snapshotOf({ instrumentId, regime, atr1h, technical, confidence, regimeSays }: Leg): InstrumentSnapshot {
    const adviser = (agent: AdviserView['agent'], direction: Direction): AdviserView => {
      return {
        agent,
        runId: `${agent} ${this.now}`,
        direction,
        confidence,
        validUntil: this.now + 600_000,
        reasons: [],
      };
    };
    const quote = this.quotes[instrumentId];
    return {
      instrumentId,
      ...(quote ? { quote } : {}),
      regime,
      atr1h,
      advisers: [
        adviser('technical', technical),
        ...(regime === 'unknown' ? [] : [adviser('regime', regimeSays ?? technical)]),
      ],
      candles: [],
    };
  }

  private decide(id: string, command: Extract<Addressed, { to: 'decision' }>['command']): Promise<unknown> {
    return this.send({ to: 'decision', id, command }, id);
  }

  private send(addressed: Addressed, key: string): Promise<unknown> {
    return this.elsewhere.get(Dispatcher).start('test', key, addressed);
  }
}
