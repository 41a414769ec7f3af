/** What a stream must be for an append to be taken: nothing asked, absent, present, or at an exact last revision. */
export type Expected = 'any' | 'no_stream' | 'stream_exists' | bigint;

/** A fact as a client proposes it. Ids are lower-case UUIDs; absent metadata is empty. */
export interface ProposedFact {
  readonly id: string;
  readonly type: string;
  readonly contentType: string;
  readonly data: Uint8Array;
  readonly metadata: Uint8Array;
}

/** A fact in the log. `position` is both commit and prepare; `created` counts .NET ticks (100 ns) since 1970. */
export interface StoredFact extends ProposedFact {
  readonly stream: string;
  readonly revision: bigint;
  readonly position: bigint;
  readonly created: bigint;
}

/** The last revision there can be: a tombstone stands there, and `$tb` at it marks a soft delete. */
export const LAST_REVISION = 9_223_372_036_854_775_807n;

/** What the node counts of a fact against the largest append, in bytes. */
export const appendSize = ({ type, data, metadata }: ProposedFact): number =>
  data.length + metadata.length + 2 * type.length;
