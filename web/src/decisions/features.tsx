import type { ReactNode } from 'react';
import type { CycleOpened } from '../../../src/domain/decisions/decision.events.js';
import type { RecordedFact } from '../api/shapes.js';

/** The numbers that models were shown, by timeframe; on demand, for they are many. */
export function Features({ facts, instrumentId }: { facts: readonly RecordedFact[]; instrumentId: string }): ReactNode {
  const opened = facts.find(({ type }) => type === 'CycleOpened')?.data as CycleOpened['data'] | undefined;
  const features = opened?.instruments.find((leg) => leg.instrumentId === instrumentId)?.features;
  if (!features) return null;
  return (
    <details className="features">
      <summary>The numbers that models saw</summary>
      {Object.entries(features).map(([timeframe, numbers]) => (
        <p key={timeframe}>
          <strong>{timeframe}</strong>{' '}
          <span className="figure">
            {Object.entries(numbers ?? {})
              .map(([name, value]) => `${name} ${value}`)
              .join(', ')}
          </span>
        </p>
      ))}
    </details>
  );
}
