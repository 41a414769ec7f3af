import type { ReactNode } from 'react';
import type { OrderView } from '../api/shapes.js';
import { Moment } from '../format/moment.js';
import { Readable } from '../format/readable.js';

type Entry = NonNullable<OrderView['timeline']>[number];

const isUncertain = (entry: Entry | undefined): boolean => entry?.type === 'OrderSubmissionUncertain';

/** Ours at the left, the venue's word at the right; a span in which nobody knows is hatched. */
export function Timeline({ of }: { of: readonly Entry[] }): ReactNode {
  if (of.length === 0) return null;
  return (
    <ol className="timeline" aria-label="Timeline: the desk and the venue">
      {of.map((entry) => (
        <li key={entry.position} className={`${entry.by} ${isUncertain(entry) ? 'uncertain' : ''}`}>
          <Moment at={entry.at} />
          <p>
            <span className="by">{entry.by}</span> <Readable of={entry.text} />
          </p>
        </li>
      ))}
    </ol>
  );
}
