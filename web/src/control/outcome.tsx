import type { ReactNode } from 'react';
import type { OverrideNow, OverrideView } from '../api/shapes.js';
import { readable } from '../format/readable-text.js';
import { capital } from '../format/words.js';
import { streamAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';

export type Result = { readonly now: OverrideNow } | { readonly problem: string };

/** What the list knows by now of a request that was still on its way when it was answered. */
export const newest = (result: Result, known: readonly OverrideView[]): Result => {
  if ('problem' in result || (result.now.status !== 'waiting' && result.now.status !== 'accepted')) return result;
  return { now: known.find(({ overrideId }) => overrideId === result.now.overrideId) ?? result.now };
};

const sentence = ({ status, outcome, code, detail }: OverrideNow): string => {
  switch (status) {
    case 'executed':
      return `${capital(readable(outcome ?? 'done'))}.`;
    case 'refused':
      return `Refused (${code ?? ''}): ${readable(detail ?? '')}.`;
    case 'waiting':
      return 'Nothing is done yet: confirm it above.';
    case 'expired':
      return 'It was not confirmed in time: nothing was done.';
    case 'accepted':
      return 'Taken; it is carried out with the next step of the market.';
  }
};

/** What became of an order, with the way to the facts that it made. */
export function Outcome({ of }: { of: Result }): ReactNode {
  if ('problem' in of) {
    return (
      <p className="alarm" role="alert">
        {of.problem}
      </p>
    );
  }
  const { now } = of;
  return (
    <p role="status" className={now.status === 'executed' ? '' : 'warn'}>
      {sentence(now)} <Link to={streamAddress(`override-${now.overrideId}`)}>Its facts</Link>
    </p>
  );
}
