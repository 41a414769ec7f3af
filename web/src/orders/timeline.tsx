import type { ReactNode } from 'react';
import type { OrderView } from '../api/shapes.js';
import { Moment } from '../format/moment.js';
import { Readable } from '../format/readable.js';
import { span } from '../format/time.js';
import { factWords } from '../format/words.js';
import { useStatus } from '../live/use-live.js';
import { factOf } from '../routing/addresses.js';
import { Link } from '../routing/link.js';

type Entry = NonNullable<OrderView['timeline']>[number];

const isUncertain = ({ type }: Entry): boolean => type === 'OrderSubmissionUncertain';

interface LineProps {
  readonly entry: Entry;
  readonly stream: string;
}

/** One word, in the column of the one who said it. */
function Line({ entry, stream }: LineProps): ReactNode {
  return (
    <li className={entry.by}>
      <Moment at={entry.at} />
      <p>
        <span className="by">{entry.by}</span> <Readable of={entry.text} />{' '}
        <Link className="quiet" to={factOf(stream, entry.version)} aria-label={`fact: ${factWords(entry.type)}`}>
          fact
        </Link>
      </p>
    </li>
  );
}

/** From a call without an answer to the next word: nobody knows what the venue has. */
function Uncertain({ from, to }: { from: Entry; to: Entry | undefined }): ReactNode {
  const now = useStatus()?.marketTime;
  const end = to?.at ?? now;
  return (
    <li className="uncertain">
      <p>
        Uncertain{end === undefined ? '' : ` for ${span(end - from.at)}`}: nobody knows whether the venue has it
        {to === undefined ? ' yet' : ''}. It is asked for and never sent again.
      </p>
    </li>
  );
}

/** Ours at the left, the venue's word at the right, in the order in which they were written. */
export function Timeline({ of, clientOrderId }: { of: readonly Entry[]; clientOrderId: string }): ReactNode {
  if (of.length === 0) return <p className="note">Nothing is written of it yet.</p>;
  const stream = `order-${clientOrderId}`;
  return (
    <>
      <div className="timeline-heads" aria-hidden="true">
        <span>The desk</span>
        <span>The venue</span>
      </div>
      <ol className="timeline" aria-label="Timeline: the desk and the venue">
        {of.flatMap((entry, i) => [
          <Line key={entry.position} entry={entry} stream={stream} />,
          ...(isUncertain(entry) ? [<Uncertain key={`${entry.position}?`} from={entry} to={of[i + 1]} />] : []),
        ])}
      </ol>
    </>
  );
}
