import { LanguageModel, type ModelAnswer, type ModelCall } from '../../../application/ports/language-model.port.js';
import type { NoAnswerReason } from '../../../domain/models/no-answer.js';
import type { ModelPrice } from '../../../domain/models/prices.js';
import { readAnswer, type AnswerReading } from '../answers/read-answer.js';
import { CallSlots } from './call-slots.js';
import { CallTally } from './call-tally.js';
import { CircuitBreaker } from './circuit-breaker.js';
import { consultedFact, NOT_SENT } from './consulted-fact.js';
import { Deadline } from './deadline.js';
import { noReply } from './failed-exchange.js';
import type { Redact } from './redaction.js';
import { repairRequest } from './repair-prompt.js';
import { pauseBeforeRetry } from './retry-rules.js';
import type { Timing } from './timing.js';
import type { NoReply, Wire, WireReply, WireRequest } from './wire.js';

export interface CalledModelParts {
  readonly name: string;
  readonly provider: string;
  readonly model: string;
  readonly price: ModelPrice;
  readonly wire: Wire;
  readonly redact: Redact;
  readonly timing: Timing;
}

interface Ended {
  readonly reply: WireReply;
  readonly reading: AnswerReading;
}

const OUT_OF_TIME = noReply('TIMEOUT', 'no answer within the deadline', { mayCost: true });

/** A model behind a wire: the deadline, the retries, the one repair, the breaker and the count of calls are here. */
export class CalledModel extends LanguageModel {
  readonly name: string;
  readonly provider: string;
  readonly model: string;
  readonly price: ModelPrice;
  /** One model stands for its provider, so these are the provider's. */
  private readonly breaker = new CircuitBreaker();
  private readonly slots = new CallSlots();

  constructor(private readonly parts: CalledModelParts) {
    super();
    ({ name: this.name, provider: this.provider, model: this.model, price: this.price } = parts);
  }

  async ask(call: ModelCall): Promise<ModelAnswer> {
    if (!(call.deadlineMs > 0)) return this.notAsked(call, 'TIMEOUT', 'no time was left to ask');
    const release = this.slots.take();
    if (!release) return this.notAsked(call, 'BUSY', 'as many calls as may be are under way at this provider');
    const pass = this.breaker.admit(() => this.parts.timing.now());
    if (!pass) {
      release();
      return this.notAsked(call, 'BREAKER', 'the provider failed too often and rests');
    }
    const deadline = new Deadline(this.parts.timing, call.deadlineMs);
    const { inputTokens } = call.prompt;
    const tally = new CallTally(this.price, { inputTokens, outputTokens: call.maxOutputTokens });
    try {
      const ended = await this.attempts(call, deadline, tally);
      pass.done(ended.reply.kind === 'text' || ended.reply.isAlive);
      return this.answerOf(call, ended, tally, deadline.elapsed());
    } catch (error) {
      // A bug of ours, or of a client; the desk goes on without this answer.
      pass.done(false);
      const reply = noReply('FAILED', `unexpected: ${String(error)}`);
      return this.answerOf(call, { reply, reading: unread(reply) }, tally, deadline.elapsed());
    } finally {
      deadline.end();
      release();
    }
  }

  /** A provider may repeat the key that it refuses. */
  async check(signal: AbortSignal): Promise<{ readonly ok: boolean; readonly detail: string }> {
    const { ok, detail } = await this.parts.wire.check(signal);
    return { ok, detail: this.parts.redact(detail) };
  }

  /** Sends until there is an answer, or none to be had. */
  private async attempts(call: ModelCall, deadline: Deadline, tally: CallTally): Promise<Ended> {
    const { wire } = this.parts;
    const { system, user, form } = call.prompt;
    let request: WireRequest = { system, user, form, maxOutputTokens: call.maxOutputTokens };
    let retries = 0;
    let isRepair = false;
    for (;;) {
      tally.attempts++;
      const begun = deadline.elapsed();
      const reply = this.redacted((await deadline.within((signal) => wire.send(request, signal))) ?? OUT_OF_TIME);
      tally.add(reply);
      const reading = reply.kind === 'text' ? readAnswer(reply.text, form) : unread(reply);
      if (!('reason' in reading)) return { reply, reading };
      if (reply.kind === 'text' || reply.mayRepair) {
        // A repair takes about as long as the answer took: one that cannot end in time would only cost.
        const took = deadline.elapsed() - begun;
        if (!reading.repairable || isRepair || deadline.remaining() <= took) return { reply, reading };
        isRepair = true;
        request = repairRequest(request, reply.text, reading.detail);
        continue;
      }
      const pause = pauseBeforeRetry(reply, retries, deadline.remaining());
      if (pause === undefined) return { reply, reading };
      retries++;
      await deadline.pause(pause);
    }
  }

  /** Before anything is read from it: the text also goes into votes and reasons. */
  private redacted(reply: WireReply): WireReply {
    return { ...reply, text: this.parts.redact(reply.text) };
  }

  private answerOf(call: ModelCall, { reply, reading }: Ended, tally: CallTally, latencyMs: number): ModelAnswer {
    const { attempts, inputTokens, outputTokens, cost, isEstimate } = tally;
    const common = {
      answer: reply.text,
      requestId: reply.requestId,
      answeredBy: reply.answeredBy,
      ...{ attempts, inputTokens, outputTokens, cost, latencyMs },
    };
    if (!('reason' in reading)) {
      const fact = consultedFact(call, this, { ...common, outcome: 'answered', detail: '' }, this.parts.redact);
      return { fact, value: reading.entries };
    }
    const detail = isEstimate ? `${reading.detail}; its cost is the most it can be` : reading.detail;
    return { fact: consultedFact(call, this, { ...common, outcome: reading.reason, detail }, this.parts.redact) };
  }

  private notAsked(call: ModelCall, outcome: NoAnswerReason, detail: string): ModelAnswer {
    return { fact: consultedFact(call, this, { ...NOT_SENT, outcome, detail }, this.parts.redact) };
  }
}

const unread = ({ reason, detail, mayRepair }: NoReply): AnswerReading => ({ reason, detail, repairable: mayRepair });
