import { mkdir, mkdtemp, rm, symlink, truncate, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { NEWS_LIMITS } from '../../../src/application/ports/news-feed.port.js';
import { HOUR, MINUTE } from '../../../src/domain/shared/time.js';
import { FileNewsFeed } from '../../../src/infrastructure/news/file-news-feed.js';
import { openNewsFeed } from '../../../src/infrastructure/news/open-news-feed.js';
import { LARGEST_FILE } from '../../../src/infrastructure/news/read-capped.js';

const NOON = Date.UTC(2026, 0, 5, 12);
const FIXTURES = join(__dirname, '../../fixtures/news');

let folder: string;
let told: string[];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'tribune-news-'));
  told = [];
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const feedOf = (path: string, maxAgeMs = 24 * HOUR) => new FileNewsFeed({ path, maxAgeMs }, (line) => told.push(line));
const read = (path: string, until = NOON, since = 0) => feedOf(path).read(since, until);
const put = async (name: string, text: string): Promise<string> => {
  const path = join(folder, name);
  await writeFile(path, text);
  return path;
};
const rss = (items: string, head = ''): string =>
  `<?xml version="1.0"?>${head}<rss><channel><title>T</title>${items}</channel></rss>`;
const item = (title: string, description = 'words'): string =>
  `<item><title>${title}</title><pubDate>Mon, 05 Jan 2026 11:00:00 GMT</pubDate><description>${description}</description></item>`;

test('a folder of notes and feeds, newest first; what lies after the asking is not there yet', async () => {
  const items = await read(FIXTURES);
  expect(items.map(({ source, title, publishedAt }) => [source, title, (NOON - publishedAt) / MINUTE])).toEqual([
    ['Example & Daily', 'Bitcoin rises past 60\u202f000', 20],
    ['Example Wire', 'Bitcoin funds take in more than in any week of the quarter', 40],
    ['Example Atom', 'Digital assets: a quiet day', 60],
    ['Example Post', 'Ripple settles with a bank', 180],
    ['A desk note', 'XRP ledger upgrade is planned', 360],
  ]);
  expect(items[0]?.text).toBe('Buyers & sellers met.\nVolume doubled.');
  expect(items[1]?.text).toBe('Inflows rose for a fifth day.\n\nAnalysts disagree on what it means.');
  expect(items[4]?.text).toBe('Nothing is decided yet.');
  expect(told).toEqual(['news left out: example.rss: 1 items without a time or without words']);
});

test('the same piece keeps its id, and two pieces have two', async () => {
  const [first, again] = [await read(FIXTURES), await read(FIXTURES)];
  expect(again).toEqual(first);
  expect(new Set(first.map(({ id }) => id)).size).toBe(first.length);
});

test('one file alone is a feed; what was changed later is as old as the change', async () => {
  expect((await read(join(FIXTURES, 'example.rss'), NOON + HOUR)).map(({ title }) => title)).toEqual([
    'XRP slips',
    expect.stringContaining('Bitcoin'),
  ]);
  const [entry] = await read(join(FIXTURES, 'example.atom'));
  expect(entry).toMatchObject({
    source: 'Example Atom',
    publishedAt: Date.UTC(2026, 0, 5, 11),
    text: 'Nothing moved.',
  });
});

test('since, until and the greatest age are the bounds: after the first, not after the second', async () => {
  const at = Date.UTC(2026, 0, 5, 11, 20);
  const titles = async (since: number, until: number, maxAgeMs = 24 * HOUR) =>
    (await feedOf(join(FIXTURES), maxAgeMs).read(since, until)).filter(({ source }) => source === 'Example Wire')
      .length;
  expect(await titles(at - 1, at)).toBe(1);
  expect(await titles(at - 1, at - 1)).toBe(0);
  expect(await titles(at, at + 1)).toBe(0);
  expect(await titles(0, at + HOUR - 1, HOUR)).toBe(1);
  expect(await titles(0, at + HOUR, HOUR)).toBe(0);
});

test('without a date of its own a note is as old as its last change', async () => {
  const path = await put('note.md', '# Bitcoin\n\nis there');
  await utimes(path, new Date(NOON - HOUR), new Date(NOON - HOUR));
  expect(await read(folder)).toMatchObject([{ title: 'Bitcoin', text: 'is there', publishedAt: NOON - HOUR }]);
});

test('a date that may be any time is no date: its news would be of the future for some', async () => {
  await put('bad.md', 'Date: yesterday\n\nBitcoin');
  await put('zoneless.md', 'Date: 2026-01-05 10:00\n\nBitcoin');
  await put('impossible.md', 'Date: 2026-02-31T10:00:00Z\n\nBitcoin');
  await put('day.md', 'Date: 2026-01-05\n\nBitcoin');
  expect(await read(folder, NOON)).toEqual([]);
  expect(await feedOf(folder, 366 * 24 * HOUR).read(0, Date.UTC(2026, 6, 1))).toHaveLength(1);
  expect(await read(folder, Date.UTC(2026, 0, 6))).toMatchObject([{ publishedAt: Date.UTC(2026, 0, 6) }]);
  expect(told.sort()).toEqual(
    expect.arrayContaining([
      'news left out: bad.md: "yesterday" is no date with a time zone',
      'news left out: zoneless.md: "2026-01-05 10:00" is no date with a time zone',
    ]),
  );
});

test('a broken file costs its own news alone, and is told of once', async () => {
  await put('good.md', 'Date: 2026-01-05T11:00:00Z\n\nBitcoin');
  await put('broken.json', '{');
  await put('broken.rss', '<rss><channel><item>');
  await put('other.xml', '<html/>');
  const feed = feedOf(folder);
  expect(await feed.read(0, NOON)).toHaveLength(1);
  expect(await feed.read(0, NOON)).toHaveLength(1);
  expect(told).toHaveLength(3);
  expect(told.join('\n')).toMatch(/broken\.json: no JSON/);
  expect(told.join('\n')).toMatch(/broken\.rss: no XML/);
  expect(told.join('\n')).toMatch(/other\.xml: neither RSS nor Atom/);
});

test('a feed that is not there rejects with one sentence; an empty folder is no news', async () => {
  await expect(read(join(folder, 'none'))).rejects.toThrow(/none: no such file or folder/);
  expect(await read(folder)).toEqual([]);
});

describe('what an enemy would feed it', () => {
  test('F-D11 a document type is refused: no file is read by it, and nothing is expanded', async () => {
    await put('secret.txt', 'Date: 2020-01-01T00:00:00Z\n\nplanted');
    const stolen = rss(item('&x;'), `<!DOCTYPE rss [<!ENTITY x SYSTEM "file://${folder}/secret.txt">]>`);
    await expect(read(await put('xxe.rss', stolen))).rejects.toThrow(
      'xxe.rss: a feed with a document type is not read',
    );
    const laughs = Array.from({ length: 12 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');
    const bomb = rss(item('&l12;'), `<!DOCTYPE rss [<!ENTITY l0 "ha">${laughs}]>`);
    await expect(read(await put('bomb.rss', bomb))).rejects.toThrow('a feed with a document type is not read');
    // Two of them, one behind a comment, one in the middle.
    const late = rss(`<!-- <!DOCTYPE x> -->${item('a')}<!DOCTYPE rss [<!ENTITY y "boom">]>${item('&y;')}`);
    await expect(read(await put('late.rss', late))).rejects.toThrow('a feed with a document type is not read');
  });

  test('F-D11 a name of an entity that nobody defined stays as it is written', async () => {
    const path = await put('names.rss', rss(item('&lt;b&gt;Fish &amp;amp; &#66;TC&lt;/b&gt; &l12; &#x110000; &#0;')));
    const [only] = await read(path);
    expect(only?.title).toBe('Fish & BTC &l12; &#x110000; &#0;');
  });

  test('words about a document type are words', async () => {
    const path = await put(
      'cdata.rss',
      rss(item('a', '<![CDATA[<p>Write &lt;!DOCTYPE html&gt; first</p><!DOCTYPE x>]]>')),
    );
    expect((await read(path))[0]?.text).toContain('Write');
  });

  test('size and count are capped', async () => {
    const many = Array.from({ length: NEWS_LIMITS.items + 50 }, (_, n) =>
      item(`${n} ${'t'.repeat(500)}`, 'w'.repeat(9_000)),
    );
    const items = await read(await put('many.rss', rss(many.join(''))));
    expect(items).toHaveLength(NEWS_LIMITS.items);
    for (const { title, text } of items) {
      expect(title.length).toBeLessThanOrEqual(NEWS_LIMITS.title);
      expect(text.length).toBeLessThanOrEqual(NEWS_LIMITS.text);
    }
    const huge = await put('huge.rss', '');
    await truncate(huge, LARGEST_FILE + 1);
    await expect(read(huge)).rejects.toThrow(`${LARGEST_FILE + 1} bytes, at most ${LARGEST_FILE}`);
  });

  test('markup that never ends and nests for ever is over soon', async () => {
    const deep = rss(`${'<a>'.repeat(50_000)}${'</a>'.repeat(50_000)}`);
    await put('deep.rss', deep);
    await put('angles.rss', rss(Array.from({ length: 200 }, () => item('x', '&lt;'.repeat(4_000))).join('')));
    const started = performance.now();
    await read(folder);
    expect(performance.now() - started).toBeLessThan(5_000);
  });

  test('links, folders and files of another kind in the folder are not read', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'tribune-outside-'));
    await writeFile(join(outside, 'note.md'), 'Date: 2026-01-05T11:00:00Z\n\nBitcoin');
    await symlink(join(outside, 'note.md'), join(folder, 'link.md'));
    await mkdir(join(folder, 'folder.md'));
    await put('picture.png', 'Date: 2026-01-05T11:00:00Z\n\nBitcoin');
    expect(await read(folder)).toEqual([]);
    await rm(outside, { recursive: true });
  });
});

test('without the setting there is no feed', () => {
  expect(openNewsFeed({ maxAgeHours: 24 }, () => undefined)).toBeUndefined();
  expect(openNewsFeed({ feed: folder, maxAgeHours: 24 }, () => undefined)).toBeInstanceOf(FileNewsFeed);
});
