import { EventStoreDBClient } from '@eventstore/db-client';
import { startFakeNode, type FakeNode } from '../../support/eventstoredb/fake-node.js';
import {
  ONE_CALL,
  WAYS,
  all,
  failureOf,
  heard,
  noted,
  numbersIn,
  someStream,
  until,
} from '../../support/eventstoredb/raw-client.js';

let node: FakeNode;
let client: EventStoreDBClient;
beforeEach(async () => {
  node = await startFakeNode();
  client = EventStoreDBClient.connectionString(node.url);
});
afterEach(async () => {
  await client.dispose();
  await node.stop();
});

const FIRST = { expectedRevision: 'no_stream' } as const;
const stored = (stream: string) => node.log.stream(stream)?.facts.length ?? 0;

describe.each(WAYS)('an append %s', (_name, way) => {
  it('that is dropped after it was accepted is stored, and its repetition is known', async () => {
    const stream = someStream();
    node.faults.failNth(1, 'drop-after-accept');
    const facts = [noted(0), noted(1)];
    const failure = await failureOf(client.appendToStream(stream, facts, { ...FIRST, ...way }));
    expect(failure).toMatchObject({ type: 'unavailable', code: 14 });
    expect(failure.message).toMatch('14 UNAVAILABLE: read ECONNRESET');
    expect(stored(stream)).toBe(2);
    expect(await client.appendToStream(stream, facts, { ...FIRST, ...way })).toMatchObject({
      nextExpectedRevision: 1n,
    });
    expect(stored(stream)).toBe(2);
  });

  it('that is dropped before it was accepted is not stored', async () => {
    const stream = someStream();
    node.faults.failNth(2, 'drop-before-accept');
    await client.appendToStream(stream, noted(0), { ...FIRST, ...way });
    const failure = await failureOf(client.appendToStream(stream, noted(1), { expectedRevision: 0n, ...way }));
    expect(failure).toMatchObject({ type: 'unavailable' });
    expect(stored(stream)).toBe(1);
  });

  it('in flight at a kill rejects at once', async () => {
    await client.appendToStream(someStream(), noted(0), way);
    node.faults.failAtRandom({ probability: 1, seed: 1, faults: ['hang-before-accept'] });
    const appends = [1, 2, 3].map((n) => failureOf(client.appendToStream(someStream(), noted(n), way)));
    await until(() => node.faults.count === 4, 'the appends at the node');
    await node.kill();
    for (const failure of await Promise.all(appends)) {
      expect(failure).toMatchObject({ type: 'unavailable', message: '14 UNAVAILABLE: read ECONNRESET' });
    }
  });

  it('while the node is down fails at once, and works with the same client after the restart', async () => {
    const stream = someStream();
    const fact = noted(0);
    await client.appendToStream(stream, fact, { ...FIRST, ...way });
    await node.kill();
    await failureOf(client.appendToStream(stream, noted(1), { expectedRevision: 0n, ...way }));
    const failure = await failureOf(client.appendToStream(stream, noted(1), { expectedRevision: 0n, ...way }));
    expect(failure).toMatchObject({ code: 14 });
    expect(await failureOf(all(client.readStream(stream)))).toMatchObject({ type: 'unavailable' });
    await node.start();
    await client.appendToStream(stream, noted(1), { expectedRevision: 0n, ...way });
    expect(numbersIn(await all(client.readStream(stream)))).toEqual([0, 1]);
  });

  it('repeated after a restart is known by an exact revision, and doubles without', async () => {
    const [exact, any] = [someStream(), someStream()];
    const fact = noted(0);
    const first = await client.appendToStream(exact, fact, { ...FIRST, ...way });
    await client.appendToStream(any, fact, { expectedRevision: 'any', ...way });
    await node.kill();
    // So that the client has seen the connection go before the node is back.
    await failureOf(all(client.readStream(exact)));
    await node.start();
    expect(await client.appendToStream(exact, fact, { ...FIRST, ...way })).toEqual(first);
    await client.appendToStream(any, fact, { expectedRevision: 'any', ...way });
    expect([stored(exact), stored(any)]).toEqual([1, 2]);
  });
});

it('a hanging append ends at its deadline on the path of one call', async () => {
  const [before, after] = [someStream(), someStream()];
  node.faults.failNth(1, 'hang-before-accept');
  node.faults.failNth(2, 'hang-after-accept');
  for (const stream of [before, after]) {
    const append = client.appendToStream(stream, noted(0), { ...FIRST, ...ONE_CALL, deadline: 200 });
    expect(await failureOf(append)).toMatchObject({ type: 'deadline-exceeded' });
  }
  expect([stored(before), stored(after)]).toEqual([0, 1]);
});

it('a frozen node answers nothing, and goes on where it was when it thaws', async () => {
  const stream = someStream();
  await client.appendToStream(stream, noted(0), { ...FIRST, ...ONE_CALL });
  node.freeze();
  const late = client.appendToStream(stream, noted(1), { expectedRevision: 0n, ...ONE_CALL, deadline: 200 });
  expect(await failureOf(late)).toMatchObject({ type: 'deadline-exceeded' });
  const other = EventStoreDBClient.connectionString(node.url);
  const read = all(other.readStream(stream));
  expect(await Promise.race([read, new Promise((resolve) => setTimeout(resolve, 100, 'silence'))])).toBe('silence');
  node.thaw();
  expect(numbersIn(await read)[0]).toBe(0);
  await other.dispose();
});

it('keep-alive notices a frozen node', async () => {
  const warn = jest.spyOn(console, 'warn').mockImplementation(() => undefined);
  const alert = EventStoreDBClient.connectionString(`${node.url}&keepAliveInterval=100&keepAliveTimeout=100`);
  warn.mockRestore();
  const subscription = alert.subscribeToAll();
  await heard(subscription, 'caughtUp');
  node.freeze();
  expect(await heard(subscription, 'error')).toMatchObject({ type: 'unavailable' });
  await alert.dispose();
});

it('a subscription ends at a kill with one error and nothing else', async () => {
  const subscription = client.subscribeToAll();
  const said: string[] = [];
  for (const event of ['error', 'end', 'close']) subscription.on(event, () => said.push(event));
  await heard(subscription, 'caughtUp');
  await node.restart();
  await until(() => said.length > 0, 'the error');
  await client
    .appendToStream(someStream(), noted(0), ONE_CALL)
    .catch(() => client.appendToStream(someStream(), noted(0), ONE_CALL));
  expect(said).toEqual(['error']);
  expect(subscription.destroyed).toBe(false);
});

it('a live reader that is too slow is dropped and may go on from what it had', async () => {
  const strict = await startFakeNode({ unreadLimit: 100 });
  const slow = EventStoreDBClient.connectionString(strict.url);
  const subscription = slow.subscribeToAll({ fromPosition: 'end' });
  await heard(subscription, 'caughtUp');
  const seen: bigint[] = [];
  subscription.on('data', ({ event }) => seen.push(event?.position?.commit ?? -1n));
  await slow.appendToStream('slow', noted(0), ONE_CALL);
  await until(() => seen.length === 1, 'the first fact');
  subscription.pause();
  const failed = heard(subscription, 'error');
  const facts = Array.from({ length: 200 }, (_, n) => noted(n + 1));
  for (let round = 0; round < 6; round++) await slow.appendToStream(`slow-${round}`, facts, ONE_CALL);
  subscription.resume();
  expect(await failed).toMatchObject({
    type: 'timeout',
    code: 10,
    message: '10 ABORTED: Consumer too slow to handle event while live. Client resubscription required.',
  });
  const had = seen.length;
  expect(had).toBeLessThan(1201);
  const last = seen.at(-1) ?? 0n;
  const again = slow.subscribeToAll({ fromPosition: { commit: last, prepare: last } });
  again.on('data', ({ event }) => seen.push(event?.position?.commit ?? -1n));
  await heard(again, 'caughtUp');
  expect(seen).toHaveLength(1201);
  expect(new Set(seen).size).toBe(1201);
  await slow.dispose();
  await strict.stop();
});

it('faults by chance are repeated by their seed', async () => {
  const results = async () => {
    node.faults.failAtRandom({ probability: 0.5, seed: 7, faults: ['drop-before-accept'] });
    const outcomes: boolean[] = [];
    for (let n = 0; n < 12; n++) {
      outcomes.push(
        await client.appendToStream(someStream(), noted(n), ONE_CALL).then(
          () => true,
          () => false,
        ),
      );
    }
    return outcomes;
  };
  const first = await results();
  expect(await results()).toEqual(first);
  expect(new Set(first).size).toBe(2);
  node.faults.calm();
  await client.appendToStream(someStream(), noted(0), ONE_CALL);
});

it('while another node leads it sends writers there', async () => {
  const second = await startFakeNode({ clusterOf: node });
  const stream = someStream();
  await client.appendToStream(stream, noted(0), { ...FIRST, ...ONE_CALL });
  node.leaderIs(second);
  const failure = await failureOf(client.appendToStream(stream, noted(1), { expectedRevision: 0n, ...ONE_CALL }));
  expect(failure).toMatchObject({ type: 'not-leader', leader: { address: '127.0.0.1', port: second.port } });
  await client.appendToStream(stream, noted(1), { expectedRevision: 0n, ...ONE_CALL });
  expect(numbersIn(await all(client.readStream(stream)))).toEqual([0, 1]);
  const cluster = EventStoreDBClient.connectionString(
    `esdb://127.0.0.1:${node.port},127.0.0.1:${second.port}?tls=false`,
  );
  await cluster.appendToStream(stream, noted(2), { expectedRevision: 1n, ...ONE_CALL });
  await cluster.dispose();
  await second.stop();
});
