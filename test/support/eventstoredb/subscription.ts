import { randomUUID } from 'node:crypto';
import type streams from '@eventstore/db-client/generated/streams_pb.js';
import { caughtUpMessage, checkpointMessage, confirmationMessage, factMessage } from './fact-message.js';
import { filterOf, type FactFilter } from './fact-filter.js';
import { consumerTooSlow, handlerThrew, streamDeleted } from './node-errors.js';
import type { NodeLog } from './node-log.js';
import { indexAt, nameOf } from './read-request.js';
import { ReaderOutlet, type ReaderCall } from './reader-call.js';
import type { StoredFact } from './stored-fact.js';

/** What a subscription follows: a growing list, and where in it to begin. */
interface Followed {
  readonly facts: () => readonly StoredFact[];
  readonly from: number;
  /** Set for one stream: its tombstone ends the subscription. */
  readonly stream?: string;
}

const NO_FACTS: readonly StoredFact[] = [];

const followLog = (log: NodeLog, asked: streams.ReadReq.Options.AllOptions): Followed | undefined => {
  const position = asked.getPosition();
  const facts = () => log.facts;
  if (!position) return { facts, from: asked.hasEnd() ? log.facts.length : 0 };
  const beyond = BigInt(position.getCommitPosition()) > (log.facts.at(-1)?.position ?? -1n);
  if (beyond) return { facts, from: log.facts.length };
  const at = indexAt(log, position);
  return at === undefined ? undefined : { facts, from: at + 1 };
};

const followStream = (log: NodeLog, asked: streams.ReadReq.Options.StreamOptions): Followed => {
  const stream = nameOf(asked.getStreamIdentifier());
  const facts = () => log.stream(stream)?.facts ?? NO_FACTS;
  const after = asked.hasRevision() ? Number(asked.getRevision()) + 1 : asked.hasEnd() ? facts().length : 0;
  return { facts, from: Math.max(after, Number(log.stream(stream)?.firstReadable ?? 0n)), stream };
};

/** One subscription of one client: first all facts after its start, then each as it comes, until it is cancelled. */
class Subscription {
  private cursor: number;
  private live = false;
  private considered = 0;
  private wake: () => void = () => {};
  private readonly outlet: ReaderOutlet;

  constructor(
    private readonly log: NodeLog,
    private readonly call: ReaderCall,
    private readonly followed: Followed,
    private readonly filter: FactFilter | undefined,
    private readonly unreadLimit: number,
  ) {
    this.cursor = followed.from;
    this.outlet = new ReaderOutlet(call);
  }

  async run(): Promise<void> {
    const stopListening = this.log.onEntry(() => this.onEntry());
    this.call.on('cancelled', () => this.wake());
    try {
      await this.outlet.send(confirmationMessage(randomUUID()));
      while (!this.outlet.closed) {
        await this.sendUnread();
        if (this.isDeleted()) return void this.call.emit('error', streamDeleted(this.followed.stream ?? ''));
        if (!this.live) await this.outlet.send(caughtUpMessage());
        this.live = true;
        await this.nextEntry();
      }
    } finally {
      stopListening();
    }
  }

  private isDeleted(): boolean {
    const { stream } = this.followed;
    return stream !== undefined && this.log.stream(stream)?.tombstone !== undefined;
  }

  private get unread(): number {
    return this.followed.facts().length - this.cursor;
  }

  /** A reader that fell behind while catching up is waited for; one that was live is not. */
  private onEntry(): void {
    if (this.live && !this.outlet.closed && this.unread > this.unreadLimit) this.call.emit('error', consumerTooSlow());
    this.wake();
  }

  private async sendUnread(): Promise<void> {
    while (this.unread > 0 && !this.outlet.closed) {
      const fact = this.followed.facts()[this.cursor++] as StoredFact;
      if (!this.filter || this.filter.matches(fact)) await this.outlet.send(factMessage(fact));
      else await this.outlet.turn();
      await this.checkpoint(fact);
    }
  }

  private async checkpoint(fact: StoredFact): Promise<void> {
    if (!this.filter || ++this.considered < this.filter.checkpointEvery) return;
    this.considered = 0;
    await this.outlet.send(checkpointMessage(fact.position));
  }

  private nextEntry(): Promise<void> {
    if (this.unread > 0) return Promise.resolve();
    return new Promise((resolve) => (this.wake = resolve));
  }
}

/** @param unreadLimit facts that a live subscriber may be behind before it is dropped */
export const subscribe = async (log: NodeLog, call: ReaderCall, unreadLimit: number): Promise<void> => {
  const options = call.request.getOptions();
  const [all, stream] = [options?.getAll(), options?.getStream()];
  const followed = all ? followLog(log, all) : stream && followStream(log, stream);
  if (!options || !followed) return void call.emit('error', handlerThrew());
  await new Subscription(log, call, followed, filterOf(options), unreadLimit).run();
};
