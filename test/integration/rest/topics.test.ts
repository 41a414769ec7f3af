import { request } from 'node:http';
import type { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { openMemory } from '../../../src/infrastructure/bootstrap/open-storage.js';
import { MemoryReadStore } from '../../../src/infrastructure/persistence/memory/memory-read-store.js';
import { wholeStory } from '../../support/desk-story.js';
import { readEvents, type EventReader } from '../../support/event-reader.js';
import { eventually, logOf, projectAll } from '../../support/read-side.js';
import { serveDesk, type Answer, type ServedDesk } from '../../support/served-desk.js';

let log: MemoryEventStore;
let rows: MemoryReadStore;
let served: ServedDesk;
let readers: EventReader[];

const serve = async (settings = {}): Promise<void> => {
  served = await serveDesk(log, rows, { heartbeatMs: 100, ...settings });
};
const listen = async (query = '', headers: Record<string, string> = {}): Promise<EventReader> => {
  const reader = await readEvents(served.port, headers, query, 'topics/stream');
  readers.push(reader);
  return reader;
};
const said = ({ events }: EventReader): readonly unknown[] =>
  events
    .filter(({ event }) => event !== 'open')
    .map(({ event, data }) => (event === 'gap' ? event : (data as { payload: { n: number } }).payload.n));
const say = (n: number, more: object = {}, topic = 'news') =>
  served.messages.notify(topic, { key: String(n), source: 'desk', payload: { n }, ...more });
const respond = (topic: string, body: object, token?: string): Promise<Answer> =>
  served.ask(`/topics/${topic}/messages`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...(token !== undefined && { authorization: `Bearer ${token}` }) },
    body: JSON.stringify(body),
  });

beforeEach(async () => {
  log = logOf(wholeStory);
  rows = new MemoryReadStore();
  readers = [];
});
afterEach(async () => {
  for (const reader of readers) reader.close();
  await served.close();
});

describe('history', () => {
  test('is listed by topic, the newest first, by pages and by filters', async () => {
    await serve();
    for (let n = 1; n <= 5; n++) await say(n, { target: n === 3 ? 'outside.one' : 'all' });
    await projectAll(log, rows);
    const { items: topics } = (await served.ask('/topics')).body;
    expect(topics.map(({ topic }) => topic)).toEqual(expect.arrayContaining(['decisions', 'news', 'signals']));
    expect(topics.find(({ topic }) => topic === 'news')).toMatchObject({ messages: 5 });
    const first = (await served.ask('/topics/news/messages?limit=3')).body;
    const second = (await served.ask(`/topics/news/messages?limit=3&cursor=${String(first['nextCursor'])}`)).body;
    const numbers = [...first.items, ...second.items].map(({ payload }) => (payload as { n: number }).n);
    expect(numbers).toEqual([5, 4, 3, 2, 1]);
    const others = (await served.ask('/topics/news/messages?target=outside.two')).body.items;
    expect(others).toHaveLength(4);
    expect((await served.ask('/topics/signals/messages?instrument=DOGE/USDT')).status).toBe(400);
  });

  test('F-C5 is there after a restart: it is made of the log', async () => {
    await serve();
    await say(1);
    await served.close();
    rows = new MemoryReadStore();
    await projectAll(log, rows);
    await serve();
    expect((await served.ask('/topics/news/messages')).body.items).toHaveLength(1);
  });
});

describe('a reader', () => {
  test('hears its topics from now on, and resumes behind its last event without a gap', async () => {
    await serve();
    await say(0);
    const first = await listen('?topics=news*');
    await eventually(() => first.events.length > 0, 'the first event');
    expect(first.events[0]).toMatchObject({ event: 'open', id: await log.head() });
    for (const n of [1, 2]) await say(n);
    await say(9, {}, 'weather');
    await say(3, {}, 'news.local');
    await eventually(() => said(first).length === 3, 'the messages');
    expect(said(first)).toEqual([1, 2, 3]);
    const last = String(first.events.findLast(({ event }) => event === 'message')?.id);
    first.close();
    await say(4);
    const second = await listen('?topics=news*', { 'last-event-id': last });
    await say(5);
    await eventually(() => said(second).length === 2, 'the rest');
    expect(said(second)).toEqual([4, 5]);
  });

  test('that saw nothing resumes where it began', async () => {
    await serve();
    const first = await listen();
    await eventually(() => first.events.length > 0, 'the first event');
    first.close();
    await say(1);
    const second = await listen('?topics=news', { 'last-event-id': String(first.events[0]?.id) });
    await eventually(() => said(second).length === 1, 'what it missed');
  });

  test('hears what fits its filters', async () => {
    await serve();
    const reader = await listen('?minPriority=high&target=outside.one&type=alert');
    await say(1);
    await say(2, { priority: 'critical' });
    await say(3, { priority: 'high', target: 'outside.two' });
    await say(4, { priority: 'high', target: 'outside.one' });
    await eventually(() => said(reader).length === 2, 'the messages');
    expect(said(reader)).toEqual([2, 4]);
  });

  test.each([
    '?topics=a-b',
    '?topics=',
    '?minPriority=urgent',
    '?type=order',
    '?after=x',
    '?instrument=DOGE',
    '?what=1',
  ])('with %s is refused', async (query) => {
    await serve();
    expect((await listen(query)).status).toBe(400);
  });

  test('is not alone, but not one too many either', async () => {
    await serve({ maxListeners: 1 });
    const first = await listen();
    expect((await listen()).status).toBe(503);
    first.close();
    await eventually(() => served.topics.listening === 0, 'the leave');
    expect((await listen()).status).toBe(200);
  });

  test('F-C10 that takes nothing is dropped, and holds up no other', async () => {
    await serve({ slowAfterMs: 200 });
    const stalled = await listen('?topics=news');
    const good = await listen('?topics=news');
    await eventually(() => stalled.events.length + good.events.length > 1, 'both');
    stalled.hang();
    const long = 'x'.repeat(100_000);
    for (let n = 1; n <= 100; n++) await say(n, { payload: { n, long } });
    await eventually(() => said(good).length === 100, 'all of them');
    await eventually(() => served.topics.listening === 1, 'the drop');
  });

  test('is told of silence by a beat, and of the server’s end', async () => {
    await serve({ heartbeatMs: 20 });
    const beats = await new Promise<string>((resolve, reject) => {
      const sent = request({ host: '127.0.0.1', port: served.port, path: '/api/v1/topics/stream' }, (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => {
          text += chunk.toString();
          if (text.split(': beat').length > 3) sent.destroy();
        });
        response.on('close', () => resolve(text));
      });
      sent.on('error', () => undefined);
      sent.setTimeout(5_000, () => reject(new Error('silence')));
      sent.end();
    });
    expect(beats).toContain(': beat\n\n: beat\n\n');
    const reader = await listen();
    await served.close();
    await eventually(() => reader.ended(), 'the end');
    expect(served.topics.listening).toBe(0);
  });
});

describe('a response', () => {
  const register = async (name: string): Promise<string> => {
    const body = JSON.stringify({ name, instruments: ['BTC/USDT'], horizonMs: 60_000 });
    const headers = { 'content-type': 'application/json' };
    return String((await served.ask('/outside-agents', { method: 'POST', headers, body })).body['token']);
  };
  const aRequest = (more: object = {}) =>
    served.messages.request('research', {
      key: '1',
      source: 'desk',
      payload: { n: 1 },
      target: 'outside.one',
      ...more,
    });

  test('of the agent that was asked names the request, is said once, and is late when it is late', async () => {
    await serve();
    const token = await register('one');
    const { messageId } = await aRequest({ ttlMs: 60_000 });
    const body = { agent: 'one', inReplyTo: messageId, payload: { n: 2 } };
    const first = await respond('research', body, token);
    expect(first).toMatchObject({ status: 200, body: { late: false, position: await log.head() } });
    expect((await respond('research', { ...body, payload: { n: 3 } }, token)).body).not.toHaveProperty('position');
    const late = await aRequest({ key: '2', ttlMs: 60_000 });
    served.desk.now = { ...served.desk.now, marketTime: served.desk.now.marketTime + 60_001 };
    const after = await respond('research', { ...body, inReplyTo: late.messageId }, token);
    expect(after).toMatchObject({ status: 200, body: { late: true } });
    await projectAll(log, rows);
    const { items } = (await served.ask('/topics/research/messages?type=response')).body;
    expect(items.map(({ payload, source, target }) => ({ payload, source, target }))).toMatchObject([
      { payload: { late: true, inReplyTo: late.messageId }, source: 'outside.one', target: 'desk' },
      { payload: { n: 2, inReplyTo: messageId } },
    ]);
  });

  test('of anyone else, or to nothing, or on a topic of the desk’s own is refused and leaves nothing', async () => {
    await serve();
    const [one, two] = [await register('one'), await register('two')];
    const { messageId } = await aRequest();
    const before = await log.head();
    const body = { agent: 'one', inReplyTo: messageId, payload: {} };
    expect(await respond('research', body)).toMatchObject({ status: 401 });
    expect(await respond('research', body, two)).toMatchObject({ status: 401 });
    expect(await respond('research', { ...body, agent: 'two' }, two)).toMatchObject({ status: 403 });
    expect(await respond('research', { ...body, inReplyTo: 'x' }, one)).toMatchObject({ status: 404 });
    expect(await respond('alerts', body, one)).toMatchObject({ status: 404 });
    expect(await respond('no-name', body, one)).toMatchObject({ status: 404 });
    expect(await respond('research', { ...body, priority: 'critical' }, one)).toMatchObject({ status: 400 });
    expect(await log.head()).toBe(before);
  });
});

test('an agent registers when the account is open, and not before', async () => {
  log = openMemory().store as MemoryEventStore;
  await serve();
  const body = JSON.stringify({ name: 'one1', instruments: ['BTC/USDT'], horizonMs: 60_000 });
  const headers = { 'content-type': 'application/json' };
  expect(await served.ask('/outside-agents', { method: 'POST', headers, body })).toMatchObject({ status: 503 });
  expect(await log.head()).toBeUndefined();
});
