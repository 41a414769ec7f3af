import type { ReactNode } from 'react';
import type { Resource } from '../live/resources.js';

interface Props<T> {
  readonly of: Resource<T>;
  /** What is on its way: "the orders". */
  readonly what: string;
  /** A sentence for when there is nothing. */
  readonly empty?: string;
  readonly isEmpty?: (data: T) => boolean;
  readonly children: (data: T) => ReactNode;
}

/** An answer of the desk, or the sentence that says why there is none and what to do. */
export function Answer<T>({ of, what, empty, isEmpty, children }: Props<T>): ReactNode {
  const { data, problem } = of;
  if (data === undefined) {
    if (problem === undefined) return <p className="note">Reading {what} …</p>;
    const again = problem.status >= 400 && problem.status < 500 ? '' : ' It is asked again every few seconds.';
    return (
      <p className="note" role="status">
        {problem.status === 403 ? `You may not see ${what}.` : `No answer about ${what}: ${problem.message}`}
        {again}
      </p>
    );
  }
  return (
    <>
      {problem && (
        <p className="note warn" role="status">
          {problem.message} What you see of {what} is from before.
        </p>
      )}
      {isEmpty?.(data) ? <p className="note">{empty}</p> : children(data)}
    </>
  );
}
