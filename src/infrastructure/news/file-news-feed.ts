import { readdir, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { NEWS_LIMITS, NewsFeed, type NewsItem } from '../../application/ports/news-feed.port.js';
import type { UnixMs } from '../../domain/shared/time.js';
import { noteItems } from './folder/note-items.js';
import { NewsFeedError } from './news-feed-error.js';
import { readCapped } from './read-capped.js';
import { feedItems } from './rss/feed-items.js';

const NOTE = /\.(txt|md|markdown|json)$/i;
const FEED = /\.(xml|rss|atom|rdf)$/i;
/** A folder of news that is never tidied is read by its newest files. */
const MOST_FILES = 1_000;

export interface NewsFeedSettings {
  /** A folder of notes and feeds, or one RSS or Atom file. */
  readonly path: string;
  /** Older news are not given, ms. */
  readonly maxAgeMs: number;
}

/**
 * News from files that somebody else keeps up to date; read anew each time, and never over the network. A file in the
 * folder that cannot be read costs its own news alone, and is told of once.
 */
export class FileNewsFeed extends NewsFeed {
  private readonly told = new Set<string>();

  constructor(
    private readonly settings: NewsFeedSettings,
    private readonly warn: (line: string) => void,
  ) {
    super();
  }

  async read(since: UnixMs, until: UnixMs): Promise<readonly NewsItem[]> {
    const { path, maxAgeMs } = this.settings;
    const from = Math.max(since, until - maxAgeMs);
    const items = await this.everything(path);
    return items
      .filter(({ publishedAt }) => publishedAt > from && publishedAt <= until)
      .sort((a, b) => b.publishedAt - a.publishedAt || (a.id < b.id ? -1 : 1))
      .slice(0, NEWS_LIMITS.items)
      .map(({ title, text, ...rest }) => ({
        ...rest,
        title: title.slice(0, NEWS_LIMITS.title),
        text: text.slice(0, NEWS_LIMITS.text),
      }));
  }

  private async everything(path: string): Promise<readonly NewsItem[]> {
    let isFolder: boolean;
    try {
      isFolder = (await stat(path)).isDirectory();
    } catch {
      throw new NewsFeedError(`${path}: no such file or folder`);
    }
    return isFolder ? this.folder(path) : this.feed(path);
  }

  private async folder(path: string): Promise<readonly NewsItem[]> {
    const entries = await readdir(path, { withFileTypes: true });
    const files = entries.filter((entry) => entry.isFile() && (NOTE.test(entry.name) || FEED.test(entry.name)));
    const all: NewsItem[] = [];
    for (const file of await this.newest(files.map(({ name }) => join(path, name)))) {
      try {
        all.push(...(FEED.test(file) ? await this.feed(file) : await this.note(file)));
      } catch (error) {
        this.tell(`news left out: ${(error as Error).message}`);
      }
    }
    return all;
  }

  private async newest(files: readonly string[]): Promise<readonly string[]> {
    if (files.length <= MOST_FILES) return files;
    this.tell(`news left out: ${files.length} files in the folder, the newest ${MOST_FILES} are read`);
    const dated: { file: string; mtimeMs: number }[] = [];
    for (const file of files) dated.push({ file, mtimeMs: await changed(file) });
    return dated
      .sort((a, b) => b.mtimeMs - a.mtimeMs)
      .slice(0, MOST_FILES)
      .map(({ file }) => file);
  }

  private async note(path: string): Promise<readonly NewsItem[]> {
    const { text, changedAt } = await readCapped(path);
    return noteItems(text, basename(path), changedAt);
  }

  private async feed(path: string): Promise<readonly NewsItem[]> {
    const { text } = await readCapped(path);
    const { items, leftOut } = feedItems(text, basename(path));
    if (leftOut > 0) this.tell(`news left out: ${basename(path)}: ${leftOut} items without a time or without words`);
    return items;
  }

  private tell(line: string): void {
    if (this.told.has(line) || this.told.size >= MOST_FILES) return;
    this.told.add(line);
    this.warn(line);
  }
}

const changed = (path: string): Promise<number> =>
  stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  );
