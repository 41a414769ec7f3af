import { isRecord, numberOf, shown } from '../../domain/decisions/answer-fields.js';
import type { InstrumentId } from '../../domain/market/instrument.js';
import type { NoAnswerReason } from '../../domain/models/no-answer.js';
import { HOUR, type UnixMs } from '../../domain/shared/time.js';
import { DIRECTIONS, type MissReason, type SignalInputs, type UsedNews } from '../../domain/signals/signal.events.js';
import type { ModelAnswer, Prompt } from '../ports/language-model.port.js';
import type { NewsItem } from '../ports/news-feed.port.js';
import { chooseNews } from './choose-news.js';
import { MOST_TOKENS } from './prompts/count-tokens.js';
import { fillIn } from './prompts/prompt-file.js';
import { oneLine } from './prompts/quotation.js';
import { SENTIMENT_V1, type RelevantNews, type SentimentInput } from './prompts/sentiment.v1.js';
import type { SignalDraft, SignalMiss } from './signal-draft.js';

const HORIZON_MS = 4 * HOUR;
const MOST_REASONS = 20;
const LONGEST_REASON = 500;
const LONGEST_TITLE = 200;
const LONGEST_NAME = 60;

/** What a run of the agent asks. Without a prompt there is nothing to ask about: no instrument is in the news. */
export interface SentimentQuestion {
  readonly instruments: readonly InstrumentId[];
  readonly input: SentimentInput;
  readonly prompt?: Prompt;
}

/** With the calls that the opinion came by. */
export interface SentimentDraft extends SignalDraft {
  readonly modelCallIds: readonly string[];
}

export interface SentimentAnswer {
  readonly instrumentId: InstrumentId;
  readonly answer: SentimentDraft | SignalMiss;
}

/** One question for all instruments. */
export const sentimentPrompt = (
  items: readonly NewsItem[],
  instruments: readonly InstrumentId[],
  takenAt: UnixMs,
): SentimentQuestion => {
  const input = chooseNews(items, instruments, takenAt);
  return input.asked.length === 0
    ? { instruments, input }
    : { instruments, input, prompt: fillIn(SENTIMENT_V1, input, MOST_TOKENS) };
};

/** What "no answer" is called in the signals. */
export const MISSED: Readonly<Record<NoAnswerReason, MissReason>> = {
  EMPTY: 'invalid_answer',
  CUT_OFF: 'invalid_answer',
  REFUSED: 'invalid_answer',
  UNREADABLE: 'invalid_answer',
  FENCED: 'invalid_answer',
  TRAILING_TEXT: 'invalid_answer',
  DOUBLED_JSON: 'invalid_answer',
  DUPLICATE_KEYS: 'invalid_answer',
  TOOL_LEAK: 'invalid_answer',
  TOO_LARGE: 'invalid_answer',
  INVALID_SCHEMA: 'invalid_answer',
  NOT_A_NUMBER: 'invalid_answer',
  TIMEOUT: 'timeout',
  RATE_LIMITED: 'failed',
  OVERLOADED: 'failed',
  UNAUTHORIZED: 'failed',
  UNPAID: 'failed',
  NO_SUCH_MODEL: 'failed',
  BAD_REQUEST: 'failed',
  BREAKER: 'breaker',
  BUDGET: 'budget',
  BUSY: 'failed',
  INTERRUPTED: 'failed',
  FAILED: 'failed',
};

const usedNews = (news: readonly RelevantNews[], id: InstrumentId, takenAt: UnixMs): readonly UsedNews[] =>
  news
    .filter(({ about }) => about.includes(id))
    .map(({ item }) => ({
      id: oneLine(item.id, LONGEST_TITLE),
      source: oneLine(item.source, LONGEST_NAME),
      title: oneLine(item.title, LONGEST_TITLE),
      ageMs: takenAt - item.publishedAt,
    }));

const areTexts = (value: unknown): value is readonly string[] =>
  Array.isArray(value) &&
  value.length <= MOST_REASONS &&
  value.every((each) => typeof each === 'string' && each.length <= LONGEST_REASON);

const invalid = (detail: string): SignalMiss => ({ missed: 'invalid_answer', detail });

/** One opinion of the answer, if it is one. */
const draftOf = (
  fields: Readonly<Record<string, unknown>>,
  inputs: SignalInputs,
  callId: string,
): SentimentDraft | SignalMiss => {
  const direction = DIRECTIONS.find((each) => each === fields['direction']);
  const confidence = numberOf(fields['confidence']);
  const { reasons } = fields;
  if (direction === undefined) return invalid(`unknown direction ${shown(fields['direction'])}`);
  if (confidence === undefined || confidence.lt(0) || confidence.gt(1))
    return invalid(`confidence ${shown(fields['confidence'])} is not in 0..1`);
  if (!areTexts(reasons)) return invalid(`reasons are not a list of at most ${MOST_REASONS} short texts`);
  const read = `news read: ${inputs.news?.length ?? 0}`;
  return {
    direction,
    confidence: confidence.toNumber(),
    horizonMs: HORIZON_MS,
    reasons: [read, ...reasons.map((reason) => oneLine(reason, LONGEST_REASON))],
    inputs,
    modelCallIds: [callId],
  };
};

/** The answer's entries by instrument; a miss where the whole of it is spoilt. */
const readOpinions = (
  value: readonly unknown[],
  { input: { asked, news, takenAt }, prompt }: SentimentQuestion,
  callId: string,
): ((id: InstrumentId) => SentimentDraft | SignalMiss) => {
  const entries = value.filter(isRecord);
  if (entries.length < value.length) return () => invalid('an entry is not an object');
  const foreign = entries.find(({ instrumentId }) => !asked.some((id) => id === instrumentId));
  // Who names the wrong instrument may mean another one everywhere.
  if (foreign !== undefined) return () => invalid(`nobody asked about ${shown(foreign['instrumentId'])}`);
  return (id) => {
    const [only, second] = entries.filter(({ instrumentId }) => instrumentId === id);
    if (only === undefined) return invalid(`nothing said about ${id}`);
    if (second !== undefined) return invalid(`${id} is judged more than once`);
    const inputs = {
      candles: [],
      leftOut: [],
      news: usedNews(news, id, takenAt),
      ...(prompt === undefined ? {} : { prompt: { name: prompt.name, version: prompt.version } }),
    };
    return draftOf(only, inputs, callId);
  };
};

/**
 * What one answer says about each instrument, in their order. Without news of it an instrument has no opinion, and a
 * model that gave no answer has none: absent, never neutral.
 *
 * @param answer or why nobody was asked; where that was known before any news were read, it holds for all
 */
export const sentimentAnswers = (
  question: SentimentQuestion,
  answer: ModelAnswer | SignalMiss,
): readonly SentimentAnswer[] => {
  const { instruments, input } = question;
  if ('missed' in answer && input.asked.length === 0)
    return instruments.map((instrumentId) => ({ instrumentId, answer }));
  const opinion = opinionsOf(question, answer);
  return instruments.map((instrumentId) => ({
    instrumentId,
    answer: input.asked.includes(instrumentId)
      ? opinion(instrumentId)
      : { missed: 'no_data', detail: `no news about ${instrumentId}` },
  }));
};

const opinionsOf = (
  question: SentimentQuestion,
  answer: ModelAnswer | SignalMiss,
): ((id: InstrumentId) => SentimentDraft | SignalMiss) => {
  if ('missed' in answer) return () => answer;
  const { outcome, member, detail, callId } = answer.fact;
  if (outcome === 'answered') return readOpinions(answer.value ?? [], question, callId);
  return () => ({ missed: MISSED[outcome], detail: `${member}: ${outcome} ${detail}`.trim() });
};
