import { EventStoreDBClient } from '@eventstore/db-client';
import { startFakeNode, type FakeNode } from '../../support/eventstoredb/fake-node.js';
import { WAYS, all, failureOf, noted, numbersIn, someStream } from '../../support/eventstoredb/raw-client.js';

const open: EventStoreDBClient[] = [];
const clientOf = (url: string) => {
  const client = EventStoreDBClient.connectionString(url);
  open.push(client);
  return client;
};
afterAll(() => Promise.all(open.map((client) => client.dispose())));

const user = { name: 'desk', password: 's p@ce' };
let plain: FakeNode;
let secure: FakeNode;
beforeAll(async () => {
  plain = await startFakeNode();
  secure = await startFakeNode({ tls: true, user });
});
afterAll(() => Promise.all([plain.stop(), secure.stop()]));

it('TLS and the right user serve', async () => {
  const client = clientOf(secure.url);
  const stream = someStream();
  await client.appendToStream(stream, noted(0));
  const credentials = { username: user.name, password: user.password };
  await client.appendToStream(stream, noted(1), { credentials });
  expect(numbersIn(await all(client.readStream(stream)))).toEqual([0, 1]);
});

it('a wrong password is refused for reads and for both ways to append', async () => {
  const client = clientOf(secure.url.replace(/:[^:@]*@/, ':wrong@'));
  const credentials = { username: user.name, password: 'wrong' };
  const denied = { type: 'access-denied', code: 16 };
  expect(await failureOf(client.appendToStream(someStream(), noted(0)))).toMatchObject(denied);
  expect(await failureOf(client.appendToStream(someStream(), noted(0), { credentials }))).toMatchObject(denied);
  expect(await failureOf(all(client.readStream(someStream())))).toMatchObject(denied);
});

it('nobody is let in without a user', async () => {
  const client = clientOf(secure.url.replace(/\/\/.*@/, '//'));
  expect(await failureOf(all(client.readStream(someStream())))).toMatchObject({ type: 'access-denied' });
});

it('without tls=false a plain node does not serve', async () => {
  const client = clientOf(`esdb://127.0.0.1:${plain.port}`);
  const failure = await failureOf(all(client.readStream(someStream())));
  expect(failure).toMatchObject({ type: 'unavailable' });
  expect(failure.message).toMatch(/^14 UNAVAILABLE.*wrong version number/s);
});

it.each(WAYS)('credentials in plain text go no further, %s', async (_name, way) => {
  const client = clientOf(plain.url.replace('//', '//somebody:secret@'));
  await client.appendToStream(someStream(), noted(0), way);
});

it.each(['?tls=false&maxDiscoverAttempts=1', '?tls=false'])('discovery finds the node, %s', async (query) => {
  const client = clientOf(`esdb+discover://127.0.0.1:${plain.port}${query}`);
  await client.appendToStream(someStream(), noted(0));
});

it.each([
  'esdb://127.0.0.1:2113?tls=FALSE',
  'kurrentdb://127.0.0.1:2113?tls=false',
  '127.0.0.1:2113',
  'esdb://[::1]:2113?tls=false',
  'esdb://127.0.0.1:2113?tls=false&defaultDeadline=0',
])('the connection string %s is refused', (url) => expect(() => EventStoreDBClient.connectionString(url)).toThrow());
