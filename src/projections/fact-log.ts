import type { Position, RecordedFact } from '../domain/shared/fact.js';

/** What projections need of the log; the event store is one. Projections can append nothing. */
export abstract class FactLog {
  abstract storeId(): Promise<string>;
  /** Facts of one stream in order, from the version on. */
  abstract readStream(
    stream: string,
    options?: { readonly from?: number; readonly limit?: number },
  ): AsyncIterable<RecordedFact>;
  /** All facts after the position in order; ends at the head. */
  abstract readAll(options?: { readonly after?: Position; readonly limit?: number }): AsyncIterable<RecordedFact>;
  /** As {@link readAll}, but waits for new facts and never ends by itself. */
  abstract subscribe(options?: { readonly after?: Position }): AsyncIterable<RecordedFact>;
  abstract head(): Promise<Position | undefined>;
}
