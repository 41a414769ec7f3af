import { accountDecider } from '../../../domain/account/account.decider.js';
import { budgetDecider, isKnown, spentOf } from '../../../domain/budget/budget.decider.js';
import { dayLimit, paceOf } from '../../../domain/budget/limits.js';
import type { Pace } from '../../../domain/coordinator/tasks.js';
import { costOf } from '../../../domain/models/prices.js';
import { stableId } from '../../../domain/shared/stable-id.js';
import { streams } from '../../../domain/shared/stream-names.js';
import { utcDateOf, type UnixMs } from '../../../domain/shared/time.js';
import type { CommandRunner } from '../../messaging/command-runner.js';
import type { Dispatcher } from '../../messaging/dispatcher.js';
import type { LanguageModel, ModelAnswer, ModelCall } from '../../ports/language-model.port.js';
import type { ComponentReports } from '../component-reports.js';
import type { ModelsInUse } from './models-in-use.js';

/** A call is sent at most twice where that may cost money: once, and once more to repair the form. */
const PAID_SENDINGS = 2;
/** Tokens beside the prompt, cautiously: the schema of the answer in each sending, and what the repair quotes. */
const SCHEMA_TOKENS = 600;
const REPAIR_TOKENS = 1_000;

export interface ModelCallsParts {
  readonly accountId: string;
  readonly runner: CommandRunner;
  readonly dispatcher: Dispatcher;
  readonly models: ModelsInUse;
}

/** What a call was for: the decision cycle, or the run of a task. */
export interface Occasion {
  readonly id: string;
  readonly at: UnixMs;
}

/** Asks models within the budget: the worst that a call may cost is set apart before it, the true cost booked after it. */
export class ModelCalls {
  constructor(
    private readonly parts: ModelCallsParts,
    private readonly reports: ComponentReports,
  ) {}

  /** How much of the day's money is left to go on with. */
  async pace(at: UnixMs): Promise<Pace> {
    return paceOf(spentOf(await this.spending(at)), await this.dayLimit());
  }

  async dayLimit(): Promise<string> {
    const { accountId, runner, models } = this.parts;
    const { lastMark } = await runner.stateOf(accountDecider, streams.account(accountId));
    return dayLimit(models.dayBudget, models.dayBudgetEquityShare, lastMark?.equity);
  }

  /**
   * Sets the money apart and gives what sends the call; undefined where the budget does not reach, and where the money
   * was set apart before: a call that a crash cut off may have been made, and nothing is asked twice.
   */
  async prepare(
    model: LanguageModel,
    occasion: Occasion,
    call: Omit<ModelCall, 'callId' | 'askedAt'>,
  ): Promise<(() => Promise<ModelAnswer>) | undefined> {
    const callId = callIdOf(model, occasion.id, call.purpose);
    if (!(await this.reserve(model, callId, occasion, call))) return undefined;
    return () => model.ask({ ...call, callId, askedAt: occasion.at });
  }

  /** Whether money was ever set apart for the call, and so it may have been made. */
  async mayHaveAsked(model: LanguageModel, { id, at }: Occasion, purpose: ModelCall['purpose']): Promise<boolean> {
    return isKnown(await this.spending(at), callIdOf(model, id, purpose));
  }

  /** Books what the call cost and tells the coordinator how the model did; may be repeated. */
  async settle(answer: ModelAnswer, { id: occasion, at }: Occasion): Promise<void> {
    const { callId, askedAt, cost } = answer.fact;
    const command = { type: 'SettleSpend', callId, cost, at } as const;
    const addressed = { to: 'modelBudget', id: utcDateOf(askedAt), command } as const;
    await this.parts.dispatcher.start('models', `settle ${callId}`, addressed, occasion);
    await this.report(answer, at);
  }

  /** Models whose failures hold the desk back: only being asked shows that they are back. */
  async onProbation(names: readonly string[]): Promise<readonly string[]> {
    const held = await this.reports.failing();
    return names.filter((name) => held.includes(modelComponent(name)));
  }

  private async reserve(
    model: LanguageModel,
    callId: string,
    { id: occasion, at }: Occasion,
    { prompt, maxOutputTokens }: Omit<ModelCall, 'callId' | 'askedAt'>,
  ): Promise<boolean> {
    const input = PAID_SENDINGS * (prompt.inputTokens + SCHEMA_TOKENS) + REPAIR_TOKENS;
    const amount = costOf(model.price, input, PAID_SENDINGS * maxOutputTokens);
    const { decisionBudget } = this.parts.models;
    const command = {
      type: 'ReserveSpend',
      callId,
      occasion,
      member: model.name,
      amount,
      dayLimit: await this.dayLimit(),
      occasionLimit: decisionBudget,
      at,
    } as const;
    const addressed = { to: 'modelBudget', id: utcDateOf(at), command } as const;
    const { facts } = await this.parts.dispatcher.start('models', `reserve ${callId}`, addressed, occasion);
    return facts.length > 0;
  }

  /** A model that was not asked has not failed. */
  private async report({ fact }: ModelAnswer, at: UnixMs): Promise<void> {
    const { callId, member, outcome, detail } = fact;
    if (outcome === 'BREAKER' || outcome === 'BUSY' || outcome === 'BUDGET') return;
    const ok = outcome === 'answered';
    await this.reports.tell(modelComponent(member), ok, ok ? '' : `${outcome} ${detail}`.trim(), { at, runId: callId });
  }

  private spending(at: UnixMs) {
    return this.parts.runner.stateOf(budgetDecider, streams.modelBudget(utcDateOf(at)));
  }
}

const callIdOf = (model: LanguageModel, occasion: string, purpose: ModelCall['purpose']): string =>
  stableId('model call', occasion, model.name, purpose);

/** A model among the components whose health is counted. */
export const modelComponent = (name: string): string => `model:${name}`;
