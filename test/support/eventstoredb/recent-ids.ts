import type { StoredFact } from './stored-fact.js';

/** A generation of ids; the node remembers one to two of them. */
const GENERATION = 100_000;

/**
 * Facts that came lately, by id: all that the node knows of a repetition without an exact revision. It is memory alone
 * and forgets the old by whole generations, because a Map that loses its first key again and again gets slow.
 */
export class RecentIds {
  private young = new Map<string, StoredFact>();
  private old = new Map<string, StoredFact>();

  get(id: string): StoredFact | undefined {
    return this.young.get(id) ?? this.old.get(id);
  }

  add(fact: StoredFact): void {
    this.young.set(fact.id, fact);
    if (this.young.size < GENERATION) return;
    this.old = this.young;
    this.young = new Map();
  }

  clear(): void {
    this.young.clear();
    this.old.clear();
  }
}
