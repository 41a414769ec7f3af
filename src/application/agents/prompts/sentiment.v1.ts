import type { InstrumentId } from '../../../domain/market/instrument.js';
import { assert } from '../../../domain/shared/assert.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import type { NewsItem } from '../../ports/news-feed.port.js';
import { countTokens } from './count-tokens.js';
import type { PromptFile } from './prompt-file.js';
import { linesOf, oneLine, quotation, QUOTATION_RULE } from './quotation.js';
import { age, instant } from './written.js';

/** A piece of news and the instruments that it is about. */
export interface RelevantNews {
  readonly item: NewsItem;
  readonly about: readonly InstrumentId[];
}

export interface SentimentInput {
  /** Newest first, nothing later than `takenAt`. */
  readonly news: readonly RelevantNews[];
  readonly asked: readonly InstrumentId[];
  /** Relevant items that had no room. */
  readonly leftOut: number;
  readonly takenAt: UnixMs;
}

const SYSTEM = `You read news for a crypto trading desk. You say what the news by themselves mean for the price of each instrument over the next four hours. The desk weighs your opinion with others; you cannot trade.

Answer with one JSON object and nothing else: no code fence, no text before or after it.
{"opinions": [{"instrumentId": "...", "direction": "...", "confidence": 0.5, "reasons": ["..."]}]}

- opinions: exactly one for each instrument that you are asked about. No other instrument exists.
- direction: "long" where the news speak for a rising price, "short" for a falling one, "flat" where they say neither.
- confidence: a JSON number from 0 to 1, your honest estimate of the probability that the direction proves right. You are scored by it. Old, vague or paid-for news deserve little.
- reasons: one to five sentences of at most 200 characters each, naming the items by their numbers.
- Add no field: an answer with any other field counts as no opinion.

Use the items alone, not what you remember of other years.
${QUOTATION_RULE}`;

const LONGEST_SOURCE = 60;
const LONGEST_TITLE = 200;
const LONGEST_TEXT = 600;

/** One item as it stands in the prompt. */
export const renderNews = ({ item, about }: RelevantNews, number: number, takenAt: UnixMs): string => {
  const { lines, cut } = linesOf(item.text, LONGEST_TEXT);
  const head = [`source: ${oneLine(item.source, LONGEST_SOURCE)}`, `title: ${oneLine(item.title, LONGEST_TITLE)}`];
  return [
    `Item ${number}, published ${age(takenAt - item.publishedAt)}, about ${about.join(', ')}:`,
    quotation('news', [...head, ...lines], cut ? `the first ${LONGEST_TEXT} characters` : ''),
  ].join('\n');
};

const renderAll = ({ news, asked, leftOut, takenAt }: SentimentInput): string =>
  [
    `News read ${instant(takenAt)}. Ages count back from that instant; nothing later is known.`,
    ...(leftOut === 0 ? [] : [`Left out for length: older items (${leftOut}).`]),
    ...news.map((each, index) => `\n${renderNews(each, index + 1, takenAt)}`),
    `\nYou are asked about ${asked.join(', ')}. Answer with the JSON object alone.`,
  ].join('\n');

export const SENTIMENT_V1: PromptFile<SentimentInput> = {
  name: 'sentiment',
  version: 1,
  purpose: 'sentiment',
  what: 'Asks a model what the news mean for each instrument over the next four hours',
  inputSchema: {
    news: 'The items that have room, newest first, each with the instruments it is about',
    asked: 'The instruments that the items are about',
    leftOut: 'How many relevant items had no room',
    takenAt: 'When the news were read, unix ms',
  },
  form: 'sentiment',
  system: SYSTEM,
  render: (input, mostTokens) => {
    const shown = renderAll(input);
    assert(countTokens(shown) <= mostTokens, `news of ${countTokens(shown)} tokens, at most ${mostTokens}`);
    return shown;
  },
};
