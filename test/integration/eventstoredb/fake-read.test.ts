import { BACKWARDS, END, START, excludeSystemEvents, type EventStoreDBClient } from '@eventstore/db-client';
import {
  ONE_CALL,
  all,
  failureOf,
  noted,
  numbersIn,
  openRawClient,
  someStream,
} from '../../support/eventstoredb/raw-client.js';

let client: EventStoreDBClient;
let close: () => Promise<void>;
let stream: string;
/** The position of each noted fact. */
let positions: { commit: bigint; prepare: bigint }[];

beforeAll(async () => {
  ({ client, close } = await openRawClient());
  stream = someStream();
  await client.appendToStream(
    stream,
    [0, 1, 2, 3, 4].map((n) => noted(n)),
    { expectedRevision: 'no_stream', ...ONE_CALL },
  );
  const found = await all(client.readStream(stream));
  positions = found.map(({ event }) => event?.position ?? { commit: -1n, prepare: -1n });
});
afterAll(() => close());

describe('a read of one stream', () => {
  const read = async (options: Parameters<EventStoreDBClient['readStream']>[1]) =>
    numbersIn(await all(client.readStream(stream, options)));

  it('begins with the revision that is named', async () => {
    expect(await read({ fromRevision: 2n })).toEqual([2, 3, 4]);
    expect(await read({ fromRevision: 1n, maxCount: 2 })).toEqual([1, 2]);
  });

  it('backwards begins with it too, and from the start gives fact 0', async () => {
    expect(await read({ direction: BACKWARDS, fromRevision: 2n })).toEqual([2, 1, 0]);
    expect(await read({ direction: BACKWARDS, fromRevision: END, maxCount: 1 })).toEqual([4]);
    expect(await read({ direction: BACKWARDS, fromRevision: START })).toEqual([0]);
  });

  it('beyond the end gives nothing', async () => expect(await read({ fromRevision: 99n })).toEqual([]));

  it('that is missing fails while it is iterated', async () => {
    const missing = someStream();
    const failure = await failureOf(all(client.readStream(missing)));
    expect(failure).toMatchObject({ type: 'stream-not-found', streamName: missing });
  });

  it('of no facts, or forwards from the end, is an unknown error', async () => {
    expect(await failureOf(read({ maxCount: 0 }))).toMatchObject({ type: 'unknown' });
    expect(await failureOf(read({ fromRevision: END }))).toMatchObject({ type: 'unknown' });
  });
});

describe('a read of the whole log', () => {
  const read = (options: Parameters<EventStoreDBClient['readAll']>[0]) => all(client.readAll(options));

  it("begins with the fact at the position, which must be a fact's own", async () => {
    const [, , third] = positions;
    const found = await read({ fromPosition: third });
    expect(numbersIn(found).slice(0, 3)).toEqual([2, 3, 4]);
    const off = { commit: third!.commit + 1n, prepare: third!.prepare + 1n };
    const failure = await failureOf(read({ fromPosition: off }));
    expect(failure).toMatchObject({ type: 'unknown', code: 2, message: '2 UNKNOWN: Unexpected ReadAllResult: Error' });
  });

  it('stops after the count, and backwards from the end begins with the newest', async () => {
    expect(numbersIn(await read({ fromPosition: positions[1], maxCount: 2 }))).toEqual([1, 2]);
    const [newest] = await read({ direction: BACKWARDS, fromPosition: END, maxCount: 1 });
    const log = await read({});
    expect(newest?.event?.position).toEqual(log.at(-1)?.event?.position);
  });

  it('gives each fact a position of its own, rising, in irregular steps, commit like prepare', async () => {
    const found = (await read({})).map(({ event }) => event!.position);
    found.forEach(({ commit, prepare }, index) => {
      expect(prepare).toBe(commit);
      if (index > 0) expect(commit).toBeGreaterThan(found[index - 1]!.commit);
    });
    expect(new Set(found.map(({ commit }, index) => commit - (found[index - 1]?.commit ?? 0n))).size).toBeGreaterThan(
      2,
    );
  });

  it('holds facts of the node itself', async () => {
    const types = (await read({})).map(({ event }) => event?.type);
    expect(types).toEqual(expect.arrayContaining(['$metadata']));
    expect(types.some((type) => type?.startsWith('$stats'))).toBe(true);
  });

  it('ignores a filter in silence', async () => {
    const options: object = { filter: excludeSystemEvents() };
    const types = (await read(options)).map(({ event }) => event?.type ?? '');
    expect(types.some((type) => type.startsWith('$'))).toBe(true);
  });
});
