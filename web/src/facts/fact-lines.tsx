import type { ReactNode } from 'react';
import type { RecordedFact } from '../api/shapes.js';
import { Moment } from '../format/moment.js';
import { factWords } from '../format/words.js';
import { streamAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';

const said = (data: unknown, key: string): string | undefined => {
  const value: unknown = typeof data === 'object' && data !== null ? Reflect.get(data, key) : undefined;
  return typeof value === 'string' ? value : undefined;
};

/** The facts themselves: when, what, why if it says so, and the whole of it on demand. */
export function FactLines({ facts }: { facts: readonly RecordedFact[] }): ReactNode {
  return (
    <ol className="fact-lines">
      {facts.map((fact) => {
        const why = said(fact.data, 'reason') ?? said(fact.data, 'detail') ?? said(fact.data, 'closer');
        return (
          <li key={fact.metadata.eventId}>
            <details>
              <summary>
                <Moment at={fact.metadata.at} /> {factWords(fact.type)}
                {why && <span className="quiet">: {why}</span>}
              </summary>
              <p className="quiet">
                <Link to={streamAddress(fact.stream)}>{fact.stream}</Link>, version {fact.version}, position{' '}
                {fact.position}, by {fact.metadata.actor}
              </p>
              <pre>{JSON.stringify(fact.data, null, 2)}</pre>
            </details>
          </li>
        );
      })}
    </ol>
  );
}
