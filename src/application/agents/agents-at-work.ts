import { accountDecider } from '../../domain/account/account.decider.js';
import { runIdOf } from '../../domain/coordinator/coordinator.decider.js';
import { TASKS, type TaskName } from '../../domain/coordinator/tasks.js';
import { decisionDecider } from '../../domain/decisions/decision.decider.js';
import type { DecisionCommand } from '../../domain/decisions/decision.commands.js';
import type { InstrumentSnapshot } from '../../domain/decisions/decision.events.js';
import { freezeSnapshot } from '../../domain/decisions/snapshot.js';
import { RULES_MEMBER } from '../../domain/decisions/votes.js';
import { TIMEFRAME_MS, type Timeframe } from '../../domain/market/candle.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import { dec, text } from '../../domain/shared/decimal.js';
import { stableId } from '../../domain/shared/stable-id.js';
import { signalKey, streams } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { signalDecider, validityMs } from '../../domain/signals/signal.decider.js';
import type { SignalAgent } from '../../domain/signals/signal.events.js';
import type { MarketState } from '../market/market-state.js';
import type { CommandRunner } from '../messaging/command-runner.js';
import type { Dispatcher } from '../messaging/dispatcher.js';
import type { TaskBody } from '../scheduling/scheduler.js';
import { regimeAgent } from './regime.agent.js';
import type { SignalBoard } from './signal-board.js';
import { isMiss, type AgentAnswer } from './signal-draft.js';
import { technicalAgent } from './technical.agent.js';
import { rulesAnswer } from './trading-decision.agent.js';

/** Who may agree or oppose; a configured one that is absent counts as opposing. */
const CONFIGURED_ADVISERS = ['technical', 'regime'] as const;

export interface AgentsParts {
  readonly accountId: string;
  readonly base: Timeframe;
  readonly market: MarketState;
  readonly board: SignalBoard;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
}

/** Who does the schedule's tasks, and whether a decision has anybody to hear. */
export interface Agents {
  readonly bodies: Readonly<Record<TaskName, TaskBody>>;
  canDecide(at: UnixMs): boolean;
}

/** The agents as the schedule runs them: they look, and what they say is recorded. */
export class AgentsAtWork implements Agents {
  constructor(private readonly parts: AgentsParts) {}

  readonly bodies: Readonly<Record<TaskName, TaskBody>> = {
    technical: async (at, dueAt) => {
      for (const id of this.parts.market.instruments) {
        const reading = this.parts.market.reading(id);
        if (reading) await this.record('technical', id, at, dueAt, technicalAgent(reading, at));
      }
    },
    regime: async (at, dueAt) => {
      for (const id of this.parts.market.instruments) {
        const reading = this.parts.market.reading(id);
        if (!reading) continue;
        const { regime } = await this.parts.runner.stateOf(signalDecider, streams.signal(signalKey('regime', id)));
        await this.record('regime', id, at, dueAt, regimeAgent(reading, regime, at));
      }
    },
    'trading-decision': (at, dueAt) => this.decideTrades(at, dueAt),
  };

  /** A decision needs advisers to hear. */
  canDecide(at: UnixMs): boolean {
    const { board } = this.parts;
    return board.isValid('technical', at) && board.isValid('regime', at);
  }

  private async record(
    agent: SignalAgent & TaskName,
    instrumentId: InstrumentId,
    at: UnixMs,
    dueAt: UnixMs,
    answer: AgentAnswer,
  ) {
    const run = { runId: runIdOf(agent, dueAt), agent, instrumentId, at };
    const interval = Math.max(TASKS[agent].everyMs, TIMEFRAME_MS[this.parts.base]);
    const command = isMiss(answer)
      ? { type: 'RecordMiss' as const, ...run, reason: answer.missed, detail: answer.detail }
      : { type: 'RecordSignal' as const, ...run, ...answer, validityMs: validityMs(agent, interval), modelCallIds: [] };
    const addressed = { to: 'signal' as const, id: signalKey(agent, instrumentId), command };
    const { facts } = await this.parts.dispatcher.start(agent, run.runId, addressed, run.runId);
    this.parts.board.take(facts);
  }

  /** One cycle: the snapshot is frozen, the panel votes on it, and all legs are concluded in one commit. */
  private async decideTrades(at: UnixMs, dueAt: UnixMs): Promise<void> {
    const { accountId, runner } = this.parts;
    const cycleId = stableId('cycle', accountId, dueAt);
    const { policy } = await runner.stateOf(accountDecider, streams.account(accountId));
    await this.decide(cycleId, {
      type: 'OpenCycle',
      cycleId,
      dueAt,
      takenAt: at,
      instruments: await this.snapshot(at),
      panel: [RULES_MEMBER],
      configuredAdvisers: CONFIGURED_ADVISERS,
      at,
    });
    // The votes are on what the cycle froze: after a restart that is what the facts say, not what the market shows now.
    const cycle = await runner.stateOf(decisionDecider, streams.decision(cycleId));
    if (cycle.status !== 'open') return;
    const answer = rulesAnswer(cycle.instruments, policy);
    await this.decide(cycleId, { type: 'CastVotes', member: RULES_MEMBER, answer, policy, at });
    await this.decide(cycleId, { type: 'ConcludeCycle', policy, at });
  }

  private decide(cycleId: string, command: DecisionCommand) {
    return this.parts.dispatcher.start('trading-decision', cycleId, { to: 'decision', id: cycleId, command }, cycleId);
  }

  private async snapshot(at: UnixMs): Promise<readonly InstrumentSnapshot[]> {
    const { market, board, runner, accountId } = this.parts;
    const { positions } = await runner.stateOf(accountDecider, streams.account(accountId));
    const open = Object.values(positions).filter(({ book }) => book === 'trading');
    return freezeSnapshot({
      takenAt: at,
      instrumentIds: market.instruments,
      quotes: market.quotes(false),
      runs: board.runs(),
      candles: Object.fromEntries(market.instruments.map((id) => [id, market.digests(id)])),
      positions: Object.fromEntries(
        open.map(({ instrumentId, side, quantity, cost }) => [
          instrumentId,
          { side, quantity, entry: text(dec(cost).div(quantity).toDecimalPlaces(12)) },
        ]),
      ),
    });
  }
}
