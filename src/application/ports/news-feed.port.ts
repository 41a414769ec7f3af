import type { UnixMs } from '../../domain/shared/time.js';

/** One piece of news, as its source wrote it: data from outside, whatever it says. */
export interface NewsItem {
  /** The same for the same piece at every reading. */
  readonly id: string;
  /** Who says so, for example the name of a site. */
  readonly source: string;
  readonly publishedAt: UnixMs;
  readonly title: string;
  readonly text: string;
}

/** Most items that one reading gives, and most characters of each title and text. */
export const NEWS_LIMITS = { items: 200, title: 300, text: 4_000 } as const;

/** Where news come from. Nothing is read ahead of its time: a backtest sees what was known then. */
export abstract class NewsFeed {
  /**
   * Published after `since` and not after `until`; newest first, at most {@link NEWS_LIMITS}. Nothing new is an empty
   * list; a feed that cannot be read rejects with one sentence that says why.
   */
  abstract read(since: UnixMs, until: UnixMs): Promise<readonly NewsItem[]>;
}
