import { createHash } from 'node:crypto';
import type { ModelCall } from '../../../application/ports/language-model.port.js';
import type { AskedPrompt, ModelConsultedData } from '../../../domain/models/model-call.events.js';
import { LONGEST_ANSWER } from '../answers/read-answer.js';
import { cutTo, type Redact } from './redaction.js';

const LONGEST_SYSTEM = 8 * 1024;
const LONGEST_USER = 16 * 1024;
const LONGEST_DETAIL = 300;
const LONGEST_ID = 200;

/** Who is asked, as it stands in every fact of its calls. */
export interface AskedMember {
  readonly name: string;
  readonly provider: string;
  readonly model: string;
}

export interface CallOutcome extends Pick<
  ModelConsultedData,
  'outcome' | 'detail' | 'answer' | 'inputTokens' | 'outputTokens' | 'cost' | 'attempts' | 'latencyMs'
> {
  readonly requestId?: string | undefined;
  readonly answeredBy?: string | undefined;
}

const promptFact = ({ prompt }: ModelCall, redact: Redact): AskedPrompt => ({
  name: prompt.name,
  version: prompt.version,
  digest: createHash('sha256')
    .update(JSON.stringify([prompt.system, prompt.user]))
    .digest('hex'),
  system: cutTo(redact(prompt.system), LONGEST_SYSTEM),
  user: cutTo(redact(prompt.user), LONGEST_USER),
});

/** The fact of a call; every text in it is redacted first and cut afterwards, so that no half of a key is left. */
export const consultedFact = (
  call: ModelCall,
  member: AskedMember,
  outcome: CallOutcome,
  redact: Redact,
): ModelConsultedData => {
  const { requestId, answeredBy } = outcome;
  return {
    callId: call.callId,
    purpose: call.purpose,
    member: member.name,
    provider: member.provider,
    model: member.model,
    ...(answeredBy !== undefined && { answeredBy: cutTo(redact(answeredBy), LONGEST_ID) }),
    ...(requestId !== undefined && { requestId: cutTo(redact(requestId), LONGEST_ID) }),
    prompt: promptFact(call, redact),
    answer: cutTo(redact(outcome.answer), LONGEST_ANSWER),
    outcome: outcome.outcome,
    detail: cutTo(redact(outcome.detail), LONGEST_DETAIL),
    inputTokens: outcome.inputTokens,
    outputTokens: outcome.outputTokens,
    cost: outcome.cost,
    attempts: outcome.attempts,
    askedAt: call.askedAt,
    latencyMs: Math.round(outcome.latencyMs),
  };
};

/** Of a call that never went out. */
export const NOT_SENT = {
  answer: '',
  inputTokens: 0,
  outputTokens: 0,
  cost: '0',
  attempts: 0,
  latencyMs: 0,
} as const;
