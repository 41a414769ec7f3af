import { useId, type ReactNode } from 'react';
import { Moment } from '../format/moment.js';
import { Readable } from '../format/readable.js';

interface Props {
  readonly title: string;
  readonly at?: number | undefined;
  readonly children: ReactNode;
}

/** One link of the chain from what the desk saw to what it earned; read from top to bottom as it happened. */
export function Step({ title, at, children }: Props): ReactNode {
  const id = useId();
  return (
    <li className="step" aria-labelledby={id}>
      <div className="step-head">
        <h2 id={id}>{title}</h2>
        {at !== undefined && <Moment at={at} />}
      </div>
      {children}
    </li>
  );
}

/** Text that a model or a file wrote: shown as text, never as anything else. */
export function Reasons({ of }: { of: readonly string[] }): ReactNode {
  if (of.length === 0) return <span className="quiet">no reason given</span>;
  return (
    <ul className="reasons">
      {of.map((reason, index) => (
        <li key={`${index} ${reason}`}>
          <Readable of={reason} />
        </li>
      ))}
    </ul>
  );
}
