import {
  LanguageModel,
  type ModelAnswer,
  type ModelCall,
} from '../../../../src/application/ports/language-model.port.js';
import { decisionDecider } from '../../../../src/domain/decisions/decision.decider.js';
import type { DecisionFact } from '../../../../src/domain/decisions/decision.events.js';
import type { DecisionState } from '../../../../src/domain/decisions/decision.state.js';
import { openConflicts } from '../../../../src/domain/decisions/open-conflicts.js';
import { NO_ANSWER_REASONS, type NoAnswerReason } from '../../../../src/domain/models/no-answer.js';
import { costOf } from '../../../../src/domain/models/prices.js';
import { streams } from '../../../../src/domain/shared/stream-names.js';
import { SECOND } from '../../../../src/domain/shared/time.js';
import type { Lifeline } from '../faults/lifeline.js';
import { Chance } from '../plan/chance.js';
import type { ModelPlan, Temper } from '../plan/panel.js';
import type { World } from '../run/world.js';
import { drawnOpinions } from './drawn-opinions.js';
import { drawnRulings } from './drawn-rulings.js';
import { drawnVotes } from './drawn-votes.js';

/** Said by the desk itself, and by no model. */
const NEVER_SAID: readonly NoAnswerReason[] = ['BUDGET', 'INTERRUPTED'];
const FAILURES = NO_ANSWER_REASONS.filter((reason) => !NEVER_SAID.includes(reason));
/** Nothing was sent. */
const NOT_ASKED: readonly NoAnswerReason[] = ['BREAKER', 'BUSY'];

/** Right before, at and right after the time that each kind of answer has. */
const AT_THE_EDGE = { vote: [29_999, 30_000, 30_001], ruling: [5_999, 6_000, 6_001, 4_001], sentiment: [50_000] };

interface Said {
  readonly latencyMs: number;
  readonly outcome: 'answered' | NoAnswerReason;
  readonly value?: readonly unknown[];
}

/** A model that says what its call draws: honest, contrary, late, silent, confused; and the process may die around it. */
export class ScriptedModel extends LanguageModel {
  readonly provider = 'pretended';
  readonly name: string;
  readonly model: string;
  readonly price: ModelPlan['price'];

  constructor(
    private readonly plan: ModelPlan,
    private readonly world: World,
    private readonly life: Lifeline,
  ) {
    super();
    this.name = plan.name;
    this.model = `${plan.temper} one`;
    this.price = plan.price;
  }

  override async ask(call: ModelCall): Promise<ModelAnswer> {
    const { calls } = this.world;
    await this.life.pass(`before ask ${call.purpose}`);
    calls.ask(call.callId, this.name);
    const chance = new Chance('model', this.world.plan.seed, call.callId);
    const temper = this.temperOf(chance);
    calls.count(`${call.purpose} ${temper}`);
    const said = await this.say(temper, chance, call);
    await this.life.pass(`after ask ${call.purpose}`);
    return this.factOf(call, said, chance);
  }

  private temperOf(chance: Chance): Exclude<Temper, 'moody'> {
    const own = this.plan.temper;
    if (own !== 'moody' && chance.happens(0.9)) return own;
    return chance.pick(['honest', 'honest', 'contrary', 'idle', 'late', 'failing', 'confused']);
  }

  private async say(temper: Exclude<Temper, 'moody'>, chance: Chance, call: ModelCall): Promise<Said> {
    const { deadlineMs, purpose } = call;
    if (temper === 'failing') {
      const outcome = chance.happens(0.3) ? 'TIMEOUT' : chance.pick(FAILURES);
      const took = outcome === 'TIMEOUT' ? deadlineMs : chance.whole(100, deadlineMs);
      return { outcome, latencyMs: NOT_ASKED.includes(outcome) ? 0 : took };
    }
    const value = await this.wordsOf(temper === 'late' ? 'honest' : temper, chance, call);
    return { outcome: 'answered', value, latencyMs: this.latency(temper === 'late', chance, deadlineMs, purpose) };
  }

  /** A late one is late to the vote or the ruling; one in some does not keep the deadline of its call either. */
  private latency(late: boolean, chance: Chance, deadlineMs: number, purpose: ModelCall['purpose']): number {
    if (chance.happens(0.05)) return chance.pick(AT_THE_EDGE[purpose]);
    if (!late) return chance.whole(200, Math.min(20 * SECOND, deadlineMs * 0.8));
    if (chance.happens(0.2)) return deadlineMs + chance.whole(1, 40 * SECOND);
    return purpose === 'ruling' ? deadlineMs + chance.whole(1, 3 * SECOND) : chance.whole(31 * SECOND, 49 * SECOND);
  }

  private async wordsOf(
    temper: 'honest' | 'contrary' | 'idle' | 'confused',
    chance: Chance,
    { purpose }: ModelCall,
  ): Promise<readonly unknown[]> {
    if (purpose === 'sentiment') return drawnOpinions(temper, chance);
    const cycle = await this.cycle();
    const { policy } = this.world.account;
    if (cycle.status !== 'open') return [];
    return purpose === 'vote'
      ? drawnVotes(temper, chance, cycle, policy)
      : drawnRulings(temper, chance, openConflicts(cycle, policy));
  }

  /** What the prompt tells, read where it comes from. */
  private async cycle(): Promise<DecisionState> {
    const { storage, calls } = this.world;
    let state = decisionDecider.initialState;
    for await (const fact of storage.store.readStream(streams.decision(calls.cycleId))) {
      state = decisionDecider.evolve(state, fact as unknown as DecisionFact);
    }
    return state;
  }

  private factOf(call: ModelCall, { outcome, latencyMs, value }: Said, chance: Chance): ModelAnswer {
    const { callId, purpose, askedAt, prompt, maxOutputTokens } = call;
    const sent = outcome === 'answered' || !NOT_ASKED.includes(outcome);
    const inputTokens = sent ? prompt.inputTokens : 0;
    const outputTokens = sent ? chance.whole(0, maxOutputTokens) : 0;
    // A bill may be higher than what was set apart.
    const bill = chance.happens(0.03) ? 5 : 1;
    const { name, provider, model } = this;
    const { name: file, version } = prompt;
    const fact: ModelAnswer['fact'] = {
      callId,
      purpose,
      ...{ member: name, provider, model },
      prompt: { name: file, version, digest: '', system: '', user: '' },
      answer: value === undefined ? '' : JSON.stringify(value).slice(0, 2_000),
      outcome,
      detail: outcome === 'answered' ? '' : 'as drawn',
      inputTokens,
      outputTokens,
      cost: costOf(this.price, bill * inputTokens, bill * outputTokens),
      attempts: sent ? 1 : 0,
      askedAt,
      latencyMs,
    };
    return value === undefined ? { fact } : { fact, value };
  }
}
