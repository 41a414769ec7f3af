import type { RecordedFact } from '../../../domain/shared/fact.js';
import { categoryOf } from '../../../domain/shared/stream-names.js';
import type { FactSource } from '../subscriptions/pulled-subscription.js';

/** Facts looked at in one go before other tasks get their turn. */
const PAGE = 256;

/** A reader's place in the log of a memory store. It holds references only, so a slow reader costs nothing. */
export class MemoryTail implements FactSource {
  private readonly wanted: ReadonlySet<string> | undefined;
  private resume: (() => void) | undefined;

  constructor(
    private readonly log: readonly RecordedFact[],
    private readonly waiting: Set<() => void>,
    private at: number,
    categories: readonly string[] | undefined,
    private readonly read: (fact: RecordedFact) => RecordedFact,
  ) {
    this.wanted = categories && new Set(categories);
  }

  async next(): Promise<readonly RecordedFact[]> {
    for (;;) {
      const page = this.take();
      if (page.length > 0) return page;
      if (this.at >= this.log.length) await this.more();
    }
  }

  close(): void {
    if (this.resume) this.waiting.delete(this.resume);
  }

  private take(): readonly RecordedFact[] {
    const seen = this.log.slice(this.at, this.at + PAGE);
    this.at += seen.length;
    const wanted = this.wanted;
    return (wanted ? seen.filter((fact) => wanted.has(categoryOf(fact.stream))) : seen).map(this.read);
  }

  private more(): Promise<void> {
    return new Promise((resolve) => {
      this.resume = resolve;
      this.waiting.add(resolve);
    });
  }
}
