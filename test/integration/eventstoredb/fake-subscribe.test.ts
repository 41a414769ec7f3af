import {
  END,
  eventTypeFilter,
  excludeSystemEvents,
  jsonEvent,
  streamNameFilter,
  type AllStreamSubscription,
  type EventStoreDBClient,
  type Filter,
  type Position,
} from '@eventstore/db-client';
import {
  ONE_CALL,
  all,
  heard,
  noted,
  numbersIn,
  openRawClient,
  someStream,
  until,
} from '../../support/eventstoredb/raw-client.js';

let client: EventStoreDBClient;
let close: () => Promise<void>;
beforeAll(async () => ({ client, close } = await openRawClient()));
afterAll(() => close());

const append = (stream: string, numbers: readonly number[]) =>
  client.appendToStream(
    stream,
    numbers.map((n) => noted(n)),
    ONE_CALL,
  );

/** What a subscription says, in its order: its signs by name, its facts by number or type. */
const followed = (subscription: ReturnType<EventStoreDBClient['subscribeToStream']> | AllStreamSubscription) => {
  const said: (string | number)[] = [];
  subscription.on('confirmation', () => said.push('confirmation'));
  subscription.on('caughtUp', () => said.push('caughtUp'));
  subscription.on('data', ({ event }: { event?: { type: string; data: unknown } }) => {
    const { n } = (event?.data ?? {}) as { n?: number };
    said.push(n ?? event?.type ?? '');
  });
  return said;
};

describe('a subscription to one stream', () => {
  it('confirms, gives what is there, says that it caught up, and goes on', async () => {
    const stream = someStream();
    await append(stream, [0, 1]);
    const subscription = client.subscribeToStream(stream);
    const said = followed(subscription);
    await heard(subscription, 'caughtUp');
    await append(stream, [2]);
    await until(() => said.includes(2), 'the new fact');
    expect(said).toEqual(['confirmation', 0, 1, 'caughtUp', 2]);
    await subscription.unsubscribe();
  });

  it('begins after the revision that is named', async () => {
    const stream = someStream();
    await append(stream, [0, 1, 2]);
    const subscription = client.subscribeToStream(stream, { fromRevision: 1n });
    const said = followed(subscription);
    await heard(subscription, 'caughtUp');
    expect(said).toEqual(['confirmation', 2, 'caughtUp']);
    await subscription.unsubscribe();
  });

  it('may be there before the stream', async () => {
    const stream = someStream();
    const subscription = client.subscribeToStream(stream);
    const said = followed(subscription);
    await heard(subscription, 'caughtUp');
    await append(stream, [7]);
    await until(() => said.includes(7), 'the first fact');
    await subscription.unsubscribe();
  });
});

describe('a subscription to the whole log', () => {
  const positionOf = async (stream: string, revision: bigint): Promise<Position> =>
    (await all(client.readStream(stream, { fromRevision: revision, maxCount: 1 })))[0]!.event!.position!;
  const opened = async (options: Parameters<EventStoreDBClient['subscribeToAll']>[0]) => {
    const subscription = client.subscribeToAll(options);
    const said = followed(subscription);
    await heard(subscription, 'caughtUp');
    return { subscription, said };
  };

  it('begins after the position that is named', async () => {
    const stream = someStream();
    await append(stream, [0, 1, 2]);
    const { subscription, said } = await opened({ fromPosition: await positionOf(stream, 0n) });
    expect(said.slice(0, 3)).toEqual(['confirmation', 1, 2]);
    await subscription.unsubscribe();
  });

  it('from the end, or beyond it, gives what comes', async () => {
    const beyond = { commit: 2n ** 62n, prepare: 2n ** 62n };
    const both = [await opened({ fromPosition: END }), await opened({ fromPosition: beyond })];
    await append(someStream(), [41, 42]);
    for (const { subscription, said } of both) {
      await until(() => said.includes(42), 'the new facts');
      expect(said.slice(0, 2)).toEqual(['confirmation', 'caughtUp']);
      expect(said).toContain(41);
      await subscription.unsubscribe();
    }
  });

  it('at a position where no fact begins fails', async () => {
    const stream = someStream();
    await append(stream, [0, 1]);
    const { commit, prepare } = await positionOf(stream, 0n);
    const subscription = client.subscribeToAll({ fromPosition: { commit: commit + 1n, prepare: prepare + 1n } });
    const failure = await heard(subscription, 'error');
    expect(failure).toMatchObject({ type: 'unknown', message: '2 UNKNOWN: Exception was thrown by handler.' });
  });

  it.each<[string, (category: string) => Filter]>([
    ['by prefixes of stream names', (category) => streamNameFilter({ prefixes: ['none-', `${category}-`] })],
    ['by a pattern of stream names', (category) => streamNameFilter({ regex: `^${category}-.*` })],
    ['by prefixes of types', (category) => eventTypeFilter({ prefixes: [category] })],
    ['by a pattern of types', (category) => eventTypeFilter({ regex: `^${category}$` })],
  ])('filters %s', async (_name, filter) => {
    const category = `c${Math.random().toString(36).slice(2)}`;
    const facts = [0, 1].map((n) => jsonEvent({ type: category, data: { n } }));
    await append(someStream(), [8]);
    await client.appendToStream(someStream(category), facts, ONE_CALL);
    const { subscription, said } = await opened({ filter: filter(category) });
    await append(someStream(), [9]);
    await client.appendToStream(someStream(category), jsonEvent({ type: category, data: { n: 2 } }), ONE_CALL);
    await until(() => said.includes(2), 'the live fact');
    expect(said).toEqual(['confirmation', 0, 1, 'caughtUp', 2]);
    await subscription.unsubscribe();
  });

  it('that excludes system events goes by types, not by names of streams', async () => {
    const stream = `$odd-${someStream()}`;
    await append(stream, [5]);
    const { subscription, said } = await opened({ filter: excludeSystemEvents() });
    expect(said).toContain(5);
    expect(said.some((one) => String(one).startsWith('$'))).toBe(false);
    await subscription.unsubscribe();
  });

  it('gives a checkpoint after every window times interval of facts, seen or not, old or new', async () => {
    const [category, checkpoints] = [`c${Math.random().toString(36).slice(2)}`, [] as bigint[]];
    const many = (from: number) => Array.from({ length: 64 }, (_, n) => from + n);
    await append(someStream(), many(0));
    const { commit, prepare } = (await append(someStream(), [0])).position!;
    await append(someStream(), many(100));
    const filter = streamNameFilter({
      prefixes: [category],
      maxSearchWindow: 16,
      checkpointInterval: 2,
      checkpointReached: async (_subscription, position) => void checkpoints.push(position.commit),
    });
    const { subscription } = await opened({ fromPosition: { commit, prepare }, filter });
    expect(checkpoints.length).toBeGreaterThanOrEqual(2);
    const old = checkpoints.length;
    const last = (await append(someStream(), many(200))).position!.commit;
    await until(() => checkpoints.length >= old + 2, 'checkpoints of filtered facts');
    expect([...checkpoints].sort((a, b) => Number(a - b))).toEqual(checkpoints);
    expect(checkpoints[0]).toBeGreaterThan(commit);
    expect(checkpoints.at(-1)).toBeLessThanOrEqual(last);
    await subscription.unsubscribe();
  });

  it('gives a checkpoint only after the fact of its position', async () => {
    const category = `c${Math.random().toString(36).slice(2)}`;
    const order: bigint[] = [];
    const { position } = await append(someStream(), [0]);
    const subscription = client.subscribeToAll({
      fromPosition: position!,
      filter: streamNameFilter({
        prefixes: [category],
        maxSearchWindow: 1,
        checkpointReached: async (_subscription, { commit }) => void order.push(-commit),
      }),
    });
    subscription.on('data', ({ event }) => order.push(event!.position.commit));
    await heard(subscription, 'caughtUp');
    const { position: last } = await append(`${category}-1`, [0, 1, 2]);
    await until(() => order.includes(-last!.commit), 'the last checkpoint');
    for (const at of order.filter((commit) => commit > 0n)) expect(order.indexOf(at)).toBeLessThan(order.indexOf(-at));
    await subscription.unsubscribe();
  });

  it('gives facts in the order of the log, whichever streams they are in', async () => {
    const category = `c${Math.random().toString(36).slice(2)}`;
    const { position } = await append(someStream(category), [0]);
    const filter = streamNameFilter({ prefixes: [`${category}-`] });
    const { subscription, said } = await opened({ fromPosition: position!, filter });
    for (const n of [1, 2, 3]) await append(someStream(category), [n]);
    await until(() => said.includes(3), 'the facts');
    expect(said).toEqual(['confirmation', 'caughtUp', 1, 2, 3]);
    const log = await all(client.readAll({ fromPosition: position! }));
    expect(numbersIn(log.filter(({ event }) => event?.streamId.startsWith(category)))).toEqual([0, 1, 2, 3]);
    await subscription.unsubscribe();
  });
});
