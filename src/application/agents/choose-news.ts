import { INSTRUMENT_IDS, INSTRUMENTS, type Currency, type InstrumentId } from '../../domain/market/instrument.js';
import type { UnixMs } from '../../domain/shared/time.js';
import type { NewsItem } from '../ports/news-feed.port.js';
import { countTokens } from './prompts/count-tokens.js';
import { oneLine } from './prompts/quotation.js';
import { renderNews, type RelevantNews, type SentimentInput } from './prompts/sentiment.v1.js';

/** What of the news goes into one prompt. */
export const MOST_NEWS = 20;
export const NEWS_TOKENS = 3_000;
const READ_FOR_NAMES = 4_000;

/** News of the dollar are news of everything, and of nothing in particular: they are not looked for. */
const NAMES: Readonly<Partial<Record<Currency, RegExp>>> = {
  BTC: /(?<![\p{L}\p{N}])(btc|xbt|bitcoins?)(?![\p{L}\p{N}])/iu,
  XRP: /(?<![\p{L}\p{N}])(xrp|xrpl|ripple)(?![\p{L}\p{N}])/iu,
};
const WHOLE_MARKET = /(?<![\p{L}\p{N}])(crypto(currency|currencies)?|digital assets?)(?![\p{L}\p{N}])/iu;

/** The instruments that an item is about, by the names in it. */
export const instrumentsIn = ({ title, text }: NewsItem): readonly InstrumentId[] => {
  const words = oneLine(`${title} ${text}`, READ_FOR_NAMES);
  const everything = WHOLE_MARKET.test(words);
  return INSTRUMENT_IDS.filter((id) => {
    const { base, quote } = INSTRUMENTS[id];
    return everything || [base, quote].some((currency) => NAMES[currency]?.test(words));
  });
};

const newestFirst = (a: NewsItem, b: NewsItem): number =>
  b.publishedAt - a.publishedAt || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);

/** Each piece once, none from after `takenAt`, with those instruments it is about that the desk trades. */
const relevant = (
  items: readonly NewsItem[],
  instruments: readonly InstrumentId[],
  takenAt: UnixMs,
): readonly RelevantNews[] =>
  [...new Map(items.map((item) => [item.id, item])).values()]
    .filter(({ publishedAt }) => publishedAt <= takenAt)
    .sort(newestFirst)
    .map((item) => ({ item, about: instrumentsIn(item).filter((id) => instruments.includes(id)) }))
    .filter(({ about }) => about.length > 0);

/** The newest relevant items that have room, and the instruments there is something to ask about. */
export const chooseNews = (
  items: readonly NewsItem[],
  instruments: readonly InstrumentId[],
  takenAt: UnixMs,
): SentimentInput => {
  const all = relevant(items, instruments, takenAt);
  const news: RelevantNews[] = [];
  let tokens = 0;
  for (const each of all.slice(0, MOST_NEWS)) {
    tokens += countTokens(`\n${renderNews(each, news.length + 1, takenAt)}\n`);
    if (tokens > NEWS_TOKENS) break;
    news.push(each);
  }
  const asked = instruments.filter((id) => news.some(({ about }) => about.includes(id)));
  return { news, asked, leftOut: all.length - news.length, takenAt };
};
