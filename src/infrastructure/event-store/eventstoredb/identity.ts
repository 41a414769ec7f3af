import { randomUUID } from 'node:crypto';
import type { LogRecord } from './client.js';
import { appendFailure, isConflict, isStreamNotFound, readFailure } from './failures.js';
import type { ReaderParts } from './log-reader.js';
import type { LogPosition } from './log-position.js';

export interface StoreIdentity {
  readonly id: string;
  /** Where its fact stands: the log begins behind it. */
  readonly origin: LogPosition;
}

const read = async ({ client, streams, calls, deadlineMs }: ReaderParts): Promise<StoreIdentity | undefined> => {
  const options = { backwards: false, maxCount: 1, fromLeader: true };
  const reader = calls.reader(client.readStream(streams.identity, 0n, options));
  try {
    const [record] = (await reader.take(deadlineMs)) as readonly (LogRecord | undefined)[];
    const { id } = (record?.data ?? {}) as { readonly id?: unknown };
    return record && typeof id === 'string' ? { id, origin: record.position } : undefined;
  } catch (error) {
    if (isStreamNotFound(error)) return undefined;
    throw readFailure(error, streams.identity);
  } finally {
    reader.close();
  }
};

/**
 * The name of a log is its first fact, in a stream that readers never see. It is written once: of two processes that
 * open a new log at the same time, one is refused and takes the other's name.
 */
export const identityOf = async (parts: ReaderParts): Promise<StoreIdentity> => {
  const known = await read(parts);
  if (known) return known;
  const { client, streams } = parts;
  const record = { id: randomUUID(), type: 'StoreNamed', data: { id: randomUUID() }, metadata: '{}' };
  await client.append(streams.identity, [record], 'no_stream').catch((error: unknown) => {
    if (!isConflict(error)) throw appendFailure(error, streams.identity, 0);
  });
  const named = await read(parts);
  if (!named) throw new Error(`${streams.identity} holds no name of the log`);
  return named;
};
