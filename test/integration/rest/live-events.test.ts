import type { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { MemoryReadStore } from '../../../src/infrastructure/persistence/memory/memory-read-store.js';
import { story, wholeStory } from '../../support/desk-story.js';
import { appends } from '../../support/desk-log.js';
import { readEvents, type EventReader } from '../../support/event-reader.js';
import { aFact } from '../../support/facts.js';
import { eventually, logOf } from '../../support/read-side.js';
import { serveDesk, type ServedDesk } from '../../support/served-desk.js';

let log: MemoryEventStore;
let served: ServedDesk;
let readers: EventReader[];

const serve = async (settings = {}): Promise<void> => {
  served = await serveDesk(log, new MemoryReadStore(), { updateEveryMs: 20, heartbeatMs: 100, ...settings });
};

const listen = async (headers?: Record<string, string>, query?: string): Promise<EventReader> => {
  const reader = await readEvents(served.port, headers, query);
  readers.push(reader);
  return reader;
};

const factIds = ({ events }: EventReader): readonly unknown[] =>
  events.filter(({ event }) => event === 'fact').map(({ id }) => id);

const tell = (from: number, to = wholeStory.length): void => {
  for (const { stream, facts, expected } of appends(wholeStory).slice(from, to)) log.appendNow(stream, facts, expected);
};

const positions = (count: number, from = 1): readonly string[] =>
  Array.from({ length: count }, (_, n) => String(n + from).padStart(16, '0'));

beforeEach(() => {
  log = logOf(story.opening);
  readers = [];
});
afterEach(async () => {
  for (const reader of readers) reader.close();
  await served.close();
});

test('a new reader hears how the desk is, and facts from now on, each with its position as id', async () => {
  await serve();
  const reader = await listen();
  await eventually(() => reader.events.length >= 2, 'the first events');
  expect(reader.events[0]).toMatchObject({ event: 'status', id: await log.head(), data: { speed: 0 } });
  expect(reader.events.some(({ event }) => event === 'market')).toBe(true);
  tell(1, 3);
  await eventually(() => factIds(reader).length === 2, 'the facts');
  expect(reader.events.find(({ event }) => event === 'fact')).toMatchObject({
    id: '0000000000000005',
    data: { position: '0000000000000005', stream: 'signal-technical.BTC/USDT', type: 'SignalRecorded' },
  });
});

test('a reader that was cut off resumes behind its last event without a gap or a double', async () => {
  await serve();
  const first = await listen();
  await eventually(() => first.events.length > 0, 'the first event');
  tell(1, 6);
  await eventually(() => factIds(first).length >= 3, 'some facts');
  const seen = factIds(first);
  const last = String(seen.at(-1));
  first.close();
  tell(6);
  const total = Number(await log.head());
  const second = await listen({ 'last-event-id': last });
  await eventually(() => factIds(second).at(-1) === positions(1, total)[0], 'the rest');
  expect([...seen, ...factIds(second)]).toEqual(positions(total - 4, 5));
});

test('even a reader that saw no fact resumes where it began', async () => {
  await serve();
  const first = await listen();
  await eventually(() => first.events.length > 0, 'the first event');
  first.close();
  tell(1, 3);
  const second = await listen({ 'last-event-id': String(first.events[0]?.id) });
  await eventually(() => factIds(second).length === 2, 'what it missed');
  expect(factIds(second)).toEqual(positions(2, 5));
});

test('a place can be asked for in the address; one of another log is refused', async () => {
  await serve();
  const reader = await listen({}, '?after=0000000000000001');
  await eventually(() => factIds(reader).length === 3, 'the facts');
  expect(factIds(reader)).toEqual(positions(3, 2));
  for (const id of ['0000000000009999', 'x']) expect((await listen({ 'last-event-id': id })).status).toBe(400);
});

test('silence is broken by a heartbeat, and changes of the desk are told once in a while, not each', async () => {
  await serve({ heartbeatMs: 60 });
  const reader = await listen();
  const told = () => reader.events.filter(({ event }) => event === 'market').length;
  await eventually(() => told() >= 3, 'heartbeats');
  const before = told();
  served.desk.quotes = [];
  for (let n = 0; n < 1_000; n++) served.desk.change();
  await eventually(
    () => reader.events.some(({ event, data }) => event === 'market' && JSON.stringify(data) === '[]'),
    '',
  );
  expect(told() - before).toBeLessThan(10);
});

test('a reader that takes nothing is dropped, and nothing is kept for it', async () => {
  await serve({ slowAfterMs: 200 });
  const reader = await listen();
  await eventually(() => reader.events.length > 0, 'the first event');
  reader.hang();
  const long = 'x'.repeat(100_000);
  for (let n = 0; n < 200; n++) log.appendNow(`order-long${n}`, [aFact(`long-${n}`, { long })], 'none');
  await eventually(() => served.desk.watchers === 0, 'the drop');
});

test('no more than so many readers at once', async () => {
  await serve({ maxListeners: 2 });
  const [first] = [await listen(), await listen()];
  expect((await listen()).status).toBe(503);
  first?.close();
  await eventually(() => served.desk.watchers === 1, 'the leave');
  expect((await listen()).status).toBe(200);
});

test('the server stops with readers on the line', async () => {
  await serve();
  const reader = await listen();
  // A stop that waits for its readers would wait for ever.
  await served.close();
  await eventually(() => reader.ended(), 'the end');
  expect(served.desk.watchers).toBe(0);
});
