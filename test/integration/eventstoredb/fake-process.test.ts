import { appendFileSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EventStoreDBClient } from '@eventstore/db-client';
import { startFakeNode } from '../../support/eventstoredb/fake-node.js';
import { startNodeProcess, type NodeProcess } from '../../support/eventstoredb/node-process.js';
import {
  ONE_CALL,
  all,
  failureOf,
  heard,
  noted,
  numbersIn,
  someStream,
} from '../../support/eventstoredb/raw-client.js';

let folder: string;
let stateFile: string;
let node: NodeProcess;
let client: EventStoreDBClient;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'fake-process-'));
  stateFile = join(folder, 'log.jsonl');
  node = await startNodeProcess({ stateFile });
  client = EventStoreDBClient.connectionString(node.url);
});
afterEach(async () => {
  await client.dispose();
  await node.stop();
  rmSync(folder, { recursive: true });
});

const FIRST = { expectedRevision: 'no_stream', ...ONE_CALL } as const;

it('no acknowledged fact is lost over kills, positions rise, and exact repetitions are known', async () => {
  const stream = someStream();
  const acknowledged: number[] = [];
  for (let round = 0; round < 3; round++) {
    const appends = Array.from({ length: 20 }, (_, index) => {
      const n = round * 20 + index;
      return client.appendToStream(`${stream}-${n}`, noted(n), FIRST).then(
        () => acknowledged.push(n),
        () => undefined,
      );
    });
    await Promise.race([Promise.all(appends), appends[5]]);
    await node.kill();
    await Promise.all(appends);
    await node.start();
  }
  expect(acknowledged.length).toBeGreaterThan(0);
  const found = await all(client.readAll());
  const positions = found.map(({ event }) => event?.position?.commit ?? -1n);
  expect(numbersIn(found)).toEqual(expect.arrayContaining(acknowledged));
  expect(positions.every((at, index) => index === 0 || at > (positions[index - 1] ?? at))).toBe(true);
  const known = found.find(({ event }) => event?.streamId === `${stream}-${acknowledged[0]}`)?.event;
  const again = await client.appendToStream(`${stream}-${acknowledged[0]}`, noted(0, known?.id), FIRST);
  expect(again).toMatchObject({ nextExpectedRevision: 0n, position: known?.position });
});

it('a kill rejects what is in flight, and the port is refused meanwhile', async () => {
  const subscription = client.subscribeToAll();
  await heard(subscription, 'caughtUp');
  const failed = heard(subscription, 'error');
  await node.kill();
  expect(await failed).toMatchObject({ type: 'unavailable' });
  expect(await failureOf(all(client.readAll()))).toMatchObject({ type: 'unavailable' });
});

it('a stopped process is a frozen node', async () => {
  const stream = someStream();
  await client.appendToStream(stream, noted(0), FIRST);
  node.freeze();
  const late = client.appendToStream(stream, noted(1), { expectedRevision: 0n, ...ONE_CALL, deadline: 200 });
  expect(await failureOf(late)).toMatchObject({ type: 'deadline-exceeded' });
  node.thaw();
  expect(numbersIn(await all(client.readStream(stream)))[0]).toBe(0);
});

it('tombstones and metadata come back from the state file, and a torn last line does not', async () => {
  const [kept, deleted, short] = [someStream(), someStream(), someStream()];
  for (const stream of [kept, deleted, short]) await client.appendToStream(stream, [noted(0), noted(1)], FIRST);
  await client.tombstoneStream(deleted);
  await client.setStreamMetadata(short, { maxCount: 1 });
  await node.kill();
  const whole = readFileSync(stateFile, 'utf8');
  appendFileSync(stateFile, whole.slice(0, 40));
  await node.start();
  expect(numbersIn(await all(client.readStream(kept)))).toEqual([0, 1]);
  expect(await failureOf(all(client.readStream(deleted)))).toMatchObject({ type: 'stream-deleted' });
  expect(numbersIn(await all(client.readStream(short)))).toEqual([1]);
  await node.kill();
  // The restart has written statistics of its own: whole lines, right behind the last whole one.
  const lines = readFileSync(stateFile, 'utf8').slice(whole.length).trimEnd().split('\n');
  expect(lines.map((line) => JSON.parse(line) as unknown)).toHaveLength(1);
});

it('a node in this process reads the same file', async () => {
  const stream = someStream();
  await client.appendToStream(stream, noted(0), FIRST);
  await node.kill();
  const heir = await startFakeNode({ stateFile });
  expect(heir.log.stream(stream)?.facts).toHaveLength(1);
  await heir.stop();
});
