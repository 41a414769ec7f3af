/** What lies between the policy of a call and a provider's protocol: one request, one reply. */
import type { AnswerForm } from '../../../application/ports/language-model.port.js';
import type { NoAnswerReason } from '../../../domain/models/no-answer.js';

export interface WireRequest {
  readonly system: string;
  readonly user: string;
  readonly form: AnswerForm;
  readonly maxOutputTokens: number;
}

/** Tokens as the provider counted them. */
export interface Usage {
  readonly inputTokens: number;
  readonly outputTokens: number;
}

interface ReplyHead {
  readonly requestId?: string;
  /** The model that answered, as it names itself. */
  readonly answeredBy?: string;
  readonly usage?: Usage;
}

/** A complete answer; what it says is not judged yet. */
export interface TextReply extends ReplyHead {
  readonly kind: 'text';
  readonly text: string;
}

export interface NoReply extends ReplyHead {
  readonly kind: 'none';
  readonly reason: NoAnswerReason;
  readonly detail: string;
  /** What came all the same. */
  readonly text: string;
  /** The provider did its part: it is the model that gave nothing to use. */
  readonly isAlive: boolean;
  /** The provider may charge for it though it counted nothing for us: never sent again, and reckoned at its worst. */
  readonly mayCost: boolean;
  /** Sending it again may help, and cannot cost twice. */
  readonly mayRetry: boolean;
  /** Only the form is wrong, as far as the protocol shows. */
  readonly mayRepair: boolean;
  readonly retryAfterMs?: number;
}

export type WireReply = TextReply | NoReply;

/** One model at one endpoint: who asks cannot name another model, nor send it elsewhere (F-D8). */
export interface Wire {
  /** One request, never repeated by itself. Never rejects. The signal ends it. */
  send(request: WireRequest, signal: AbortSignal): Promise<WireReply>;
  /** Whether the provider offers the model. Never rejects. */
  check(signal: AbortSignal): Promise<{ readonly ok: boolean; readonly detail: string }>;
}
