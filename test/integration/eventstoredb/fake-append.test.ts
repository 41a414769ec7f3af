import { randomUUID } from 'node:crypto';
import { binaryEvent, jsonEvent, type EventStoreDBClient } from '@eventstore/db-client';
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

describe.each(WAYS)('an append %s', (_name, way) => {
  const append = (
    stream: string,
    facts: Parameters<EventStoreDBClient['appendToStream']>[1],
    expectedRevision: bigint | 'any' | 'no_stream' | 'stream_exists',
  ) => client.appendToStream(stream, facts, { expectedRevision, ...way });
  const read = async (stream: string) => all(client.readStream(stream));

  it('to a new stream gives the last revision and the position of its last fact', async () => {
    const stream = someStream();
    const first = await append(stream, noted(0), 'no_stream');
    expect(first).toMatchObject({ success: true, nextExpectedRevision: 0n });
    const both = await append(stream, [noted(1), noted(2)], 0n);
    expect(both.nextExpectedRevision).toBe(2n);
    const found = await read(stream);
    expect(numbersIn(found)).toEqual([0, 1, 2]);
    expect(both.position).toEqual(found[2]?.event?.position);
    expect(first.position).toEqual(found[0]?.event?.position);
  });

  it('at a wrong revision names the expected and the actual one', async () => {
    const stream = someStream();
    await append(stream, [noted(0), noted(1)], 'no_stream');
    const type = 'wrong-expected-version';
    const wrong = { type, streamName: stream, actualVersion: 1n };
    expect(await failureOf(append(stream, noted(2), 'no_stream'))).toMatchObject({
      ...wrong,
      expectedVersion: 'no_stream',
    });
    expect(await failureOf(append(stream, noted(2), 0n))).toMatchObject({ ...wrong, expectedVersion: 0n });
    expect(await failureOf(append(stream, noted(2), 7n))).toMatchObject({ ...wrong, expectedVersion: 7n });
    const absent = { type, expectedVersion: 'stream_exists', actualVersion: 'no_stream' };
    expect(await failureOf(append(someStream(), noted(0), 'stream_exists'))).toMatchObject(absent);
    expect(await failureOf(append(someStream(), noted(0), 3n))).toMatchObject({ type, actualVersion: 'no_stream' });
    expect(await read(stream)).toHaveLength(2);
  });

  it('of 50 at once at one revision lets exactly one win', async () => {
    const stream = someStream();
    const racers = Array.from({ length: 50 }, (_, n) => append(stream, noted(n), 'no_stream'));
    const results = await Promise.allSettled(racers);
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    expect(await read(stream)).toHaveLength(1);
  });

  it('of 300 sent without waiting at chained revisions keeps their order', async () => {
    const stream = someStream();
    const sent = Array.from({ length: 300 }, (_, n) => append(stream, noted(n), n === 0 ? 'no_stream' : BigInt(n - 1)));
    await Promise.all(sent);
    expect(numbersIn(await read(stream))).toEqual(Array.from({ length: 300 }, (_, n) => n));
  });

  it('repeated with the same ids and revision gives the first answer again', async () => {
    const stream = someStream();
    const facts = [noted(0), noted(1), noted(2)];
    const first = await append(stream, facts, 'no_stream');
    const more = [noted(3), noted(4)];
    const second = await append(stream, more, 2n);
    expect(await append(stream, facts, 'no_stream')).toEqual(first);
    expect(await append(stream, more, 2n)).toEqual(second);
    expect(await read(stream)).toHaveLength(5);
  });

  it('repeated by a prefix of it is taken as there already', async () => {
    const stream = someStream();
    const facts = [noted(0), noted(1), noted(2)];
    await append(stream, facts, 'no_stream');
    expect(await append(stream, facts.slice(0, 2), 'no_stream')).toMatchObject({
      success: true,
      nextExpectedRevision: 1n,
    });
    expect(await read(stream)).toHaveLength(3);
  });

  it('repeated with more facts, or at another revision, is a wrong one', async () => {
    const stream = someStream();
    const facts = [noted(0), noted(1)];
    await append(stream, facts, 'no_stream');
    const type = 'wrong-expected-version';
    expect(await failureOf(append(stream, [...facts, noted(2)], 'no_stream'))).toMatchObject({ type });
    expect(await failureOf(append(stream, facts, 0n))).toMatchObject({ type });
    expect(await read(stream)).toHaveLength(2);
  });

  it('repeated at any revision is known by memory while the node lives', async () => {
    const stream = someStream();
    const fact = noted(0);
    const first = await append(stream, fact, 'any');
    expect(await append(stream, fact, 'any')).toEqual(first);
    expect(await append(stream, fact, 'stream_exists')).toEqual(first);
    expect(await read(stream)).toHaveLength(1);
  });

  it('of other content under a known id writes nothing and succeeds', async () => {
    const stream = someStream();
    const id = randomUUID();
    const first = await append(stream, noted(0, id), 'no_stream');
    expect(await append(stream, noted(99, id), 'no_stream')).toEqual(first);
    expect(numbersIn(await read(stream))).toEqual([0]);
  });

  it('with one id twice stores both facts', async () => {
    const stream = someStream();
    const id = randomUUID();
    await append(stream, [noted(0, id), noted(1, id)], 'no_stream');
    expect(numbersIn(await read(stream))).toEqual([0, 1]);
  });

  it('of more than 1 048 576 bytes is refused whole', async () => {
    const stream = someStream();
    const large = Array.from({ length: 3 }, () => jsonEvent({ type: 'Large', data: { text: 'x'.repeat(400_000) } }));
    const failure = await failureOf(append(stream, large, 'no_stream'));
    expect(failure).toMatchObject({ type: 'maximum-append-size-exceeded', maxAppendSize: 1_048_576 });
    expect(await failureOf(read(stream))).toMatchObject({ type: 'stream-not-found' });
    await append(stream, large.slice(0, 2), 'no_stream');
  });

  it('of nothing succeeds and leaves no stream', async () => {
    const stream = someStream();
    expect(await append(stream, [], 'no_stream')).toMatchObject({ success: true });
    expect(await failureOf(read(stream))).toMatchObject({ type: 'stream-not-found' });
    expect(await append(stream, noted(0), 'no_stream')).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('takes any stream name but the empty one', async () => {
    expect(await failureOf(append('', noted(0), 'any'))).toMatchObject({ type: 'unknown' });
    for (const odd of [' a/b ', 'ünïcødé 日本 🦆', '$all', 'x'.repeat(70_000)]) {
      const stream = `${odd}${randomUUID()}`;
      await append(stream, noted(0), 'no_stream');
      expect((await read(stream))[0]?.event?.streamId).toBe(stream);
    }
  });

  it('gives ids back in lower case', async () => {
    const stream = someStream();
    const id = randomUUID();
    await append(stream, noted(0, id.toUpperCase()), 'no_stream');
    expect((await read(stream))[0]?.event?.id).toBe(id);
    expect(await append(stream, noted(0, id), 'no_stream')).toMatchObject({ nextExpectedRevision: 0n });
  });

  it('gives JSON back parsed, bytes as they are, and metadata parsed if it is JSON', async () => {
    const stream = someStream();
    const data = { text: 'ünïcødé 🦆', big: 9_007_199_254_740_991, list: [null, true] };
    const bytes = Uint8Array.from([0, 255, 7]);
    const json = jsonEvent({ type: 'Json', data, metadata: { by: 'me' } });
    const binary = binaryEvent({ type: 'Binary', data: bytes, metadata: bytes });
    await append(stream, [json, binary], 'no_stream');
    const [first, second] = await read(stream);
    expect(first?.event).toMatchObject({ isJson: true, type: 'Json', data, metadata: { by: 'me' } });
    expect(second?.event).toMatchObject({ isJson: false, type: 'Binary', data: bytes, metadata: bytes });
    expect(Math.abs(Date.now() - Number(first?.event?.created))).toBeLessThan(60_000);
  });
});
