/** The fact of one call of a model; it lies in the stream of what it was asked for (a decision, or a signal). */
import type { DecimalString } from '../shared/decimal.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import type { NoAnswerReason } from './no-answer.js';

export const MODEL_PURPOSES = ['vote', 'ruling', 'sentiment'] as const;
export type ModelPurpose = (typeof MODEL_PURPOSES)[number];

/** What was asked: a versioned prompt, filled in. Both texts are redacted and cut to a size. */
export interface AskedPrompt {
  /** Name and version of the prompt file, for example `trading-decision` and 1. */
  readonly name: string;
  readonly version: number;
  /** SHA-256 of the whole texts, hex. */
  readonly digest: string;
  readonly system: string;
  readonly user: string;
}

/** One call over all its attempts. Tokens as the provider counted them; 0 where nothing was charged. */
export interface ModelConsultedData {
  /** UUIDv5 of what it is for, the member and the purpose: never of the prompt, so two equal prompts stay two calls. */
  readonly callId: string;
  readonly purpose: ModelPurpose;
  /** Its name in the settings: of the panel, of the arbiters, or of the sentiment agent. */
  readonly member: string;
  readonly provider: string;
  /** The model that was asked for. */
  readonly model: string;
  /** The model that answered, as it names itself; absent where nobody did. */
  readonly answeredBy?: string;
  /** The provider's own id of the request. */
  readonly requestId?: string;
  readonly prompt: AskedPrompt;
  /** What came back, redacted and cut to a size; '' where nothing did. */
  readonly answer: string;
  readonly outcome: 'answered' | NoAnswerReason;
  /** One sentence where there is no answer, or on what of a ruling was refused; '' otherwise. */
  readonly detail: string;
  readonly inputTokens: number;
  readonly outputTokens: number;
  /** USD. */
  readonly cost: DecimalString;
  /** Sent requests, a repair of the form counted. */
  readonly attempts: number;
  readonly askedAt: UnixMs;
  /** From the asking to the end of the last attempt, ms. */
  readonly latencyMs: number;
  /** The answer was taken from a log and cost nothing now. */
  readonly recorded?: boolean;
}

export type ModelConsulted = Fact<'ModelConsulted', ModelConsultedData>;
