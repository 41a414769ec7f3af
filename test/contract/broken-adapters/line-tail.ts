import type { SubscribeOptions } from '../../../src/application/ports/event-store.port.js';
import type { Position, RecordedFact } from '../../../src/domain/shared/fact.js';
import type { FactSource } from '../../../src/infrastructure/event-store/subscriptions/pulled-subscription.js';
import { collect } from '../../support/facts.js';
import type { LineStore } from './line-store.js';

const PAGE = 100;

/** A subscription's place in the shared log. A broken one changes what is asked for, or what comes of it. */
export class LineTail implements FactSource {
  protected after: Position | undefined;
  /** Facts given so far. */
  protected given = 0;

  constructor(
    protected readonly line: LineStore,
    protected readonly options: SubscribeOptions,
  ) {
    this.after = options.after;
  }

  async next(): Promise<readonly RecordedFact[]> {
    for (;;) {
      const { news } = this.line;
      await this.look();
      const page = await this.page();
      if (page.length > 0) {
        this.after = page.at(-1)?.position;
        this.given += page.length;
        const facts = this.handOut(page);
        if (facts.length > 0) return facts;
        continue;
      }
      // What was heard while it looked must not be waited for.
      if (this.line.news === news) await this.line.wait();
    }
  }

  close(): void {
    // It holds nothing but its place.
  }

  /** Before each look at the log. */
  protected async look(): Promise<void> {
    // A sound tail has nothing to do.
  }

  protected page(): Promise<readonly RecordedFact[]> {
    const { categories } = this.options;
    return collect(
      this.line.shared.facts.readAll({ after: this.after, limit: PAGE, ...(categories && { categories }) }),
    );
  }

  /** What of a page reaches the reader. */
  protected handOut(page: readonly RecordedFact[]): readonly RecordedFact[] {
    return page;
  }
}
