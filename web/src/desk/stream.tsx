import { useState, type ReactNode } from 'react';
import type { AuditView, Page } from '../api/shapes.js';
import { Moment } from '../format/moment.js';
import { Readable } from '../format/readable.js';
import { Answer } from '../frame/answer.js';
import { Section } from '../frame/section.js';
import { AUDIT } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import { factAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';

function Sentence({ line }: { line: AuditView }): ReactNode {
  const to = factAddress(line.stream, line.correlationId);
  const text = <Readable of={line.text} />;
  return (
    <li className="fading-in">
      <Moment at={line.at} as="clock" />
      <p>{to ? <Link to={to}>{text}</Link> : text}</p>
    </li>
  );
}

/** The newest sentences of the trade log. Under the pointer it stands still. */
export function Stream(): ReactNode {
  const audit = useResource<Page<AuditView>>('/audit?limit=60', AUDIT);
  const [held, setHeld] = useState<readonly AuditView[] | undefined>();
  const newest = audit.data?.items ?? [];
  const top = held?.[0]?.position;
  const index = held ? newest.findIndex(({ position }) => position === top) : 0;
  const waiting = index < 0 ? newest.length : index;
  return (
    <Section title="Now" className="stream" aside={waiting > 0 && <span className="quiet">{waiting} newer, held</span>}>
      <Answer
        of={audit}
        what="the trade log"
        empty="Nothing has happened yet. The first signals come with the first closed candles."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <ol onPointerEnter={() => setHeld(items)} onPointerLeave={() => setHeld(undefined)}>
            {(held ?? items).map((line) => (
              <Sentence key={line.position} line={line} />
            ))}
          </ol>
        )}
      </Answer>
    </Section>
  );
}
