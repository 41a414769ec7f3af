import { LanguageModel, type ModelAnswer, type ModelCall } from '../../../application/ports/language-model.port.js';
import type { ModelConsultedData } from '../../../domain/models/model-call.events.js';
import { FREE } from '../../../domain/models/prices.js';
import type { Fact } from '../../../domain/shared/fact.js';
import { readAnswer } from '../answers/read-answer.js';
import { consultedFact, NOT_SENT, type AskedMember } from '../calling/consulted-fact.js';
import { redactor } from '../calling/redaction.js';

/** Recorded calls by their id: never by the prompt, for two calls with one prompt had two answers (F-D14). */
export type RecordedCalls = ReadonlyMap<string, ModelConsultedData>;

/** The model calls among facts of any kind; of one call recorded twice the first stands. */
export const recordedCalls = (facts: Iterable<Fact>): RecordedCalls => {
  const calls = new Map<string, ModelConsultedData>();
  for (const { type, data } of facts) {
    const call = data as ModelConsultedData;
    if (type === 'ModelConsulted' && !calls.has(call.callId)) calls.set(call.callId, call);
  }
  return calls;
};

/** A model whose answers are those of a log. It calls nothing and costs nothing (F-D15). */
export class RecordedModel extends LanguageModel {
  readonly name: string;
  readonly provider: string;
  readonly model: string;
  readonly price = FREE;

  constructor(
    member: AskedMember,
    private readonly calls: RecordedCalls,
  ) {
    super();
    ({ name: this.name, provider: this.provider, model: this.model } = member);
  }

  async ask(call: ModelCall): Promise<ModelAnswer> {
    const recorded = this.calls.get(call.callId);
    if (!recorded) {
      const outcome = { ...NOT_SENT, outcome: 'INTERRUPTED', detail: 'the log has no answer to this call' } as const;
      return { fact: { ...consultedFact(call, this, outcome, redactor([])), recorded: true } };
    }
    const fact = { ...recorded, cost: '0', recorded: true };
    if (fact.outcome !== 'answered') return { fact };
    const reading = readAnswer(fact.answer, call.prompt.form);
    if (!('reason' in reading)) return { fact, value: reading.entries };
    return { fact: { ...fact, outcome: reading.reason, detail: reading.detail } };
  }
}

/** The members that a log knows, in the order of their first calls: what a replay asks in place of the real ones. */
export const recordedMembers = (calls: RecordedCalls): readonly RecordedModel[] => {
  const members = new Map<string, RecordedModel>();
  for (const { member: name, provider, model } of calls.values()) {
    if (!members.has(name)) members.set(name, new RecordedModel({ name, provider, model }, calls));
  }
  return [...members.values()];
};
