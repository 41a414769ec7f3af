import type { AccountState } from '../../domain/account/account.state.js';
import { assessIntent, type AssessIntent } from '../../domain/account/risk/assess-intent.js';
import type { IntentApproved, IntentDenied, IntentResized } from '../../domain/account/account.events.js';
import type { OpeningIntent } from '../../domain/account/risk/verdict.js';
import { INSTRUMENTS, isInstrumentId } from '../../domain/market/instrument.js';
import type { Quotes } from '../../domain/market/quote.js';
import type { RecordedFact } from '../../domain/shared/fact.js';
import type { UnixMs } from '../../domain/shared/time.js';

export type Verdict = IntentApproved | IntentResized | IntentDenied;

/** What a verdict is asked about; unchecked: nonsense in it is the risk engine's to refuse. */
export interface Question {
  readonly intent: OpeningIntent;
  readonly quotes: Quotes;
  readonly at: UnixMs;
  /** The venue's own metadata; the fallback table's where it is left out. */
  readonly instrument?: AssessIntent['instrument'];
}

const VERDICTS = ['IntentApproved', 'IntentResized', 'IntentDenied'];

/** The question that a recorded verdict answered; undefined where the fact is no verdict. */
export const questionOf = ({ type, data, metadata }: RecordedFact): Question | undefined => {
  if (!VERDICTS.includes(type)) return undefined;
  const { intent, quotes } = data as Verdict['data'];
  return { intent, quotes, at: metadata.at };
};

/** Asks the risk engine; records nothing. */
export const explainIntent = ({ intent, quotes, at, instrument }: Question, state: AccountState): Verdict => {
  const known = isInstrumentId(intent.instrumentId) ? INSTRUMENTS[intent.instrumentId] : undefined;
  return assessIntent({ type: 'AssessIntent', at, intent, quotes, instrument: instrument ?? known }, state);
};
