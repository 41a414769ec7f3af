import type { ServiceError } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { handlerThrew, streamDeleted, unknownError } from './node-errors.js';
import type { NodeLog } from './node-log.js';
import { LAST_REVISION, type StoredFact } from './stored-fact.js';

/** The facts of a plain read in its order, or why there are none. */
export type ReadAnswer =
  | { readonly kind: 'facts'; readonly facts: Iterable<StoredFact> }
  | { readonly kind: 'stream-not-found' }
  | { readonly kind: 'error'; readonly error: ServiceError };

export const isBackwards = (options: streams.ReadReq.Options): boolean =>
  options.getReadDirection() === streams.ReadReq.Options.ReadDirection.BACKWARDS;

export const nameOf = (identifier: { getStreamName_asU8(): Uint8Array } | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

/** Facts by index, from `first` to `last`, whichever way that goes. */
function* between(facts: readonly StoredFact[], first: number, last: number, count: bigint): Iterable<StoredFact> {
  const step = first <= last ? 1 : -1;
  let left = count;
  for (let index = first; left > 0n; index += step, left--) {
    const fact = facts[index];
    if (fact) yield fact;
    if (index === last) return;
  }
}

const NOTHING: ReadAnswer = { kind: 'facts', facts: [] };
const error = (cause: ServiceError): ReadAnswer => ({ kind: 'error', error: cause });

export const readOneStream = (log: NodeLog, options: streams.ReadReq.Options): ReadAnswer => {
  const asked = options.getStream();
  const name = nameOf(asked?.getStreamIdentifier());
  const count = BigInt(options.getCount());
  const backwards = isBackwards(options);
  if (!asked || name === '' || count === 0n || (asked.hasEnd() && !backwards)) return error(handlerThrew());
  const stream = log.stream(name);
  if (stream?.tombstone) return error(streamDeleted(name));
  if (!stream?.readable) return { kind: 'stream-not-found' };
  const from = asked.hasRevision() ? BigInt(asked.getRevision()) : asked.hasEnd() ? LAST_REVISION : 0n;
  const [lowest, highest] = [stream.firstReadable, stream.last];
  if (backwards) {
    const first = from > highest ? highest : from;
    return first < lowest ? NOTHING : facts(between(stream.facts, Number(first), Number(lowest), count));
  }
  const first = from < lowest ? lowest : from;
  return first > highest ? NOTHING : facts(between(stream.facts, Number(first), Number(highest), count));
};

const facts = (found: Iterable<StoredFact>): ReadAnswer => ({ kind: 'facts', facts: found });

/** The index of the fact whose own position is given; undefined where no fact begins. */
export const indexAt = (log: NodeLog, position: streams.ReadReq.Options.Position): number | undefined => {
  const [commit, prepare] = [BigInt(position.getCommitPosition()), BigInt(position.getPreparePosition())];
  const index = log.indexAfter(commit) - 1;
  return commit === prepare && log.facts[index]?.position === commit ? index : undefined;
};

/**
 * Forwards a position is where a fact begins, so that fact comes first; backwards it is where reading ends, so the one
 * before it does. A filter is ignored without a word.
 */
export const readTheLog = (log: NodeLog, options: streams.ReadReq.Options): ReadAnswer => {
  const asked = options.getAll();
  const count = BigInt(options.getCount());
  const backwards = isBackwards(options);
  if (!asked || count === 0n || (asked.hasEnd() && !backwards)) return error(handlerThrew());
  const position = asked.getPosition();
  const last = log.facts.length - 1;
  let at: number | undefined = asked.hasEnd() ? last + 1 : 0;
  if (position) at = indexAt(log, position);
  if (at === undefined) return error(unknownError('Unexpected ReadAllResult: Error'));
  if (backwards) return at === 0 ? NOTHING : facts(between(log.facts, at - 1, 0, count));
  return at > last ? NOTHING : facts(between(log.facts, at, last, count));
};
