import { runIdOf } from '../../domain/coordinator/coordinator.decider.js';
import { TASKS, type Pace, type TaskName } from '../../domain/coordinator/tasks.js';
import { TIMEFRAME_MS } from '../../domain/market/candle.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { InstrumentReading } from '../../domain/market/market-view.js';
import type { Regime } from '../../domain/market/regime.js';
import { signalKey, streams } from '../../domain/shared/stream-names.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { signalDecider, validityMs } from '../../domain/signals/signal.decider.js';
import type { SignalAgent } from '../../domain/signals/signal.events.js';
import type { TaskBody, TaskRun } from '../scheduling/run-in-progress.js';
import type { Work } from '../scheduling/scheduler.js';
import type { AgentsParts } from './agents-parts.js';
import { ComponentReports } from './component-reports.js';
import { modelComponent, ModelCalls } from './models/model-calls.js';
import { NewsReading } from './news-reading.js';
import { regimeAgent } from './regime.agent.js';
import { isMiss, type AgentAnswer } from './signal-draft.js';
import { technicalAgent } from './technical.agent.js';
import { TradeDecisions } from './cycle/trade-decisions.js';

/** The agents as the schedule runs them: they look, and what they say is recorded. */
export class AgentsAtWork implements Work {
  readonly bodies: Readonly<Partial<Record<TaskName, TaskBody>>>;
  private readonly decisions: TradeDecisions;
  private readonly calls: ModelCalls;
  private readonly reports: ComponentReports;

  constructor(private readonly parts: AgentsParts) {
    this.reports = new ComponentReports(parts);
    this.calls = new ModelCalls(parts, this.reports);
    const news = NewsReading.among(parts, this.calls, this.reports);
    this.decisions = new TradeDecisions(parts, this.calls, [
      'technical',
      'regime',
      ...(news ? (['sentiment'] as const) : []),
    ]);
    this.bodies = {
      technical: (run) => this.lookAtEach('technical', run, technicalAgent),
      regime: (run) => this.lookAtEach('regime', run, (reading, at, regime) => regimeAgent(reading, regime, at)),
      ...(news ? { sentiment: (run) => news.run(run) } : {}),
      'trading-decision': (run) => this.decisions.run(run),
    };
  }

  /** A model that failed and is asked no more would hold the desk back for ever. */
  begin(at: UnixMs): Promise<void> {
    const { panel, arbiters, sentiment } = this.parts.models;
    const asked = [...panel, ...arbiters, ...(sentiment ? [sentiment] : [])].map(({ name }) => modelComponent(name));
    const reader = this.bodies.sentiment ? ['sentiment'] : [];
    const advises = (name: string): boolean => name === 'sentiment' || name.startsWith(modelComponent(''));
    return this.reports.retire((name) => advises(name) && ![...asked, ...reader].includes(name), at);
  }

  /** A decision needs advisers to hear. */
  isReady(task: TaskName, at: UnixMs): boolean {
    const { board, models } = this.parts;
    if (task === 'sentiment') return at >= models.askFrom;
    return task !== 'trading-decision' || (board.isValid('technical', at) && board.isValid('regime', at));
  }

  pace(at: UnixMs): Promise<Pace> {
    return this.parts.models.when === 'never' ? Promise.resolve('full') : this.calls.pace(at);
  }

  giveUp(task: TaskName, dueAt: UnixMs): Promise<void> {
    return task === 'trading-decision' ? this.decisions.giveUp(dueAt) : Promise.resolve();
  }

  /** An agent that breaks has no opinion of that instrument, and says so; the others are heard. */
  private async lookAtEach(
    agent: 'technical' | 'regime',
    run: TaskRun,
    look: (reading: InstrumentReading, at: UnixMs, regime: Regime) => AgentAnswer,
  ): Promise<void> {
    const broken: string[] = [];
    for (const id of this.parts.market.instruments) {
      const reading = this.parts.market.reading(id);
      if (!reading) continue;
      const { regime } = await this.parts.runner.stateOf(signalDecider, streams.signal(signalKey('regime', id)));
      const answer = guarded(() => look(reading, run.at, regime));
      if (isMiss(answer) && answer.missed === 'failed') broken.push(`${id}: ${answer.detail}`);
      await this.record(agent, id, run, answer);
    }
    await this.reports.tell(agent, broken.length === 0, broken.join('; '), run);
  }

  private async record(
    agent: SignalAgent & TaskName,
    instrumentId: InstrumentId,
    { at, dueAt }: TaskRun,
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
}

const guarded = (look: () => AgentAnswer): AgentAnswer => {
  try {
    return look();
  } catch (error) {
    return { missed: 'failed', detail: String(error).slice(0, 200) };
  }
};
