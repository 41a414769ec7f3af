import type { RecordedFact } from '../../../domain/shared/fact.js';

type Result = IteratorResult<RecordedFact, undefined>;
const DONE: Result = { done: true, value: undefined };

/**
 * Facts one by one from pages. Not a generator: a generator goes through the queue of promises three times for each fact,
 * which is as much work as reading the fact.
 */
export class PagedFacts implements AsyncIterableIterator<RecordedFact, undefined> {
  private page: readonly RecordedFact[] = [];
  private at = 0;
  private pending: Promise<Result> | undefined;

  constructor(private readonly pages: AsyncIterator<readonly RecordedFact[], void, undefined>) {}

  [Symbol.asyncIterator](): this {
    return this;
  }

  next(): Promise<Result> {
    // Only one pull at a time: a second caller takes its turn behind the first.
    if (this.pending) return this.pending.then(() => this.next());
    const fact = this.page[this.at];
    if (fact !== undefined) {
      this.at += 1;
      return Promise.resolve({ done: false, value: fact });
    }
    this.pending = this.pull().finally(() => (this.pending = undefined));
    return this.pending;
  }

  async return(): Promise<Result> {
    this.page = [];
    await this.pages.return?.();
    return DONE;
  }

  private async pull(): Promise<Result> {
    for (;;) {
      const { done, value } = await this.pages.next();
      if (done || value === undefined) return DONE;
      this.page = value;
      this.at = 1;
      const first = value[0];
      if (first !== undefined) return { done: false, value: first };
    }
  }
}
