import type { FactMetadata, Position, RecordedFact } from '../../domain/shared/fact.js';

/** A fact about to be stored. `data` must be plain JSON: no bigint, undefined, function or cycle. */
export interface NewFact {
  readonly type: string;
  readonly data: unknown;
  readonly metadata: FactMetadata;
}

/** `none`: the stream must not exist; a number: its last version must be exactly this. There is no "any". */
export type ExpectedVersion = 'none' | number;

export interface AppendResult {
  /** Version of the last fact of the append. */
  readonly version: number;
  /** Position of the last fact of the append. */
  readonly position: Position;
  /** The facts as stored, in order. */
  readonly facts: readonly RecordedFact[];
}

export interface ReadStreamOptions {
  /** First version wanted; default 0. */
  readonly from?: number;
  readonly backwards?: boolean;
  readonly limit?: number;
}

export interface ReadAllOptions {
  /** Exclusive; absent = from the beginning. */
  readonly after?: Position;
  readonly limit?: number;
  /** Only facts of streams of these categories. */
  readonly categories?: readonly string[];
}

export interface SubscribeOptions {
  /** Exclusive; absent = from the beginning. */
  readonly after?: Position;
  readonly categories?: readonly string[];
}

/**
 * A subscription is pulled: facts in order, then it waits for new ones, for ever; it never ends by itself. The adapter
 * reconnects with back-off inside. `return()` (or break) closes it. Memory is bounded however slow the reader is.
 */
export type Subscription = AsyncIterable<RecordedFact>;

/** Someone else appended first: nothing was written. */
export class ConcurrencyError extends Error {
  override readonly name = 'ConcurrencyError';
  constructor(
    readonly stream: string,
    readonly expected: ExpectedVersion,
    readonly actual: number | 'none',
  ) {
    super(`${stream}: expected version ${expected}, found ${actual}`);
  }
}

/**
 * `not-applied`: surely nothing was written. `unknown`: it may have been; append the same facts with the same ids and
 * the same expected version again: a no-op if they had arrived.
 */
export class StoreUnavailable extends Error {
  override readonly name = 'StoreUnavailable';
  constructor(
    readonly outcome: 'not-applied' | 'unknown',
    message: string,
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

/** Asked for what lies after a position that is none of a fact of this log. A bug of the caller, or a reader's guess. */
export class UnknownPosition extends TypeError {
  override readonly name = 'UnknownPosition';
  constructor(position: Position, options?: ErrorOptions) {
    super(`not a position of this log: ${JSON.stringify(position)}`, options);
  }
}

export interface StoreHealth {
  readonly status: 'up' | 'down';
  readonly detail: string;
}

/** The log. One contract suite holds for every adapter. */
export abstract class EventStore {
  /** Identity of the store's data: a checkpoint of another store is refused by comparing it. */
  abstract storeId(): Promise<string>;
  /**
   * Appends atomically. The same facts (same event ids) at the same expected version again: succeeds with the original
   * version and position and writes nothing.
   * @throws ConcurrencyError, StoreUnavailable
   */
  abstract append(stream: string, facts: readonly NewFact[], expected: ExpectedVersion): Promise<AppendResult>;
  /** Facts of one stream in order; nothing for a stream that does not exist. */
  abstract readStream(stream: string, options?: ReadStreamOptions): AsyncIterable<RecordedFact>;
  /** All facts in position order; ends at the head. */
  abstract readAll(options?: ReadAllOptions): AsyncIterable<RecordedFact>;
  abstract subscribe(options?: SubscribeOptions): Subscription;
  /** Position of the last fact; undefined for an empty log. */
  abstract head(): Promise<Position | undefined>;
  abstract health(): StoreHealth;
  abstract close(): Promise<void>;
}
