import type { Priority } from '../../../../../src/domain/messages/message.js';
import { startBus, type Bus } from '../../../../support/message-bus.js';
import { eventually } from '../../../../support/read-side.js';

let bus: Bus;

beforeEach(async () => {
  bus = await startBus();
});
afterEach(() => bus.topics.close());

const held = (): { readonly wait: Promise<void>; readonly release: () => void } => {
  let release = (): void => undefined;
  const wait = new Promise<void>((resolve) => (release = resolve));
  return { wait, release };
};

test('a listener hears what is said from its beginning on, in order, and nothing of before', async () => {
  await bus.say(1);
  const heard = await bus.hear();
  for (const n of [2, 3, 4]) await bus.say(n);
  await bus.passed();
  expect(heard.numbers().slice(0, 3)).toEqual([2, 3, 4]);
  expect(heard.deliveries[0]).toMatchObject({
    message: { topic: 'news', type: 'alert', priority: 'normal', source: 'desk', target: 'all', ttlMs: 0 },
  });
});

describe('F-C7 a listener', () => {
  test('that throws is written down, hears the next one, and stops nobody else', async () => {
    const bad = await bus.hear(
      { topics: ['news'] },
      {
        with: () => {
          throw new Error('a bug of the listener');
        },
      },
    );
    const good = await bus.hear({ topics: ['news'] });
    for (const n of [1, 2, 3]) await bus.say(n);
    await bus.passed();
    expect([bad.numbers(), good.numbers()]).toEqual([
      [1, 2, 3],
      [1, 2, 3],
    ]);
    expect(bad.listener.failures).toBe(3);
    expect(bus.logger.lines).toHaveLength(3);
    expect(bus.logger.lines[0]).toMatchObject({ level: 'warn', fields: { listener: 'test' } });
  });

  test('that stalls holds up nobody else', async () => {
    const stalled = await bus.hear({ topics: ['news'] }, { with: () => new Promise(() => undefined) });
    const good = await bus.hear({ topics: ['news'] });
    for (const n of [1, 2, 3]) await bus.say(n);
    await bus.passed();
    expect([stalled.numbers(), good.numbers()]).toEqual([[1], [1, 2, 3]]);
  });
});

describe('F-C8 a listener that publishes', () => {
  test('while it is handed a message does so at once, and hears itself', async () => {
    const heard = await bus.hear(
      { topics: ['news'] },
      {
        with: async (delivery) => {
          const n = delivery.kind === 'gap' ? 9 : Number(delivery.message.payload['n']);
          if (n < 3) await bus.say(n + 1);
        },
      },
    );
    await bus.say(1);
    await eventually(() => heard.deliveries.length === 3, 'the answers to itself');
    expect(heard.numbers()).toEqual([1, 2, 3]);
  });

  test('is never called from within a publish', async () => {
    let publishing = false;
    const within: boolean[] = [];
    const heard = await bus.hear({ topics: ['news'] }, { with: () => void within.push(publishing) });
    const append = bus.store.append.bind(bus.store);
    bus.store.append = (...append_) => {
      publishing = true;
      const result = append(...append_);
      publishing = false;
      return result;
    };
    await bus.say(1);
    await eventually(() => heard.deliveries.length === 1, 'the message');
    expect(within).toEqual([false]);
  });

  test('to one another, both, come to an end', async () => {
    const pass = (topic: string) => async (delivery: { readonly kind: string }) => {
      const { message } = delivery as unknown as { message: { payload: { n: number } } };
      if (message.payload.n < 20) await bus.say(message.payload.n + 1, {}, topic);
    };
    const left = await bus.hear({ topics: ['left'] }, { with: pass('right') });
    const right = await bus.hear({ topics: ['right'] }, { with: pass('left') });
    await bus.say(1, {}, 'left');
    await eventually(() => left.deliveries.length + right.deliveries.length === 20, 'the end of the game');
  });
});

describe('F-C9', () => {
  test('the most urgent is heard first, and equals in order', async () => {
    const busy = held();
    const heard = await bus.hear({ topics: ['news'] }, { with: () => busy.wait });
    await bus.say(0);
    await eventually(() => heard.deliveries.length === 1, 'the first');
    const said: readonly (readonly [number, Priority])[] = [
      [1, 'low'],
      [2, 'normal'],
      [3, 'critical'],
      [4, 'high'],
      [5, 'critical'],
      [6, 'normal'],
    ];
    for (const [n, priority] of said) await bus.say(n, { priority });
    await bus.passed();
    busy.release();
    await eventually(() => heard.deliveries.length === 7, 'the rest');
    expect(heard.numbers()).toEqual([0, 3, 5, 4, 2, 6, 1]);
  });

  test('what expired while it waited is not delivered; its last instant still counts, and zero never ends', async () => {
    const busy = held();
    const heard = await bus.hear({ topics: ['news'] }, { with: () => busy.wait });
    await bus.say(0);
    await eventually(() => heard.deliveries.length === 1, 'the first');
    await bus.say(1, { ttlMs: 999 });
    await bus.say(2, { ttlMs: 1_000 });
    await bus.say(3, { ttlMs: 0 });
    await bus.passed();
    bus.clock.at += 1_000;
    busy.release();
    await eventually(() => heard.deliveries.length === 3, 'the rest');
    expect([heard.numbers(), heard.listener.expired]).toEqual([[0, 2, 3], 1]);
  });

  test('nor is it to one who resumes from the log', async () => {
    await bus.say(1, { ttlMs: 1_000 });
    await bus.say(2, { ttlMs: 0 });
    bus.clock.at += 1_001;
    const heard = await bus.hear({ topics: ['news'] }, { after: '' });
    await eventually(() => heard.deliveries.length === 1, 'what still counts');
    expect(heard.numbers()).toEqual([2]);
  });
});

describe('F-C10', () => {
  const overflow = async (priorityOf: (n: number) => Priority) => {
    bus.topics.close();
    bus = await startBus(undefined, 5);
    const busy = held();
    const heard = await bus.hear({ topics: ['news'] }, { with: () => busy.wait });
    await bus.say(0);
    await eventually(() => heard.deliveries.length === 1, 'the first');
    for (let n = 1; n <= 12; n++) await bus.say(n, { priority: priorityOf(n) });
    await bus.passed();
    expect(heard.listener.waiting).toBe(5);
    busy.release();
    await eventually(() => heard.deliveries.length === 7, 'the rest');
    return heard;
  };

  test('a queue has its limit: what finds no room is told as a gap, with where it lies in the log', async () => {
    const heard = await overflow(() => 'normal');
    expect(heard.numbers()).toEqual([0, -7, 1, 2, 3, 4, 5]);
    const [, gap] = heard.deliveries;
    expect(gap).toMatchObject({ kind: 'gap', reason: 'QUEUE_FULL', count: 7 });
    if (gap?.kind !== 'gap') throw new Error('no gap');
    const missed = await bus.hear({ topics: ['news'] }, { after: before(gap.first) });
    await eventually(() => missed.deliveries.length === 7, 'what was lost');
    expect(missed.numbers()).toEqual([6, 7, 8, 9, 10, 11, 12]);
  });

  test('the urgent takes the place of the less urgent', async () => {
    const heard = await overflow((n) => (n > 9 ? 'critical' : 'low'));
    expect(heard.numbers()).toEqual([0, -7, 10, 11, 12, 4, 5]);
  });

  test('nothing is kept for nobody: who listens later hears what is said later', async () => {
    for (let n = 0; n < 50; n++) await bus.say(n);
    expect(bus.topics.listening).toBe(0);
    const gone = await bus.hear();
    gone.listener.close();
    expect(bus.topics.listening).toBe(0);
    const heard = await bus.hear({ topics: ['news'] });
    await bus.say(51);
    await bus.passed();
    expect([gone.numbers(), heard.numbers()]).toEqual([[], [51]]);
  });
});

/** Positions of the memory store are numbers in text. */
const before = (position: string): string => String(Number(position) - 1).padStart(position.length, '0');

describe('what a listener asks for', () => {
  const said = async (): Promise<void> => {
    await bus.say(1, { instrumentId: 'BTC/USDT', priority: 'low' });
    await bus.say(2, { instrumentId: 'XRP/USDT', target: 'outside.one' });
    await bus.say(3, { source: 'somebody' }, 'news.local');
    await bus.say(4, { priority: 'critical', target: 'outside.two' }, 'weather');
    await bus.desk.request('weather', { key: '5', source: 'desk', payload: { n: 5 } });
  };

  test.each([
    ['all', {}, [1, 2, 3, 4, 5]],
    ['a topic', { topics: ['news'] }, [1, 2]],
    ['topics by their beginning', { topics: ['news*'] }, [1, 2, 3]],
    ['several topics', { topics: ['news.local', 'weather'] }, [3, 4, 5]],
    ['an instrument', { instrumentId: 'BTC/USDT' as const }, [1]],
    ['a source', { source: 'somebody' }, [3]],
    ['what is for one, and for everyone', { target: 'outside.one' }, [1, 2, 3, 5]],
    ['a type', { type: 'request' as const }, [5]],
    ['a least priority', { minPriority: 'normal' as const }, [2, 3, 4, 5]],
    ['several conditions', { topics: ['*'], minPriority: 'high' as const, target: 'outside.one' }, []],
  ])('%s', async (_, wanted, expected) => {
    await said();
    const heard = await bus.hear(wanted, { after: '' });
    const all = await bus.hear({}, { after: '' });
    await eventually(() => all.deliveries.length === 5, 'everything');
    await bus.passed();
    expect(heard.numbers().filter((n) => n > 0)).toEqual(expected);
  });
});

describe('whoever resumes', () => {
  test('hears what it missed, then what is said now, each once, across a restart', async () => {
    const first = await bus.hear({ topics: ['news'] });
    await bus.say(1);
    await bus.say(2);
    await bus.passed();
    const last = first.deliveries.at(-1);
    if (last?.kind !== 'message') throw new Error('nothing heard');
    bus.topics.close();
    await bus.say(3);
    bus = await startBus(bus.store);
    await bus.say(4);
    const second = await bus.hear({ topics: ['news'] }, { after: last.place });
    await bus.say(5);
    await bus.passed();
    expect(second.numbers()).toEqual([3, 4, 5]);
  });

  test('behind a place that was given with an urgent message misses nothing that waited behind it', async () => {
    const busy = held();
    const heard = await bus.hear(
      { topics: ['news'] },
      { with: () => (heard.deliveries.length === 1 ? busy.wait : heard.listener.close()) },
    );
    await bus.say(0);
    await eventually(() => heard.deliveries.length === 1, 'the first');
    await bus.say(1);
    await bus.say(2, { priority: 'critical' });
    await bus.passed();
    busy.release();
    await eventually(() => heard.deliveries.length === 2, 'the urgent one');
    const cut = heard.deliveries[1];
    if (cut?.kind !== 'message') throw new Error('nothing heard');
    expect(heard.numbers()).toEqual([0, 2]);
    const again = await bus.hear({ topics: ['news'] }, { after: cut.place });
    await eventually(() => again.deliveries.length === 2, 'both');
    expect(again.numbers()).toEqual([1, 2]);
  });
});

test('a feed that breaks ends its listeners with the reason, and the next one listens anew', async () => {
  const lost: unknown[] = [];
  const subscribe = bus.store.subscribe.bind(bus.store);
  bus.store.subscribe = () => ({
    [Symbol.asyncIterator]: () => ({ next: () => Promise.reject(new Error('unreadable fact')) }),
  });
  await bus.topics.subscribe({ name: 'one', wanted: {}, take: () => undefined, onLost: (error) => lost.push(error) });
  await eventually(() => lost.length === 1, 'the end');
  expect([String(lost[0]), bus.topics.listening]).toEqual(['Error: unreadable fact', 0]);
  bus.store.subscribe = subscribe;
  const heard = await bus.hear();
  await bus.say(1);
  await eventually(() => heard.deliveries.length === 1, 'the message');
});

test('F-S5 a fact that the store delivers again after it was away is no second message', async () => {
  const subscribe = bus.store.subscribe.bind(bus.store);
  bus.store.subscribe = (options) => ({
    async *[Symbol.asyncIterator]() {
      for await (const fact of subscribe(options)) yield* [fact, fact];
    },
  });
  const heard = await bus.hear({ topics: ['news'] });
  for (const n of [1, 2]) await bus.say(n);
  await bus.passed();
  expect(heard.numbers()).toEqual([1, 2]);
});
