/** News as a person or a script leaves them in a folder: plain text, Markdown, or JSON. */
import { createHash } from 'node:crypto';
import type { NewsItem } from '../../../application/ports/news-feed.port.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { NewsFeedError } from '../news-feed-error.js';
import { publishedAt } from '../published.js';

const HEADER = /^(date|source|title):[ \t]*(.*)$/i;

interface Note {
  readonly date?: string;
  readonly source?: string;
  readonly title?: string;
  readonly text: string;
}

/** Lines `Date:`, `Source:` and `Title:` at the beginning, between lines of three dashes or up to an empty line. */
const noteOf = (text: string): Note => {
  const lines = text.split(/\r?\n/);
  const fenced = lines[0]?.trim() === '---';
  const fields: { date?: string; source?: string; title?: string } = {};
  let next = fenced ? 1 : 0;
  for (; next < lines.length; next += 1) {
    const [, name, value] = HEADER.exec(lines[next] ?? '') ?? [];
    if (name !== undefined) fields[name.toLowerCase() as keyof typeof fields] = (value ?? '').trim();
    else if (!fenced || lines[next]?.trim() === '---') break;
  }
  const body = lines.slice(fenced ? next + 1 : next);
  const first = body.findIndex((line) => line.trim() !== '');
  if (fields.title !== undefined || first < 0) return { ...fields, text: body.join('\n').trim() };
  const title = (body[first] ?? '').replace(/^#+\s*/, '').trim();
  const rest = body.slice(first + 1);
  return { ...fields, title, text: rest.join('\n').trim() };
};

const field = (record: object, ...names: readonly string[]): string | undefined => {
  for (const name of names) {
    const value: unknown = (record as Readonly<Record<string, unknown>>)[name];
    if (typeof value === 'string') return value;
  }
  return undefined;
};

const pair = <Name extends string>(name: Name, value: string | undefined): Partial<Record<Name, string>> =>
  (value === undefined ? {} : { [name]: value }) as Partial<Record<Name, string>>;

/** One object, or a list of them, with `title`, `text`, `source` and `publishedAt`. */
const jsonNotes = (text: string, name: string): readonly Note[] => {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new NewsFeedError(`${name}: no JSON`);
  }
  const all: readonly unknown[] = Array.isArray(value) ? value : [value];
  return all.map((each) => {
    if (typeof each !== 'object' || each === null) throw new NewsFeedError(`${name}: an entry is not an object`);
    return {
      ...pair('date', field(each, 'publishedAt', 'date')),
      ...pair('source', field(each, 'source')),
      ...pair('title', field(each, 'title')),
      text: field(each, 'text', 'body', 'summary') ?? '',
    };
  });
};

const itemOf = ({ date, source, title = '', text }: Note, name: string, changedAt: UnixMs): NewsItem => {
  const at = date === undefined ? changedAt : publishedAt(date);
  if (at === undefined) throw new NewsFeedError(`${name}: "${date?.slice(0, 40)}" is no date with a time zone`);
  if (title + text === '') throw new NewsFeedError(`${name}: no words`);
  const id = createHash('sha256')
    .update(JSON.stringify([source, title, text]))
    .digest('hex');
  return { id, source: source ?? 'a note in the folder', publishedAt: at, title, text };
};

/**
 * The items of one file. Without a date of its own an item is as old as the file's last change.
 * @throws NewsFeedError with one sentence: a wrong date might make news of the future out of it
 */
export const noteItems = (text: string, name: string, changedAt: UnixMs): readonly NewsItem[] => {
  const notes = name.toLowerCase().endsWith('.json') ? jsonNotes(text, name) : [noteOf(text)];
  return notes.map((note) => itemOf(note, name, changedAt));
};
