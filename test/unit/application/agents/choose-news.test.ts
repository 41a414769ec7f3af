import { chooseNews, instrumentsIn, MOST_NEWS, NEWS_TOKENS } from '../../../../src/application/agents/choose-news.js';
import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import { MINUTE } from '../../../../src/domain/shared/time.js';
import { T0 } from '../../../support/decisions.js';
import { news } from '../../../support/prompts.js';

test.each([
  ['Bitcoin rises', ['BTC/USDT', 'XRP/BTC']],
  ['BTC: a new high', ['BTC/USDT', 'XRP/BTC']],
  ['Ripple settles', ['XRP/USDT', 'XRP/BTC']],
  ['XRPL upgrade', ['XRP/USDT', 'XRP/BTC']],
  ['Cryptocurrencies fall', ['BTC/USDT', 'XRP/USDT', 'XRP/BTC']],
  ['Digital assets under review', ['BTC/USDT', 'XRP/USDT', 'XRP/BTC']],
  ['Ripples on the water', []],
  ['Tether prints', []],
  ['The subtc protocol, cryptography at work', []],
  ['Ｂｉｔ\u200bｃｏｉｎ in disguise', ['BTC/USDT', 'XRP/BTC']],
])('%s is about %p', (title, about) => {
  expect(instrumentsIn(news(title))).toEqual(about);
});

test('a name in the text is enough', () => {
  expect(instrumentsIn(news('Markets', { text: 'and XRP too' }))).toEqual(['XRP/USDT', 'XRP/BTC']);
});

test('newest first, each piece once, none of the future, none of what the desk does not trade', () => {
  const items = [
    news('XRP old', { publishedAt: T0 - 60 * MINUTE }),
    news('Bitcoin new', { publishedAt: T0 }),
    news('Bitcoin tomorrow', { publishedAt: T0 + 1 }),
    news('XRP old', { publishedAt: T0 - 60 * MINUTE }),
    news('Nothing of ours'),
  ];
  const chosen = chooseNews(items, ['BTC/USDT'], T0);
  expect(chosen.news.map(({ item, about }) => [item.title, about])).toEqual([['Bitcoin new', ['BTC/USDT']]]);
  expect(chosen).toMatchObject({ asked: ['BTC/USDT'], leftOut: 0, takenAt: T0 });
  const all = chooseNews(items, INSTRUMENT_IDS, T0);
  expect(all.news.map(({ item }) => item.title)).toEqual(['Bitcoin new', 'XRP old']);
});

test('at equal times the order does not depend on the order they came in', () => {
  const items = ['b', 'a', 'c'].map((id) => news(`Bitcoin ${id}`, { id }));
  const titles = (list: typeof items) => chooseNews(list, INSTRUMENT_IDS, T0).news.map(({ item }) => item.id);
  expect(titles(items)).toEqual(['a', 'b', 'c']);
  expect(titles([...items].reverse())).toEqual(['a', 'b', 'c']);
});

test('what has no room is left out, the oldest first, and counted', () => {
  const many = Array.from({ length: 50 }, (_, n) => news(`Bitcoin ${n}`, { publishedAt: T0 - n * MINUTE }));
  const chosen = chooseNews(many, INSTRUMENT_IDS, T0);
  expect(chosen.news.map(({ item }) => item.title)).toEqual(many.slice(0, MOST_NEWS).map(({ title }) => title));
  expect(chosen.leftOut).toBe(50 - MOST_NEWS);
  const long = many.map((item) => ({ ...item, text: '文'.repeat(4_000) }));
  const few = chooseNews(long, INSTRUMENT_IDS, T0);
  expect(few.news).toHaveLength(Math.floor(NEWS_TOKENS / 1_850));
  expect(few.leftOut).toBe(50 - few.news.length);
});

test('an instrument whose only news had no room is not asked about', () => {
  const many = Array.from({ length: MOST_NEWS }, (_, n) => news(`Bitcoin ${n}`, { publishedAt: T0 - n }));
  const { asked } = chooseNews([...many, news('XRP', { publishedAt: T0 - MINUTE })], ['BTC/USDT', 'XRP/USDT'], T0);
  expect(asked).toEqual(['BTC/USDT']);
});
