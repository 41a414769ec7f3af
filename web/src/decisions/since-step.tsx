import type { ReactNode } from 'react';
import type { DecisionDetail } from '../api/shapes.js';
import { Gain } from '../format/figure.js';
import { price, signedPercent } from '../format/figures.js';
import { hours } from '../format/time.js';
import { Step } from '../why/step.js';

/** Where the price went after the snapshot, whatever the desk made of it. */
export function SinceStep({
  since,
  instrumentId,
}: {
  since: DecisionDetail['since'];
  instrumentId: string;
}): ReactNode {
  const moves = since.filter((move) => move.instrumentId === instrumentId);
  return (
    <Step title="The market since">
      {moves.length === 0 && <p className="note">Not known yet: an hour has to pass, and its candles to close.</p>}
      {moves.map(({ horizonMs, price: then, movedPct }) => (
        <p key={horizonMs}>
          After {hours(horizonMs)}: {price(then, instrumentId)},{' '}
          <Gain value={movedPct} text={signedPercent(movedPct)} />
        </p>
      ))}
    </Step>
  );
}
