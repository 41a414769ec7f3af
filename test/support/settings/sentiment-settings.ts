import { join } from 'node:path';
import type { Config } from '../../../src/infrastructure/config/config.js';
import { openNewsFeed } from '../../../src/infrastructure/news/open-news-feed.js';
import type { SettingLooks } from './setting-look.js';

const NEWS = join(__dirname, '../../fixtures/news');
const NOON = Date.UTC(2026, 0, 5, 12);

const news = ({ sentiment }: Config): Promise<unknown> | undefined =>
  openNewsFeed(sentiment, () => undefined)?.read(0, NOON);

/** What news there are to be read. */
export const SENTIMENT_SETTINGS: SettingLooks = {
  'sentiment.feed': { value: NEWS, look: news },
  'sentiment.maxAgeHours': { value: '2', beside: { 'sentiment.feed': NEWS }, look: news },
};
