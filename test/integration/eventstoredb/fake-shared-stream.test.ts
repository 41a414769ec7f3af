import { spawnSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { EventStoreDBClient, jsonEvent } from '@eventstore/db-client';
import { startFakeNode, type FakeNode } from '../../support/eventstoredb/fake-node.js';
import { ONE_CALL, failureOf, noted, someStream } from '../../support/eventstoredb/raw-client.js';
import { startNodeProcess } from '../../support/eventstoredb/node-process.js';

let node: FakeNode;
let client: EventStoreDBClient;
beforeEach(async () => {
  node = await startFakeNode({ secondAnswerMs: 60_000 });
  client = EventStoreDBClient.connectionString(node.url);
});
afterEach(async () => {
  await client.dispose();
  await node.stop();
});

const BAD = [
  ['whose id is no UUID', noted(0, 'not-a-uuid')],
  ['whose type is empty', jsonEvent({ type: '', data: {} })],
  ['whose type is undefined', { ...noted(0), type: undefined as never }],
] as const;

it.each(BAD)('a bad append, %s, is not recognised by the client on the shared stream', async (_name, fact) => {
  const failure = await failureOf(client.appendToStream(someStream(), fact));
  expect(failure).toMatchObject({ type: 'unknown', message: 'Could not recognize BadRequest' });
});

it.each(BAD)('a bad append, %s, is an unknown error by one call', async (_name, fact) => {
  expect(await failureOf(client.appendToStream(someStream(), fact, ONE_CALL))).toMatchObject({ type: 'unknown' });
});

it('the second answer to a bad append on the shared stream ends the process of the client', async () => {
  const apart = await startNodeProcess({ secondAnswerMs: 50 });
  const script = `
    const { EventStoreDBClient, jsonEvent } = require('@eventstore/db-client');
    const client = EventStoreDBClient.connectionString(process.argv[1]);
    client.appendToStream('s', jsonEvent({ id: 'x', type: 'T', data: {} })).catch((e) => console.log(e.message));
    setTimeout(() => process.exit(0), 10000);`;
  const { status, stdout, stderr } = spawnSync(process.execPath, ['-e', script, apart.url], { encoding: 'utf8' });
  await apart.stop();
  expect(stdout).toContain('Could not recognize BadRequest');
  expect(stderr).toContain('undefined is not iterable');
  expect(status).not.toBe(0);
});

it('an append of 20 MB ends the shared stream', async () => {
  const large = jsonEvent({ type: 'Large', data: { text: 'x'.repeat(20_000_000) } });
  const failure = await failureOf(client.appendToStream(someStream(), large));
  expect(failure).toMatchObject({ code: 8 });
  expect(failure.message).toMatch(/^8 RESOURCE_EXHAUSTED/);
  await client.appendToStream(someStream(), noted(0));
});

it('an append in parts is one append', async () => {
  const stream = someStream();
  const facts = Array.from({ length: 20 }, (_, n) => noted(n, randomUUID()));
  const answer = await client.appendToStream(stream, facts, { batchAppendSize: 200, expectedRevision: 'no_stream' });
  expect(answer.nextExpectedRevision).toBe(19n);
  expect(new Set(node.log.stream(stream)?.facts.map(({ created }) => created)).size).toBe(1);
});

it('the death of one node rejects the appends of another in the same process', async () => {
  const other = await startFakeNode();
  const third = EventStoreDBClient.connectionString(other.url);
  await third.appendToStream(someStream(), noted(0));
  const stream = someStream();
  node.faults.failNth(1, 'hang-after-accept');
  const append = failureOf(client.appendToStream(stream, noted(0)));
  const dead = setInterval(() => void (node.log.stream(stream) && other.kill()), 5);
  expect(await append).toMatchObject({ type: 'unavailable' });
  clearInterval(dead);
  expect(node.log.stream(stream)?.facts).toHaveLength(1);
  await third.dispose();
  await other.stop();
});

it('a deadline is not kept on the shared stream', async () => {
  node.faults.failNth(1, 'hang-after-accept');
  const append = failureOf(client.appendToStream(someStream(), noted(0), { deadline: 50 }));
  expect(await Promise.race([append, new Promise((resolve) => setTimeout(resolve, 300, 'silence'))])).toBe('silence');
  node.cutAll();
  expect(await append).toMatchObject({ type: 'unavailable' });
});

it('a conflict that is not thrown names a wrong revision on the shared stream, and the right one by one call', async () => {
  const lenient = EventStoreDBClient.connectionString(`${node.url}&throwOnAppendFailure=false`);
  const stream = someStream();
  await lenient.appendToStream(
    stream,
    [0, 1, 2, 3].map((n) => noted(n)),
  );
  const wrong = { expectedRevision: 1n, throwOnAppendFailure: false };
  const shared = await lenient.appendToStream(stream, noted(4), wrong);
  expect(shared).toMatchObject({ success: false, nextExpectedRevision: 1n });
  const alone = await lenient.appendToStream(stream, noted(4), { ...wrong, ...ONE_CALL });
  expect(alone).toMatchObject({ success: false, nextExpectedRevision: 3n });
  await lenient.dispose();
});
