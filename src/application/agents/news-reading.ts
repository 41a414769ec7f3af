import { runIdOf } from '../../domain/coordinator/coordinator.decider.js';
import { intervalOf, TASKS } from '../../domain/coordinator/tasks.js';
import type { ModelConsultedData } from '../../domain/models/model-call.events.js';
import { signalKey } from '../../domain/shared/stream-names.js';
import { SECOND, WEEK, type UnixMs } from '../../domain/shared/time.js';
import { validityMs, type SignalCommand } from '../../domain/signals/signal.decider.js';
import type { LanguageModel, ModelAnswer } from '../ports/language-model.port.js';
import type { NewsFeed, NewsItem } from '../ports/news-feed.port.js';
import type { TaskRun } from '../scheduling/run-in-progress.js';
import type { AgentsParts } from './agents-parts.js';
import type { ComponentReports } from './component-reports.js';
import type { ModelCalls } from './models/model-calls.js';
import { sentimentAnswers, sentimentPrompt, type SentimentAnswer, type SentimentQuestion } from './sentiment.agent.js';
import { isMiss, type SignalMiss } from './signal-draft.js';

/** The task is cut off at 60 s: the answer has to be in the log before. */
const DEADLINE_MS = 50 * SECOND;
const SENTIMENT_TOKENS = 900;
/** The feed itself gives up on what is older than its setting. */
const OLDEST_NEWS_MS = WEEK;

const NO_MONEY: SignalMiss = { missed: 'budget', detail: 'the budget of the run or of the day does not reach' };

/** Asked before a crash: its answer went to nobody, and it is not asked again. */
const CUT_OFF: SignalMiss = { missed: 'failed', detail: 'no recorded answer: the process ended in between' };

/** The sentiment agent at work: it reads the news, asks one model about all instruments, and what it says is recorded. */
export class NewsReading {
  private constructor(
    private readonly parts: AgentsParts,
    private readonly calls: ModelCalls,
    private readonly reports: ComponentReports,
    private readonly model: LanguageModel,
    private readonly feed: NewsFeed,
  ) {}

  /** Undefined without a feed and a model to read it: then there is no such agent, and nobody misses it. */
  static among(parts: AgentsParts, calls: ModelCalls, reports: ComponentReports): NewsReading | undefined {
    const { sentiment, feed, when } = parts.models;
    if (!sentiment || !feed || when === 'never') return undefined;
    return new NewsReading(parts, calls, reports, sentiment, feed);
  }

  async *run({ at, dueAt, runId }: TaskRun): AsyncGenerator<UnixMs, void, void> {
    const news = await this.read(at);
    const question = sentimentPrompt('missed' in news ? [] : news, this.parts.market.instruments, at);
    const answer = 'missed' in news ? news : await this.ask(question, { at, dueAt, runId });
    if (answer && 'fact' in answer) {
      yield at + answer.fact.latencyMs;
      await this.calls.settle(answer, { id: runId, at: this.parts.clock.now() });
    }
    if (answer && answer !== NO_MONEY) await this.reportHealth(answer, runId);
    const answers = sentimentAnswers(question, answer ?? { missed: 'no_data', detail: 'no news' });
    const consulted = answer && 'fact' in answer ? answer.fact : undefined;
    for (const [index, each] of answers.entries()) await this.record(each, dueAt, index === 0 ? consulted : undefined);
  }

  /** A run without anything to ask about, or without the money to ask, says nothing of how the agent does. */
  private reportHealth(answer: ModelAnswer | SignalMiss, runId: string): Promise<void> {
    const failure = 'missed' in answer ? answer.detail : answer.fact.outcome === 'answered' ? '' : answer.fact.outcome;
    return this.reports.tell('sentiment', failure === '', failure, { at: this.parts.clock.now(), runId });
  }

  private async read(at: UnixMs): Promise<readonly NewsItem[] | SignalMiss> {
    try {
      return await this.feed.read(at - OLDEST_NEWS_MS, at);
    } catch (error) {
      return { missed: 'failed', detail: error instanceof Error ? error.message : String(error) };
    }
  }

  /** Undefined where there is nothing to ask about. */
  private async ask(
    { prompt }: SentimentQuestion,
    { at, runId }: TaskRun,
  ): Promise<ModelAnswer | SignalMiss | undefined> {
    if (!prompt) return undefined;
    const call = { purpose: 'sentiment', prompt, maxOutputTokens: SENTIMENT_TOKENS, deadlineMs: DEADLINE_MS } as const;
    const occasion = { id: runId, at };
    const send = await this.calls.prepare(this.model, occasion, call);
    if (send) return send();
    return (await this.calls.mayHaveAsked(this.model, occasion, 'sentiment')) ? CUT_OFF : NO_MONEY;
  }

  private async record(
    { instrumentId, answer }: SentimentAnswer,
    dueAt: UnixMs,
    consulted: ModelConsultedData | undefined,
  ): Promise<void> {
    const at = this.parts.clock.now();
    const runId = runIdOf('sentiment', dueAt);
    const run = { runId, agent: 'sentiment', instrumentId, at, ...(consulted && { consulted: [consulted] }) } as const;
    const interval = intervalOf(TASKS.sentiment, await this.calls.pace(at));
    const command: SignalCommand = isMiss(answer)
      ? { type: 'RecordMiss', ...run, reason: answer.missed, detail: answer.detail }
      : { type: 'RecordSignal', ...run, ...answer, validityMs: validityMs('sentiment', interval) };
    const addressed = { to: 'signal' as const, id: signalKey('sentiment', instrumentId), command };
    const { facts } = await this.parts.dispatcher.start('sentiment', runId, addressed, runId);
    this.parts.board.take(facts);
  }
}
