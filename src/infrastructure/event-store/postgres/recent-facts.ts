import type { RecordedFact } from '../../../domain/shared/fact.js';
import { numberOf } from '../codec/position.js';

/** The last facts that this process appended itself; at a few KB a fact some MB. */
const SIZE = 2_048;

/**
 * Lets a reader in the writing process go on without a query. Positions have no gaps, so a fact is the next one exactly
 * if its number is: facts of other processes leave holes here, and the reader then asks the server.
 */
export class RecentFacts {
  private readonly facts: (RecordedFact | undefined)[] = new Array<RecordedFact | undefined>(SIZE).fill(undefined);
  private readonly numbers = new Float64Array(SIZE);
  /** Number of the newest fact held; 0 when empty. */
  newest = 0;

  add(facts: readonly RecordedFact[]): void {
    for (const fact of facts) {
      const number = numberOf(fact.position);
      const slot = number % SIZE;
      // Answers may overtake each other by more than the ring holds; an old fact never replaces a newer one.
      if ((this.numbers[slot] as number) > number) continue;
      this.facts[slot] = fact;
      this.numbers[slot] = number;
      if (number > this.newest) this.newest = number;
    }
  }

  /** At most `limit` facts that follow `after` without a hole; empty if the very next one isn't here. */
  following(after: number, limit: number): readonly RecordedFact[] {
    const found: RecordedFact[] = [];
    for (let number = after + 1; number <= this.newest && found.length < limit; number++) {
      const slot = number % SIZE;
      if (this.numbers[slot] !== number) break;
      found.push(this.facts[slot] as RecordedFact);
    }
    return found;
  }
}
