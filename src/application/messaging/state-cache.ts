/** The one door to `lru-cache`. */
import { LRUCache } from 'lru-cache';
import type { Folded } from './stream-folds.js';

export interface Cached extends Folded<unknown> {
  /** The stream is known to have more facts than are folded here. */
  readonly behind: boolean;
}

/** Order and decision streams come and go; the account's and the signals' are touched all the time and stay. */
const CACHE_SIZE = 2_000;

/** Folded streams, those that were not asked for longest leave first. */
export class StateCache {
  private readonly states: LRUCache<string, Cached>;

  constructor(max = CACHE_SIZE) {
    this.states = new LRUCache({ max });
  }

  get size(): number {
    return this.states.size;
  }

  get(stream: string): Cached | undefined {
    return this.states.get(stream);
  }

  /** Of two commands on one stream the slower one does not take back what the faster one has seen. */
  put(stream: string, folded: Folded<unknown>): void {
    const known = this.states.peek(stream);
    if (known && known.version > folded.version) return;
    this.states.set(stream, { ...folded, behind: false });
  }

  /** Somebody else appended: the rest is read when the stream is next asked for. */
  markBehind(stream: string): void {
    const known = this.states.peek(stream);
    if (known && !known.behind) this.states.set(stream, { ...known, behind: true });
  }

  /** A fact of the log went by. */
  heard(stream: string, version: number): void {
    const known = this.states.peek(stream);
    if (known && known.version < version) this.markBehind(stream);
  }

  forget(stream: string): void {
    this.states.delete(stream);
  }
}
