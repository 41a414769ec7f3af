import type { ServerWritableStream } from '@grpc/grpc-js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';

/** Answers are written as bytes, because a fact is encoded once for all its readers. */
export type ReaderCall = ServerWritableStream<streams.ReadReq, Buffer>;

/** Messages that may wait for a slow reader inside one call. */
const MAX_WAITING = 256;
/** After so many messages others get a turn, so that a long read stops neither appends nor its own cancelling. */
const TURN = 512;

const drained = (call: ReaderCall): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      call.off('drain', done).off('cancelled', done);
      resolve();
    };
    call.on('drain', done).on('cancelled', done);
  });

/** Sends at the reader's pace. */
export class ReaderOutlet {
  private sent = 0;

  constructor(private readonly call: ReaderCall) {}

  get cancelled(): boolean {
    return this.call.cancelled;
  }

  /** Resolves when there is room for the next message, at once for most. */
  async send(message: Buffer): Promise<void> {
    if (this.call.cancelled) return;
    this.call.write(message);
    if (this.call.writableLength >= MAX_WAITING) await drained(this.call);
    await this.turn();
  }

  /** To be called for what is looked at but not sent. */
  async turn(): Promise<void> {
    if (++this.sent % TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}
