import type { ServerWritableStream } from '@grpc/grpc-js';
import type streams from '@eventstore/db-client/generated/streams_pb.js';

/** Answers are written as bytes, because a fact is encoded once for all its readers. */
export type ReaderCall = ServerWritableStream<streams.ReadReq, Buffer>;

/** Messages that may wait for a slow reader inside one call. */
const MAX_WAITING = 256;
/** After so many messages others get a turn, so that a long read stops neither appends nor its own cancelling. */
const TURN = 512;

/** Room again, or nobody left to wait for it. */
const ENDS_OF_WAITING = ['drain', 'finish', 'cancelled'];

const drained = (call: ReaderCall): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      for (const event of ENDS_OF_WAITING) call.off(event, done);
      resolve();
    };
    for (const event of ENDS_OF_WAITING) call.on(event, done);
  });

/** Sends at the reader's pace. */
export class ReaderOutlet {
  private sent = 0;

  constructor(private readonly call: ReaderCall) {}

  /** Whether the call is over, by the client's will or because an error was sent. */
  get closed(): boolean {
    return this.call.cancelled || this.call.writableEnded;
  }

  /** Resolves when there is room for the next message, at once for most. */
  async send(message: Buffer): Promise<void> {
    if (this.closed) return;
    this.call.write(message);
    if (this.call.writableLength >= MAX_WAITING) await drained(this.call);
    await this.turn();
  }

  /** To be called for what is looked at but not sent. */
  async turn(): Promise<void> {
    if (++this.sent % TURN === 0) await new Promise((resolve) => setImmediate(resolve));
  }
}
