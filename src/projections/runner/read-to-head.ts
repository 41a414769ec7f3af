import type { Position, RecordedFact } from '../../domain/shared/fact.js';
import type { FactLog } from '../fact-log.js';
import { BATCH } from './fact-feed.js';
import type { Lane } from './lane.js';

const furthestBack = (lanes: readonly Lane[]): Position | undefined =>
  lanes.some(({ position }) => position === undefined)
    ? undefined
    : lanes.flatMap(({ position }) => position ?? []).reduce((a, b) => (a < b ? a : b));

/**
 * One reading of the log up to its head for all lanes, each of which takes what is new to it: a log is read and decoded
 * once, however many read models are made anew. Ends early when no lane goes on.
 *
 * @throws what the log throws
 */
export const readToHead = async (
  log: FactLog,
  lanes: readonly Lane[],
  stopped: () => boolean,
  onBatch: (last: RecordedFact) => void = () => undefined,
): Promise<void> => {
  const after = furthestBack(lanes);
  let facts: RecordedFact[] = [];
  const give = async (more: boolean): Promise<void> => {
    const batch = facts;
    const last = batch.at(-1);
    if (last === undefined) return;
    facts = [];
    await Promise.all(lanes.map((lane) => lane.apply({ facts: batch, more })));
    onBatch(last);
  };
  for await (const fact of log.readAll(after === undefined ? {} : { after })) {
    if (facts.length === BATCH) await give(true);
    if (stopped() || lanes.every(({ over }) => over)) return;
    facts.push(fact);
  }
  await give(false);
};
