import type { EventStoreDBClient } from '@eventstore/db-client';
import {
  WAYS,
  all,
  failureOf,
  noted,
  numbersIn,
  openRawClient,
  someStream,
} from '../../support/eventstoredb/raw-client.js';

let client: EventStoreDBClient;
let close: () => Promise<void>;
beforeAll(async () => ({ client, close } = await openRawClient()));
afterAll(() => close());

const three = async () => {
  const stream = someStream();
  await client.appendToStream(
    stream,
    [0, 1, 2].map((n) => noted(n)),
    { expectedRevision: 'no_stream' },
  );
  return stream;
};
const inLog = async (stream: string) => (await all(client.readAll())).filter(({ event }) => event?.streamId === stream);

describe('a soft delete', () => {
  it('hides the stream from reads and leaves its facts in the log', async () => {
    const stream = await three();
    await client.deleteStream(stream, { expectedRevision: 2n });
    expect(await failureOf(all(client.readStream(stream)))).toMatchObject({ type: 'stream-not-found' });
    expect(await inLog(stream)).toHaveLength(3);
  });

  it.each(WAYS)('lets the stream come back with its numbers going on, %s', async (_name, way) => {
    const stream = await three();
    await client.deleteStream(stream);
    const again = await client.appendToStream(stream, noted(3), { expectedRevision: 'no_stream', ...way });
    expect(again.nextExpectedRevision).toBe(3n);
    const found = await all(client.readStream(stream));
    expect(found.map(({ event }) => event?.revision)).toEqual([3n]);
  });

  it('at a wrong revision fails', async () => {
    const stream = await three();
    const failure = await failureOf(client.deleteStream(stream, { expectedRevision: 7n }));
    expect(failure).toMatchObject({ type: 'wrong-expected-version', expectedVersion: 7n, actualVersion: 2n });
  });
});

describe('a tombstone', () => {
  it.each(WAYS)('ends the stream for readers and writers, %s', async (_name, way) => {
    const stream = await three();
    await client.tombstoneStream(stream, { expectedRevision: 2n });
    const deleted = { type: 'stream-deleted', streamName: stream };
    expect(await failureOf(all(client.readStream(stream)))).toMatchObject(deleted);
    expect(await failureOf(client.appendToStream(stream, noted(3), way))).toMatchObject(deleted);
    expect(await failureOf(client.deleteStream(stream))).toMatchObject(deleted);
  });

  it('is a fact at the last revision there can be', async () => {
    const stream = await three();
    await client.tombstoneStream(stream);
    const last = (await inLog(stream)).at(-1)?.event;
    expect(last).toMatchObject({ type: '$streamDeleted', revision: 9_223_372_036_854_775_807n });
  });
});

describe('the metadata of a stream', () => {
  it('lets $maxCount act on reads at once, not on the log', async () => {
    const stream = await three();
    await client.setStreamMetadata(stream, { maxCount: 2 });
    expect(numbersIn(await all(client.readStream(stream)))).toEqual([1, 2]);
    expect(await inLog(stream)).toHaveLength(3);
  });

  it('comes back with a commit position in the place of its revision', async () => {
    const stream = await three();
    const { position } = await client.setStreamMetadata(stream, { maxCount: 2 });
    const { metadata, metastreamRevision } = await client.getStreamMetadata(stream);
    expect(metadata).toEqual({ maxCount: 2 });
    expect(metastreamRevision).toBe(position?.commit);
  });

  it('is a system event in the log', async () => {
    const stream = await three();
    await client.setStreamMetadata(stream, { maxCount: 2 });
    expect((await inLog(`$$${stream}`)).map(({ event }) => event?.type)).toEqual(['$metadata']);
  });
});
