import { randomUUID } from 'node:crypto';
import { once, type EventEmitter } from 'node:events';
import { EventStoreDBClient, jsonEvent, type JSONEventType } from '@eventstore/db-client';
import { startFakeNode } from './fake-node.js';

const PATIENCE_MS = 15_000;

export type Noted = JSONEventType<'Noted', { n: number }>;

/** Credentials given with the call choose the path of one call an append; in plain text they go no further. */
export const ONE_CALL = { credentials: { username: 'admin', password: 'changeit' } };

/** Both ways to append, for tests that each must pass. */
export const WAYS = [
  ['by one call', ONE_CALL],
  ['by the shared stream', {}],
] as const;

export const noted = (n: number, id: string = randomUUID()) => jsonEvent<Noted>({ id, type: 'Noted', data: { n } });

/** A stream name that no other test has. */
export const someStream = (category = 'note'): string => `${category}-${randomUUID()}`;

/** A client of the node under test: the real one at EVENTSTORE_URL, else a fake one of its own. */
export const openRawClient = async (): Promise<{ client: EventStoreDBClient; close: () => Promise<void> }> => {
  const url = process.env.EVENTSTORE_URL;
  const node = url ? undefined : await startFakeNode();
  const client = EventStoreDBClient.connectionString(url ?? node?.url ?? '');
  const close = async () => {
    await client.dispose();
    await node?.stop();
  };
  return { client, close };
};

/** What the client says of a failed call. Rejections and thrown errors alike; a success fails the test. */
export const failureOf = async (work: Promise<unknown>): Promise<Record<string, unknown>> => {
  try {
    await work;
  } catch (error) {
    return error as Record<string, unknown>;
  }
  throw new Error('the call succeeded');
};

/** All that an iteration yields. */
export const all = async <T>(read: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const one of read) found.push(one);
  return found;
};

/** The numbers of noted facts; NaN for others. */
export const numbersIn = (found: readonly { readonly event?: { readonly data: unknown } }[]): number[] =>
  found.map(({ event }) => Number((event?.data as { n?: number } | undefined)?.n));

/** Waits for an event of a stream. It fails on an error, if that is not what is waited for. */
export const heard = async (from: EventEmitter, event: string): Promise<unknown> => {
  const [what] = (await once(from, event, { signal: AbortSignal.timeout(PATIENCE_MS) })) as [unknown];
  return what;
};

/** Waits until something holds. */
export const until = async (holds: () => boolean, what: string): Promise<void> => {
  const deadline = Date.now() + PATIENCE_MS;
  while (!holds()) {
    if (Date.now() > deadline) throw new Error(`${what} did not come about`);
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
};
