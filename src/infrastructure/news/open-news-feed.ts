import { HOUR } from '../../domain/shared/time.js';
import type { NewsFeed } from '../../application/ports/news-feed.port.js';
import { FileNewsFeed } from './file-news-feed.js';

/** The feed of the settings; undefined where none is set: then there are no news, and nothing else is looked at. */
export const openNewsFeed = (
  { feed, maxAgeHours }: { readonly feed?: string; readonly maxAgeHours: number },
  warn: (line: string) => void,
): NewsFeed | undefined =>
  feed === undefined ? undefined : new FileNewsFeed({ path: feed, maxAgeMs: maxAgeHours * HOUR }, warn);
