import { accountDecider } from '../../domain/account/account.decider.js';
import type { AccountCommand } from '../../domain/account/account.commands.js';
import type { RiskPolicy } from '../../domain/account/risk/policy.js';
import type { Timeframe } from '../../domain/market/candle.js';
import type { DecimalString } from '../../domain/shared/decimal.js';
import { outsideAgentsDecider } from '../../domain/outside-agents/outside-agents.decider.js';
import { outsideAgent } from '../../domain/outside-agents/outside-name.js';
import { streams } from '../../domain/shared/stream-names.js';
import { SIGNAL_AGENTS } from '../../domain/signals/signal.events.js';
import type { Position } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { AgentsAtWork } from '../agents/agents-at-work.js';
import type { AgentsParts } from '../agents/agents-parts.js';
import { NO_MODELS, type ModelsInUse } from '../agents/models/models-in-use.js';
import { SignalBoard } from '../agents/signal-board.js';
import type { MarketState } from '../market/market-state.js';
import { VenueRulesKeeper } from '../market/venue-rules.js';
import { type CommandRunner } from '../messaging/command-runner.js';
import { type Dispatcher } from '../messaging/dispatcher.js';
import { Engine } from '../messaging/engine.js';
import type { Checkpoints } from '../ports/checkpoints.port.js';
import type { EventStore } from '../ports/event-store.port.js';
import type { MarketStep } from '../ports/market-data.port.js';
import type { Venue } from '../ports/venue.port.js';
import { PROCESSES } from '../processes/index.js';
import { OverrideDesk } from '../reactors/override-desk.js';
import { VenueDesk } from '../reactors/venue-desk.js';
import { Scheduler, type Work } from '../scheduling/scheduler.js';
import { actOnDeadline, ASK_AGAIN_MS } from '../scheduling/act-on-deadline.js';
import { nextDeadline, type Deadline } from '../scheduling/deadlines.js';
import { assessProposal } from '../sensors/assess-proposal.sensor.js';
import { PacedVenue } from './paced-venue.js';
import type { PretendClock } from './pretend-clock.js';
import { StoreWatch } from './store-watch.js';
import { VenueHealth } from './venue-health.js';
import { VenueWatch } from './venue-watch.js';
import { WatchedVenue } from './watched-venue.js';

export interface DeskParts {
  readonly accountId: string;
  readonly mode: string;
  readonly policy: RiskPolicy;
  readonly deposit: DecimalString;
  readonly base: Timeframe;
  readonly store: EventStore;
  readonly checkpoints: Checkpoints;
  readonly venue: Venue;
  readonly market: MarketState;
  readonly clock: PretendClock;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  /** Tells this engine from others of the account; '' or absent where there can be none. */
  readonly engineId?: string;
  /** Other agents than the desk's own: a simulation's, which say what its script tells them. */
  readonly agents?: (parts: AgentsParts) => Work;
  /** Absent: rules only. */
  readonly models?: ModelsInUse;
}

/** Under which the engine of an account keeps its checkpoint. */
export const engineName = (accountId: string): string => `engine-${accountId}`;

const STARTUP = 'startup';

/**
 * One account's desk: takes the market step by step and lets everything that follows from a step settle before the next.
 * The same parts in the same order serve the running desk, the backtest and the simulation.
 */
export class TradingDesk {
  readonly engine: Engine;
  private readonly venueDesk: VenueDesk;
  private readonly rules: VenueRulesKeeper;
  private readonly watch: VenueWatch;
  private readonly storeWatch: StoreWatch;
  private readonly scheduler: Scheduler;
  readonly board = new SignalBoard();
  private reconciled = true;

  constructor(private readonly parts: DeskParts) {
    const { accountId, base, market, runner, dispatcher, clock, store, checkpoints } = parts;
    const health = new VenueHealth();
    const venue = new PacedVenue(new WatchedVenue(parts.venue, health, clock), clock);
    this.rules = new VenueRulesKeeper({ ...parts, venue });
    this.watch = new VenueWatch({ ...parts, venue, health, rules: this.rules, open: () => this.engine.open });
    this.storeWatch = new StoreWatch(parts);
    const later = (deadline: Deadline): void => this.engine.rearm(deadline, deadline.dueAt);
    this.venueDesk = new VenueDesk(venue, dispatcher, runner, clock, later, parts.engineId);
    const { models = NO_MODELS } = parts;
    const work: AgentsParts = { accountId, base, market, board: this.board, runner, dispatcher, clock, models };
    this.scheduler = new Scheduler(accountId, runner, dispatcher, parts.agents?.(work) ?? new AgentsAtWork(work));
    const overrides = new OverrideDesk({ accountId, runner, dispatcher, clock, market, board: this.board });
    this.engine = new Engine(engineName(accountId), {
      store,
      checkpoints,
      runner,
      dispatcher,
      listeners: [assessProposal, ...PROCESSES],
      reactionTo: (fact) => {
        this.board.hear(fact);
        return overrides.reactionTo(fact) ?? this.venueDesk.reactionTo(fact) ?? this.rules.reactionTo(fact);
      },
      moment: () => ({ at: clock.now(), accountId, quotes: market.quotes(false), instruments: market.metadata }),
    });
  }

  /** Learns where the log ends: until the market and the clock stand there too, nothing may happen. */
  async locate(): Promise<UnixMs> {
    await this.engine.start();
    return this.engine.lastAt;
  }

  /**
   * Opens the account on an empty log; on any other goes on where it ends: pauses, hears what the venue has to say, and
   * resumes. The clock and the market must stand where the log ends; `last` is the step that a crash may have cut off:
   * what the venue did in it is heard first and in the venue's order.
   */
  async start(last?: MarketStep): Promise<void> {
    const { accountId, clock, runner, store, market } = this.parts;
    this.venueDesk.begin();
    const { agents } = await runner.stateOf(outsideAgentsDecider, streams.outsideAgents(accountId));
    const outside = Object.keys(agents).map(outsideAgent);
    await this.board.recover(store, [...SIGNAL_AGENTS, ...outside], market.instruments);
    await this.rules.recover();
    const { opened } = await runner.stateOf(accountDecider, streams.account(accountId));
    await this.openAccount();
    if (opened) {
      this.reconciled = false;
      await this.account({ type: 'PauseTrading', at: clock.now(), reason: STARTUP }, STARTUP);
      if (last) await this.hearStep(last, last.closeTime);
      await this.reconcile();
    }
    await this.scheduler.recover(clock.now(), {
      ...lastRun('technical', this.board.completedAt('technical', market.instruments)),
      ...lastRun('regime', this.board.completedAt('regime', market.instruments)),
    });
    await this.engine.drain();
    await this.scheduler.resumeInterrupted(clock.now(), () => this.settle());
  }

  /** At a start trading stays paused until the venue has answered every question. */
  private async reconcile(look = () => this.watch.look()): Promise<void> {
    const before = this.reconciled;
    this.reconciled = (await look()) || before;
    if (before || !this.reconciled) return;
    await this.account({ type: 'ResumeTrading', at: this.parts.clock.now(), reason: STARTUP }, STARTUP);
  }

  /** What the venue did in a step, before anyone else looks at it. */
  private async hearStep(step: MarketStep, at: UnixMs): Promise<void> {
    const reports = await this.watch.heard(await this.parts.venue.advance(step));
    await this.venueDesk.record(reports, stepOrigin(at));
  }

  /** All are known by their keys or their equality: on an open account nothing happens, and a crash loses none. */
  private async openAccount(): Promise<void> {
    const { accountId, mode, policy, deposit, clock } = this.parts;
    const at = clock.now();
    await this.account({ type: 'OpenAccount', at, accountId, mode, policy }, 'open');
    await this.account({ type: 'DepositFunds', at, depositId: 'opening', amount: deposit }, 'opening deposit');
    const reason = 'settings at the start';
    await this.account({ type: 'ChangeLimits', at, policy, reason, fromSettings: true }, 'settings');
  }

  /**
   * Everything that one step of the market brings about, once the clock and the market have it. May be repeated after a
   * crash: what was done stays done once.
   */
  async live(step: MarketStep): Promise<void> {
    const { clock, market } = this.parts;
    const at = clock.now();
    await this.hearStep(step, at);
    await this.settle();
    await this.storeWatch.report(at);
    await this.settle();
    const due = this.watch.isDue(at) || !this.reconciled;
    if (due || (await this.watch.keepsSilent(market.quotes(false)))) await this.reconcile();
    await this.settle();
    await this.account({ type: 'ObserveMarket', at, quotes: market.quotes(true) }, at);
    await this.settle();
    await this.scheduler.runDue(at, () => this.settle());
    await this.settle();
    if (!this.watch.isDue(at)) return;
    await this.reconcile();
    await this.settle();
  }

  /** Position of the newest fact that this process wrote. */
  get lastAppended(): Position | undefined {
    return this.parts.runner.lastAppended;
  }

  /** The store is back after so many ms of real time. */
  storeWasAway(ms: number): void {
    this.storeWatch.wasAway(ms);
  }

  /** Facts that others appended (an operator, another process). */
  async hear(): Promise<void> {
    await this.engine.drain();
  }

  async stop(): Promise<void> {
    await this.engine.drain();
    await this.engine.save();
  }

  private async settle(): Promise<void> {
    if (this.engine.behind) await this.engine.drain();
  }

  /** Acts on every deadline that falls due up to `until`, at its own time. */
  async runDeadlines(until: UnixMs): Promise<void> {
    // What an interrupted call left unsettled belongs to the present instant: the clock waits for it.
    await this.settle();
    for (;;) {
      const next = nextDeadline(this.engine.open);
      const nextAt = Math.min(next?.deadline.dueAt ?? Infinity, until);
      if (await this.goOnBefore(Math.min(nextAt, this.watch.pollDue ?? Infinity))) continue;
      if (await this.pollBefore(nextAt)) continue;
      if (!next || next.deadline.dueAt > until) return;
      this.parts.clock.moveTo(next.deadline.dueAt);
      const outcome = await actOnDeadline({ ...this.parts, venueDesk: this.venueDesk }, next.deadline);
      if (outcome === 'again') this.engine.rearm(next.deadline, this.parts.clock.now() + ASK_AGAIN_MS);
      this.engine.settle(next.key, next.deadline);
      await this.settle();
    }
  }

  /** A task that rested until then goes on. */
  private async goOnBefore(nextAt: UnixMs): Promise<boolean> {
    const { nextAt: due = Infinity } = this.scheduler;
    if (due >= nextAt) return false;
    this.parts.clock.moveTo(due);
    await this.scheduler.goOn(due, () => this.settle());
    await this.settle();
    return true;
  }

  /** Whoever acts at `nextAt` looks by itself. */
  private async pollBefore(nextAt: UnixMs): Promise<boolean> {
    const { pollDue = Infinity } = this.watch;
    if (pollDue >= nextAt) return false;
    this.parts.clock.moveTo(pollDue);
    await this.reconcile(() => this.watch.poll());
    await this.settle();
    return true;
  }

  private account(command: AccountCommand, key: string | number) {
    const { dispatcher, accountId } = this.parts;
    const addressed = { to: 'account' as const, id: accountId, command };
    return dispatcher.start('desk', `${command.type} ${key} ${command.at}`, addressed);
  }
}

const stepOrigin = (at: UnixMs) => ({ correlationId: `step ${at}`, causationId: `step ${at}` });

const lastRun = (task: 'technical' | 'regime', at: UnixMs | undefined) => (at === undefined ? {} : { [task]: at });
