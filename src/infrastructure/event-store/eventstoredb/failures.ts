import { StoreUnavailable } from '../../../application/ports/event-store.port.js';

/** An append that the node refuses whatever happens: more bytes than it takes at once. */
export class AppendTooLarge extends Error {
  override readonly name = 'AppendTooLarge';
}

/** No node can be set to take more than this in one append. */
const MOST_BYTES = 16 * 1_024 * 1_024;

const tooLarge = (stream: string, bytes: number, most?: number): AppendTooLarge =>
  new AppendTooLarge(
    `${stream}: an append of ${bytes} bytes is above the limit${most === undefined ? '' : ` of ${most} bytes`} of the ` +
      'EventStoreDB node; append it in parts.',
  );

/** Before it is sent: the node would take longer to refuse it than a caller waits. @throws AppendTooLarge */
export const assertSendable = (stream: string, bytes: number): void => {
  if (bytes > MOST_BYTES) throw tooLarge(stream, bytes, MOST_BYTES);
};

/** A stream that somebody deleted for ever (a tombstone): no fact can be read from it or added to it. */
export class StreamTombstoned extends Error {
  override readonly name = 'StreamTombstoned';
}

/** What the client throws, seen by shape: its classes differ per copy of the package, and some errors have none. */
export interface ClientFailure {
  readonly type?: string;
  readonly code?: number;
  readonly message: string;
}

const UNAUTHENTICATED = 16;
const PERMISSION_DENIED = 7;
const RESOURCE_EXHAUSTED = 8;

export const failureOf = (error: unknown): ClientFailure => {
  const { type, code, message } = (error ?? {}) as Readonly<Record<string, unknown>>;
  return {
    ...(typeof type === 'string' ? { type } : {}),
    ...(typeof code === 'number' ? { code } : {}),
    message: typeof message === 'string' && message !== '' ? message : String(type ?? error),
  };
};

/** The call never left this process: there is no connection, or no node was found to make one to. */
const NEVER_SENT =
  /No connection established|Name resolution failed|Failed to discover|ECONNREFUSED|Failed to connect|No address/i;

const isRefusal = ({ type, code }: ClientFailure): boolean =>
  type === 'access-denied' || type === 'not-leader' || code === UNAUTHENTICATED || code === PERMISSION_DENIED;

const words = (failure: ClientFailure): string => {
  if (failure.type === 'access-denied' || failure.code === UNAUTHENTICATED || failure.code === PERMISSION_DENIED)
    return `EventStoreDB denies access (user, password, or the right to read $all?): ${failure.message}`;
  if (failure.type === 'not-leader') return `the EventStoreDB node is not the leader: ${failure.message}`;
  return `EventStoreDB: ${failure.message}`;
};

/**
 * What a failed append means. A wrong expected version is not among them: the appender looks at the stream first.
 * Whatever is not surely refused may have been stored.
 */
export const appendFailure = (error: unknown, stream: string, bytes: number): Error => {
  const failure = failureOf(error);
  const { maxAppendSize } = (error ?? {}) as { readonly maxAppendSize?: unknown };
  if (failure.type === 'maximum-append-size-exceeded' || failure.code === RESOURCE_EXHAUSTED) {
    return tooLarge(stream, bytes, typeof maxAppendSize === 'number' ? maxAppendSize : undefined);
  }
  if (failure.type === 'stream-deleted')
    return new StreamTombstoned(`${stream} was deleted for ever in EventStoreDB (a tombstone): use another id.`);
  const outcome = isRefusal(failure) || NEVER_SENT.test(failure.message) ? 'not-applied' : 'unknown';
  return new StoreUnavailable(outcome, words(failure), { cause: error });
};

/** What a failed read or subscription means: nothing was written, and it may work in a while. */
export const readFailure = (error: unknown, stream = ''): Error => {
  if (error instanceof StoreUnavailable) return error;
  const failure = failureOf(error);
  if (failure.type === 'stream-deleted')
    return new StreamTombstoned(`${stream} was deleted for ever in EventStoreDB (a tombstone).`);
  return new StoreUnavailable('not-applied', words(failure), { cause: error });
};

/** The node begins only at a record's own position; in these words it says that there is none. */
export const isNoPosition = (error: unknown): boolean =>
  /Unexpected ReadAllResult|Exception was thrown by handler/.test(failureOf(error).message);

export const isNotLeader = (error: unknown): boolean => failureOf(error).type === 'not-leader';
export const isStreamNotFound = (error: unknown): boolean => failureOf(error).type === 'stream-not-found';
export const isConflict = (error: unknown): boolean => failureOf(error).type === 'wrong-expected-version';
