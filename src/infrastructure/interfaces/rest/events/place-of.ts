import type { EventStore } from '../../../../application/ports/event-store.port.js';
import type { Position } from '../../../../domain/shared/fact.js';
import { POSITION_TEXT } from '../../../../domain/shared/position-text.js';
import { Problem } from '../problems/problem.js';

/** Where a listener begins. Without a place: from now on. A place beyond the log would wait for facts of another one. */
export const placeOf = async (store: EventStore, wanted: string | undefined): Promise<Position | undefined> => {
  const head = await store.head();
  if (wanted === undefined) return head;
  if (POSITION_TEXT.test(wanted) && head !== undefined && wanted <= head) {
    // Read from before anything is promised: what the store can't go on from is refused here.
    const next = store.readAll({ after: wanted, limit: 1 })[Symbol.asyncIterator]();
    await next.next();
    await next.return?.();
    return wanted;
  }
  throw new Problem('INVALID_PARAMETER', 'Last-Event-ID is not a position of this log.', 'last-event-id');
};

/** Headers of an answer that goes on. */
export const EVENT_STREAM = {
  'content-type': 'text/event-stream; charset=utf-8',
  'cache-control': 'no-store',
  // A proxy in between must not collect events.
  'x-accel-buffering': 'no',
};
