import { PRIORITIES, type Message, type Priority } from '../../../domain/messages/message.js';
import type { Position } from '../../../domain/shared/fact.js';

interface Waiting {
  readonly message: Message;
  /** Of what arrived before it. */
  readonly before: Position;
}

/** Messages that found no room; told to the listener before the next one. */
export interface Lost {
  readonly count: number;
  readonly first: Position;
  readonly last: Position;
}

/** What waits for one listener: the most urgent first, in order among equals, and never more than the limit. */
export class MessageQueue {
  private readonly lanes: Readonly<Record<Priority, Waiting[]>> = { critical: [], high: [], normal: [], low: [] };
  private waiting = 0;
  private arrived: Position;
  private lost: Lost | undefined;

  constructor(
    private readonly limit: number,
    /** What lies before is not of this queue. */
    start: Position,
  ) {
    this.arrived = start;
  }

  get size(): number {
    return this.waiting;
  }

  /** Everything up to here has been taken, expired or was told as lost: a listener that resumes behind it misses none. */
  get settledUpTo(): Position {
    const heads = PRIORITIES.map((priority) => this.lanes[priority][0]).filter((head) => head !== undefined);
    const [first, ...rest] = heads;
    if (first === undefined) return this.arrived;
    return rest.reduce((oldest, head) => (head.message.position < oldest.message.position ? head : oldest), first)
      .before;
  }

  /**
   * A store may deliver a fact again after it was away: that is no new message. Where there is no room the oldest of
   * the least urgent gives way, if it is less urgent; else the new one is lost.
   */
  offer(message: Message): void {
    const before = this.arrived;
    if (message.position <= before) return;
    this.arrived = message.position;
    if (this.waiting >= this.limit && !this.makeRoomFor(message)) return this.lose(message);
    this.lanes[message.priority].push({ message, before });
    this.waiting += 1;
  }

  take(): Message | undefined {
    for (const priority of PRIORITIES) {
      const next = this.lanes[priority].shift();
      if (next === undefined) continue;
      this.waiting -= 1;
      return next.message;
    }
    return undefined;
  }

  /** What was lost since this was asked last. */
  takeLost(): Lost | undefined {
    const { lost } = this;
    this.lost = undefined;
    return lost;
  }

  private makeRoomFor({ priority }: Message): boolean {
    const lessUrgent = PRIORITIES.slice(PRIORITIES.indexOf(priority) + 1).reverse();
    const lane = lessUrgent.map((each) => this.lanes[each]).find(({ length }) => length > 0);
    const given = lane?.shift();
    if (given === undefined) return false;
    this.waiting -= 1;
    this.lose(given.message);
    return true;
  }

  private lose({ position }: Message): void {
    const { count = 0, first = position, last = position } = this.lost ?? {};
    this.lost = {
      count: count + 1,
      first: position < first ? position : first,
      last: position > last ? position : last,
    };
  }
}
