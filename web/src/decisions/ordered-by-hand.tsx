import type { ReactNode } from 'react';
import { withQuery } from '../api/client.js';
import type { OverrideView, Page as PageOf, VerdictView } from '../api/shapes.js';
import { words } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Page } from '../frame/page.js';
import { OVERRIDES, VERDICTS } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import { streamAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { OrderStep } from '../why/execution.js';
import { VerdictStep } from '../why/verdict.js';

/** What belongs to no cycle may belong to an order of a person: who, why, and what the risk engine said of it. */
export function OrderedByHand({ overrideId }: { overrideId: string }): ReactNode {
  const override = useResource<OverrideView>(`/overrides/${encodeURIComponent(overrideId)}`, OVERRIDES);
  const found = override.data !== undefined;
  const path = withQuery('/verdicts', { cycleId: overrideId, limit: 10 });
  const verdicts = useResource<PageOf<VerdictView>>(found ? path : undefined, VERDICTS).data?.items ?? [];
  return (
    <Page
      title={found ? 'Ordered by hand' : 'Decision'}
      lead={found && <Link to={streamAddress(`override-${overrideId}`)}>The facts of this order</Link>}
    >
      <Answer of={override} what="the decision">
        {({ kind, actor, reason, status, outcome, detail }) => (
          <>
            <p>
              {actor} ordered to {words(kind)}: {reason}. {status}
              {outcome !== undefined && `: ${outcome}`}
              {detail !== undefined && `: ${detail}`}.
            </p>
            <ol className="why">
              {verdicts.map((verdict) => (
                <VerdictStep key={verdict.assessment} verdict={verdict} />
              ))}
              {verdicts.map(
                ({ order }) => order && <OrderStep key={order.clientOrderId} clientOrderId={order.clientOrderId} />,
              )}
            </ol>
          </>
        )}
      </Answer>
    </Page>
  );
}
