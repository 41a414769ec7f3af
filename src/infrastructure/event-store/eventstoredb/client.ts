/** The one door to `@eventstore/db-client`. It is loaded when a node is to be reached, and not before. */
import type { AllStreamSubscription, EventData, EventStoreDBClient, StreamingRead } from '@eventstore/db-client';
import type { ConnectionSettings } from './connection-string.js';
import type { LogPosition } from './log-position.js';

/** A stored record as the client gives it; `data` and `metadata` are parsed where they are JSON. */
export interface LogRecord {
  readonly streamId: string;
  readonly revision: bigint;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: unknown;
  readonly isJson: boolean;
  readonly position: LogPosition;
}

/** One record of an append. `metadata` is text of JSON. */
export interface NewRecord {
  /** UUID in small letters. */
  readonly id: string;
  readonly type: string;
  readonly data: unknown;
  readonly metadata: string;
}

/** The part of a readable stream that we use: the client's own types do not fit those of Node's streams. */
export interface AnswerStream {
  readonly readableLength: number;
  /** `confirmation` comes from subscriptions alone. */
  on(event: 'readable' | 'end' | 'close' | 'confirmation', listener: () => void): unknown;
  on(event: 'error', listener: (error: Error) => void): unknown;
  /** An object with `event` (see {@link LogRecord}), which is undefined where only a link is left; or null. */
  read(): unknown;
  removeAllListeners(event: 'readable'): unknown;
  resume(): unknown;
}

export interface Call {
  readonly stream: AnswerStream;
  /** Ends the call at the node; safe to repeat. */
  release(): void;
}

export interface ReadOptions {
  readonly backwards: boolean;
  /** At least 1. */
  readonly maxCount?: number;
  /** Only the leader may answer: it alone surely knows what has just been appended. */
  readonly fromLeader?: boolean;
}

export interface SubscribeOptions {
  /** Exclusive; undefined: from the beginning. */
  readonly after: LogPosition | undefined;
  /** Which stream names; the node filters. */
  readonly filter: { readonly prefixes: string[] } | { readonly regex: string };
  /** Told in the order of the records: everything up to here has been looked at. Must not throw. */
  readonly onCheckpoint: (position: LogPosition) => void;
}

/** Records held back here for a reader that is busy: with facts of a megabyte, 64 MB. */
const BUFFERED = { highWaterMark: 64 };
/** Records that the node looks at, none of which is wanted, between two checkpoints. */
const SEARCH_WINDOW = 512;

const ignore = (): void => undefined;

/** Errors of a call that nobody waits for any more must not end the process. */
const callOf = (stream: AnswerStream, cancel: () => Promise<void>): Call => {
  stream.on('error', ignore);
  let released = false;
  const release = (): void => {
    if (released) return;
    released = true;
    // Without this the node would go on sending. What has come already is let run out: the client's streams end only
    // when they were read to their end, and dispose() waits for that.
    cancel().then(ignore, ignore);
    stream.removeAllListeners('readable');
    stream.resume();
  };
  return { stream, release };
};

export class NodeClient {
  private constructor(
    private readonly client: EventStoreDBClient,
    private readonly settings: ConnectionSettings,
  ) {}

  /** Contacts nobody yet. @throws what the client says of the connection string (a missing file of certificates) */
  static async load(settings: ConnectionSettings): Promise<NodeClient> {
    const { EventStoreDBClient: Client } = await import('@eventstore/db-client');
    return new NodeClient(Client.connectionString(settings.text), settings);
  }

  /**
   * The path of one call an append: credentials given with the call choose it. The client's default is a stream that all
   * appends of all clients share, which ignores deadlines and can hang for ever.
   */
  async append(stream: string, records: readonly NewRecord[], expected: bigint | 'no_stream') {
    const events = records.map(
      ({ id, type, data, metadata }) =>
        ({
          id,
          type,
          contentType: 'application/json',
          data,
          metadata: Uint8Array.from(Buffer.from(metadata)),
        }) as EventData,
    );
    return await this.client.appendToStream(stream, events, {
      expectedRevision: expected,
      requiresLeader: true,
      deadline: this.settings.deadlineMs,
      // Without TLS they are not sent.
      credentials: this.settings.credentials ?? { username: 'none', password: 'none' },
    });
  }

  /** From a revision on (inclusive), or backwards from the end. */
  readStream(stream: string, from: bigint | 'end', options: ReadOptions): Call {
    const { backwards, maxCount, fromLeader = false } = options;
    const read = this.client.readStream(
      stream,
      {
        fromRevision: from,
        direction: backwards ? 'backwards' : 'forwards',
        requiresLeader: fromLeader,
        ...(maxCount === undefined ? {} : { maxCount }),
      },
      BUFFERED,
    );
    return this.reading(read);
  }

  /** From a record's own position (inclusive), or backwards from the end. */
  readAll(from: LogPosition | 'end', options: ReadOptions): Call {
    const { backwards, maxCount } = options;
    const read = this.client.readAll(
      {
        fromPosition: from,
        direction: backwards ? 'backwards' : 'forwards',
        ...(maxCount === undefined ? {} : { maxCount }),
      },
      BUFFERED,
    );
    return this.reading(read);
  }

  /** Emits `confirmation` once the node has taken it. */
  subscribe({ after, filter, onCheckpoint }: SubscribeOptions): Call {
    const subscription: AllStreamSubscription = this.client.subscribeToAll(
      {
        fromPosition: after ?? 'start',
        filter: {
          filterOn: 'streamName',
          ...filter,
          maxSearchWindow: SEARCH_WINDOW,
          checkpointInterval: 1,
          checkpointReached: (_, position) => onCheckpoint(position),
        },
      },
      BUFFERED,
    );
    return callOf(subscription, () => subscription.unsubscribe());
  }

  /** Ends whatever call is still open: one alone would keep the process alive. */
  async dispose(): Promise<void> {
    await this.client.dispose();
  }

  private reading(read: StreamingRead<unknown>): Call {
    return callOf(read, () => read.cancel());
  }
}
