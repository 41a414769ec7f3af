/**
 * Items of an RSS 2.0, RSS 1.0 or Atom text. Entities of the document's own are never expanded and nothing is fetched:
 * a text with a document type is refused, because no feed needs one.
 */
import { createHash } from 'node:crypto';
import { XMLParser } from 'fast-xml-parser';
import { NEWS_LIMITS, type NewsItem } from '../../../application/ports/news-feed.port.js';
import { NewsFeedError } from '../news-feed-error.js';
import { publishedAt } from '../published.js';
import { decoded, wordsOf } from './plain-text.js';

/** Markup is longer than its words. */
const LONGEST_MARKUP = 4 * NEWS_LIMITS.text;

const PARSER = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '@',
  processEntities: false,
  parseTagValue: false,
  parseAttributeValue: false,
  textNodeName: '#text',
});

type Node = Readonly<Record<string, unknown>>;

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null && !Array.isArray(value);

const listOf = (value: unknown): readonly unknown[] =>
  Array.isArray(value) ? value : value === undefined ? [] : [value];

const nodeOf = (value: unknown): Node => {
  const [first] = listOf(value);
  return isNode(first) ? first : {};
};

/** The raw text of the first element of this name; '' where there is none. */
const rawOf = (parent: Node, ...names: readonly string[]): string => {
  for (const name of names) {
    const [first] = listOf(parent[name]);
    const text = isNode(first) ? first['#text'] : first;
    if (typeof text === 'string' && text.trim() !== '') return text.slice(0, LONGEST_MARKUP);
  }
  return '';
};

const timeOf = (entry: Node): number | undefined => {
  const times = ['pubDate', 'dc:date', 'published', 'updated'].flatMap((name) => {
    const text = rawOf(entry, name);
    return text === '' ? [] : [publishedAt(decoded(text))];
  });
  // A text that was changed later was not known in its present form before.
  return times.length === 0 || times.includes(undefined) ? undefined : Math.max(...times.map((at) => at ?? 0));
};

const linkOf = (entry: Node): string => {
  const { '@href': href } = nodeOf(entry['link']);
  return typeof href === 'string' ? href : rawOf(entry, 'link');
};

const itemOf = (entry: Node, source: string): NewsItem | undefined => {
  const at = timeOf(entry);
  const title = wordsOf(rawOf(entry, 'title'));
  const text = wordsOf(rawOf(entry, 'content:encoded', 'description', 'summary', 'content'));
  if (at === undefined || title + text === '') return undefined;
  const named = decoded(rawOf(entry, 'guid', 'id') || linkOf(entry));
  const id = createHash('sha256')
    .update(named === '' ? `${at} ${title} ${text}` : named)
    .digest('hex');
  return { id, source, publishedAt: at, title, text };
};

const parsed = (text: string, name: string): Node => {
  const bare = text.replace(/<!\[CDATA\[[^]*?\]\]>|<!--[^]*?-->/g, '');
  if (/<!(DOCTYPE|ENTITY)/i.test(bare)) throw new NewsFeedError(`${name}: a feed with a document type is not read`);
  try {
    return nodeOf(PARSER.parse(text, true));
  } catch (error) {
    throw new NewsFeedError(`${name}: no XML: ${String(error).slice(0, 200)}`);
  }
};

/**
 * Items without a time or without a word are left out, and counted.
 * @throws NewsFeedError with one sentence
 */
export const feedItems = (
  text: string,
  name: string,
): { readonly items: readonly NewsItem[]; readonly leftOut: number } => {
  const root = parsed(text, name);
  const channel = nodeOf(nodeOf(root['rss'])['channel']);
  const rdf = nodeOf(root['rdf:RDF']);
  const atom = nodeOf(root['feed']);
  if (root['rss'] === undefined && root['rdf:RDF'] === undefined && root['feed'] === undefined)
    throw new NewsFeedError(`${name}: neither RSS nor Atom`);
  const source = wordsOf(rawOf(channel, 'title') || rawOf(nodeOf(rdf['channel']), 'title') || rawOf(atom, 'title'));
  const entries = [channel['item'], rdf['item'], atom['entry']].flatMap(listOf).filter(isNode);
  const items = entries.map((entry) => itemOf(entry, source === '' ? name : source)).filter((each) => !!each);
  return { items, leftOut: entries.length - items.length };
};
