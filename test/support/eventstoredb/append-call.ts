import type { ServerReadableStream, ServiceError, sendUnaryData } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { expectedOf, proposedFact, refuse } from './append-request.js';
import { underFault, type AppendSide } from './append-side.js';
import { appendTooLarge, handlerThrew, streamDeleted } from './node-errors.js';
import type { AppendOutcome } from './node-log.js';
import { nameOf } from './read-request.js';
import { appendSize, type Expected, type ProposedFact } from './stored-fact.js';

const { AppendResp } = streams;

const success = (revision: bigint, position: bigint): streams.AppendResp.Success => {
  const at = new AppendResp.Position().setCommitPosition(position.toString()).setPreparePosition(position.toString());
  const answer = new AppendResp.Success().setPosition(at);
  return revision < 0n ? answer.setNoStream(new shared.Empty()) : answer.setCurrentRevision(revision.toString());
};

const wrongVersion = (current: bigint, expected: Expected): streams.AppendResp.WrongExpectedVersion => {
  const answer = new AppendResp.WrongExpectedVersion();
  if (current < 0n) answer.setCurrentNoStream(new shared.Empty());
  else answer.setCurrentRevision(current.toString());
  if (expected === 'any') return answer.setExpectedAny(new shared.Empty());
  if (expected === 'no_stream') return answer.setExpectedNoStream(new shared.Empty());
  if (expected === 'stream_exists') return answer.setExpectedStreamExists(new shared.Empty());
  return answer.setExpectedRevision(expected.toString());
};

const answer = (stream: string, outcome: AppendOutcome, reply: sendUnaryData<streams.AppendResp>): void => {
  if (outcome.kind === 'deleted') return reply(streamDeleted(stream));
  if (outcome.kind === 'appended') {
    return reply(null, new AppendResp().setSuccess(success(outcome.revision, outcome.position)));
  }
  const { current, expected } = outcome;
  reply(null, new AppendResp().setWrongExpectedVersion(wrongVersion(current, expected)));
};

/** One append in a call of its own: the options come first, then each fact. */
export const handleAppend = (
  side: AppendSide,
  call: ServerReadableStream<streams.AppendReq, streams.AppendResp>,
  reply: sendUnaryData<streams.AppendResp>,
): void => {
  let options: streams.AppendReq.Options | undefined;
  let refused: ServiceError | undefined;
  let size = 0;
  const facts: ProposedFact[] = [];
  call.on('data', (request: streams.AppendReq) => {
    options ??= request.getOptions();
    const proposed = request.getProposedMessage();
    if (!proposed || refused) return;
    const fact = proposedFact(proposed);
    size += appendSize(fact);
    refused = size > side.maxAppendSize ? appendTooLarge(side.maxAppendSize) : refuse(fact);
    facts.push(fact);
  });
  call.on('end', () => {
    const stream = nameOf(options?.getStreamIdentifier());
    const error = side.elsewhere() ?? refused ?? (options && stream !== '' ? undefined : handlerThrew());
    if (error || !options) return reply(error ?? handlerThrew());
    const expected = expectedOf(options);
    underFault(
      side,
      call.getPeer(),
      () => side.log.append(stream, facts, expected),
      (outcome) => answer(stream, outcome, reply),
    );
  });
};
