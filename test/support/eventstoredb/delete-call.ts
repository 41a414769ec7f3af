import type { ServerUnaryCall, sendUnaryData } from '@grpc/grpc-js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { expectedOf } from './append-request.js';
import type { AppendSide } from './append-side.js';
import { handlerThrew, streamDeleted, wrongExpectedVersion } from './node-errors.js';
import type { AppendOutcome } from './node-log.js';
import { nameOf } from './read-request.js';

type Asked = streams.DeleteReq.Options | streams.TombstoneReq.Options;

/** @throws a failure with the trailers of its kind */
const positionOf = (stream: string, outcome: AppendOutcome): string => {
  if (outcome.kind === 'deleted') throw streamDeleted(stream);
  if (outcome.kind === 'conflict') throw wrongExpectedVersion(stream, outcome.expected, outcome.current);
  return outcome.position.toString();
};

const decide = (side: AppendSide, asked: Asked | undefined, kind: 'softDelete' | 'hardDelete'): string => {
  const elsewhere = side.elsewhere();
  if (elsewhere) throw elsewhere;
  const stream = nameOf(asked?.getStreamIdentifier());
  if (!asked || stream === '') throw handlerThrew();
  return positionOf(stream, side.log[kind](stream, expectedOf(asked)));
};

const settle = <T>(reply: sendUnaryData<T>, work: () => T): void => {
  try {
    reply(null, work());
  } catch (error) {
    reply(error instanceof Error ? error : handlerThrew());
  }
};

/** A soft delete: the stream may come back. */
export const handleDelete = (
  side: AppendSide,
  call: ServerUnaryCall<streams.DeleteReq, streams.DeleteResp>,
  reply: sendUnaryData<streams.DeleteResp>,
): void =>
  settle(reply, () => {
    const position = decide(side, call.request.getOptions(), 'softDelete');
    const at = new streams.DeleteResp.Position().setCommitPosition(position).setPreparePosition(position);
    return new streams.DeleteResp().setPosition(at);
  });

/** A tombstone: the stream never comes back. */
export const handleTombstone = (
  side: AppendSide,
  call: ServerUnaryCall<streams.TombstoneReq, streams.TombstoneResp>,
  reply: sendUnaryData<streams.TombstoneResp>,
): void =>
  settle(reply, () => {
    const position = decide(side, call.request.getOptions(), 'hardDelete');
    const at = new streams.TombstoneResp.Position().setCommitPosition(position).setPreparePosition(position);
    return new streams.TombstoneResp().setPosition(at);
  });
