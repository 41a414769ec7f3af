import type { ServerDuplexStream } from '@grpc/grpc-js';
import shared from '@eventstore/db-client/generated/shared_pb.js';
import status from '@eventstore/db-client/generated/status_pb.js';
import streams from '@eventstore/db-client/generated/streams_pb.js';
import { expectedOf, proposedFact, refuse } from './append-request.js';
import { underFault, type AppendSide } from './append-side.js';
import { badRequest, batchResult, tooLarge, unknown } from './batch-answers.js';
import { nameOf } from './read-request.js';
import { appendSize, type Expected, type ProposedFact } from './stored-fact.js';

export type BatchCall = ServerDuplexStream<streams.BatchAppendReq, streams.BatchAppendResp>;

/** An append of which not all parts have come. */
interface Pending {
  readonly stream: string;
  readonly expected: Expected;
  readonly facts: ProposedFact[];
}

/** The stream that all appends of one client share. Each append may come in parts; each is answered by its id. */
class BatchStream {
  private readonly pending = new Map<string, Pending>();
  private readonly timers = new Set<NodeJS.Timeout>();

  constructor(
    private readonly side: AppendSide,
    private readonly call: BatchCall,
  ) {}

  run(): void {
    this.call.on('data', (request: streams.BatchAppendReq) => this.take(request));
    this.call.on('end', () => this.call.end());
    this.call.on('cancelled', () => this.timers.forEach(clearTimeout));
  }

  private take(request: streams.BatchAppendReq): void {
    const elsewhere = this.side.elsewhere();
    if (elsewhere) return void this.call.emit('error', elsewhere);
    const id = request.getCorrelationId()?.getString() ?? '';
    const append = this.pending.get(id) ?? begun(request.getOptions());
    this.pending.set(id, append);
    append.facts.push(...request.getProposedMessagesList().map(proposedFact));
    if (!request.getIsFinal()) return;
    this.pending.delete(id);
    this.decide(id, append);
  }

  private decide(id: string, { stream, expected, facts }: Pending): void {
    const { log, maxAppendSize } = this.side;
    if (facts.some((fact) => refuse(fact))) return this.answerTwice(id, stream);
    if (stream === '') return this.answer(id, stream, unknown('Stream name is empty'));
    const size = facts.reduce((sum, fact) => sum + appendSize(fact), 0);
    if (size > maxAppendSize) return this.answer(id, stream, tooLarge(maxAppendSize));
    underFault(
      this.side,
      this.call.getPeer(),
      () => log.append(stream, facts, expected),
      (outcome) => this.answer(id, stream, batchResult(stream, outcome)),
    );
  }

  /** A bad append times out besides being refused, and the second answer finds nobody waiting in the client. */
  private answerTwice(id: string, stream: string): void {
    this.answer(id, stream, badRequest());
    const timer = setTimeout(() => {
      this.timers.delete(timer);
      this.answer(id, stream, badRequest());
    }, this.side.secondAnswerMs);
    this.timers.add(timer);
  }

  private answer(id: string, stream: string, result: status.Status | streams.BatchAppendResp.Success): void {
    if (this.call.cancelled || this.call.writableEnded) return;
    const response = new streams.BatchAppendResp()
      .setCorrelationId(new shared.UUID().setString(id))
      .setStreamIdentifier(new shared.StreamIdentifier().setStreamName(Buffer.from(stream)));
    if (result instanceof status.Status) response.setError(result);
    else response.setSuccess(result);
    this.call.write(response);
  }
}

const begun = (options: streams.BatchAppendReq.Options | undefined): Pending => {
  const facts: ProposedFact[] = [];
  if (!options) return { stream: '', expected: 'any', facts };
  const expected = expectedOf({
    hasRevision: () => options.hasStreamPosition(),
    getRevision: () => options.getStreamPosition(),
    hasNoStream: () => options.hasNoStream(),
    hasStreamExists: () => options.hasStreamExists(),
  });
  return { stream: nameOf(options.getStreamIdentifier()), expected, facts };
};

export const handleBatchAppend = (side: AppendSide, call: BatchCall): void => new BatchStream(side, call).run();
