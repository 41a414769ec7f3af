import type { ModelConsultedData, ModelPurpose } from '../../domain/models/model-call.events.js';
import type { ModelPrice } from '../../domain/models/prices.js';
import type { UnixMs } from '../../domain/shared/time.js';

/** A prompt ready to be sent: a versioned file, filled in. The same text goes to every model. */
export interface Prompt {
  readonly name: string;
  readonly version: number;
  readonly system: string;
  readonly user: string;
  /** How the answer must be built: the name of one of the answer forms. */
  readonly form: AnswerForm;
  /** Most tokens that system and user text may come to, by a cautious count. */
  readonly inputTokens: number;
}

/** What may be answered; the schema and the validation of each stand in one place. */
export type AnswerForm = 'votes' | 'rulings' | 'sentiment';

export interface ModelCall {
  readonly callId: string;
  readonly purpose: ModelPurpose;
  readonly prompt: Prompt;
  readonly maxOutputTokens: number;
  /** For the whole call, all attempts and pauses included, ms. */
  readonly deadlineMs: number;
  readonly askedAt: UnixMs;
}

/** What the call came to. `value` is there exactly when `fact.outcome` is `answered`: of the form, not yet judged. */
export interface ModelAnswer {
  readonly fact: ModelConsultedData;
  /**
   * Of form `votes`: a list of objects as `CastVotes` takes them, decimals as text. Of `rulings`: a list of objects as
   * `RecordRuling` takes them. Of `sentiment`: a list of `{instrumentId, direction, confidence, reasons}`.
   */
  readonly value?: readonly unknown[];
}

/** One model at one provider, as the settings name it. */
export abstract class LanguageModel {
  /** In settings and facts, for example `deepseek`. */
  abstract readonly name: string;
  abstract readonly provider: string;
  abstract readonly model: string;
  /** USD for a million tokens; zero for a model that costs nothing. */
  abstract readonly price: ModelPrice;
  /** Never rejects for what a provider does: that is in the answer. */
  abstract ask(call: ModelCall): Promise<ModelAnswer>;
}
