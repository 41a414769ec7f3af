import type { ReactNode } from 'react';
import { dayClock } from '../format/time.js';
import { useConnection } from '../live/use-live.js';

/** Says why the page went grey. */
export function StaleBanner(): ReactNode {
  const { state, since } = useConnection();
  if (state !== 'lost' && state !== 'silent') return null;
  return (
    <p className="stale-banner" role="alert">
      {state === 'lost' ? 'The line to the desk is cut' : 'The desk says nothing'} since {dayClock(since)}. All figures
      below are from then. The page tries again by itself; if it stays so, look whether the desk still runs.
    </p>
  );
}
