import codes from '@eventstore/db-client/generated/code_pb.js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import any from 'google-protobuf/google/protobuf/any_pb.js';
import empty from 'google-protobuf/google/protobuf/empty_pb.js';
import type { AppendOutcome } from './node-log.js';
import type { Expected } from './stored-fact.js';

const PACKAGE = 'event_store.client';

/** A failure with details, which the client tells apart by the name of their type. */
const failure = (code: codes.Code, message: string, type: string, details: Uint8Array): status.Status => {
  const packed = new any.Any();
  packed.pack(details, `${PACKAGE}.${type}`);
  return new status.Status().setCode(code).setMessage(message).setDetails(packed);
};

export const badRequest = (): status.Status =>
  failure(codes.Code.INVALID_ARGUMENT, 'BadRequest', 'BadRequest', new shared.BadRequest().serializeBinary());

export const unknown = (message: string): status.Status =>
  failure(codes.Code.UNKNOWN, message, 'Unknown', new shared.Unknown().serializeBinary());

export const tooLarge = (limit: number): status.Status =>
  failure(
    codes.Code.INVALID_ARGUMENT,
    'Maximum append size exceeded',
    'MaximumAppendSizeExceeded',
    new shared.MaximumAppendSizeExceeded().setMaxappendsize(limit).serializeBinary(),
  );

const streamDeleted = (stream: string): status.Status =>
  failure(
    codes.Code.FAILED_PRECONDITION,
    'Stream deleted',
    'StreamDeleted',
    new shared.StreamDeleted()
      .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)))
      .serializeBinary(),
  );

const wrongVersion = (current: bigint, expected: Expected): status.Status => {
  const details = new shared.WrongExpectedVersion();
  if (current < 0n) details.setCurrentNoStream(new empty.Empty());
  else details.setCurrentStreamRevision(current.toString());
  if (expected === 'any') details.setExpectedAny(new empty.Empty());
  else if (expected === 'no_stream') details.setExpectedNoStream(new empty.Empty());
  else if (expected === 'stream_exists') details.setExpectedStreamExists(new empty.Empty());
  else details.setExpectedStreamPosition(expected.toString());
  const message = 'Wrong expected version';
  return failure(codes.Code.FAILED_PRECONDITION, message, 'WrongExpectedVersion', details.serializeBinary());
};

const success = (revision: bigint, position: bigint): streams.BatchAppendResp.Success => {
  const at = new shared.AllStreamPosition()
    .setCommitPosition(position.toString())
    .setPreparePosition(position.toString());
  const answer = new streams.BatchAppendResp.Success().setPosition(at);
  return revision < 0n ? answer.setNoStream(new empty.Empty()) : answer.setCurrentRevision(revision.toString());
};

/** The part of an answer that says how the append went. */
export const batchResult = (
  stream: string,
  outcome: AppendOutcome,
): status.Status | streams.BatchAppendResp.Success => {
  if (outcome.kind === 'deleted') return streamDeleted(stream);
  if (outcome.kind === 'conflict') return wrongVersion(outcome.current, outcome.expected);
  return success(outcome.revision, outcome.position);
};
