import type { ReactNode } from 'react';
import { percent, percentOf } from '../format/figures.js';

/** Three quarters of the way is near enough to look. */
const NEAR = 0.75;

/** For drawing and words only; the limit itself is kept by the risk engine. */
export const toneOf = (share: string | undefined): '' | 'warn' =>
  share !== undefined && Number(share) >= NEAR ? 'warn' : '';

interface Props {
  readonly share: string | undefined;
  /** What it is a share of, for those who cannot see the bar. */
  readonly of: string;
  /** Full is wanted of a limit, and a misfortune of a breaker. */
  readonly tripped?: boolean;
}

/** How much of something is used: a small bar, and the same as a number. */
export function ShareBar({ share, of, tripped = false }: Props): ReactNode {
  if (share === undefined) return <span className="quiet">not known</span>;
  const width = Math.min(100, Number(share) * 100);
  const tone = tripped ? 'alarm' : toneOf(share);
  const text = percent(percentOf(share, '1'));
  return (
    <span className="share">
      <span className={`bar ${tone}`} role="img" aria-label={`${text} of ${of}`}>
        <span style={{ width: `${width}%` }} />
      </span>{' '}
      <span className={`figure ${tone}`}>{text}</span>
    </span>
  );
}
