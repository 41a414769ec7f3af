import type { ReactNode } from 'react';
import { clock, dayClock, dayMinute, utc } from './time.js';

const STYLES = { clock, dayClock, dayMinute };

/** An instant in the viewer's zone, UTC on hover. */
export function Moment({ at, as = 'dayClock' }: { at: number; as?: keyof typeof STYLES }): ReactNode {
  return (
    <time dateTime={new Date(at).toISOString()} title={utc(at)}>
      {STYLES[as](at)}
    </time>
  );
}
