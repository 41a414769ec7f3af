import type { ReactNode } from 'react';
import { withQuery } from '../api/client.js';
import type { DecisionDetail, DecisionView, Page as PageOf, VerdictView } from '../api/shapes.js';
import { dayMinute } from '../format/time.js';
import { Answer } from '../frame/answer.js';
import { Page } from '../frame/page.js';
import { DECISIONS, VERDICTS } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import { streamAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { useQueryValue } from '../routing/router.js';
import { FillsStep, OrderStep, ResultStep } from '../why/execution.js';
import { ConflictStep, ConsensusStep, ProposalStep, proposalWords, VotesStep } from '../why/opinion.js';
import { SignalsStep, SnapshotStep } from '../why/sight.js';
import { VerdictStep } from '../why/verdict.js';
import { Features } from './features.js';
import { OrderedByHand } from './ordered-by-hand.js';
import { SinceStep } from './since-step.js';

interface LegsProps {
  readonly legs: readonly DecisionView[];
  readonly chosen: DecisionView;
  readonly onChoose: (instrumentId: string) => void;
}

function Legs({ legs, chosen, onChoose }: LegsProps): ReactNode {
  return (
    <div className="instruments" role="group" aria-label="Instrument of the cycle">
      {legs.map((leg) => (
        <button
          key={leg.instrumentId}
          type="button"
          aria-pressed={leg === chosen}
          onClick={() => onChoose(leg.instrumentId)}
        >
          <span className="name">{leg.instrumentId}</span>
          <span className="quiet">
            {proposalWords(leg)}
            {leg.verdict ? `, ${leg.verdict.outcome}` : ''}
          </span>
        </button>
      ))}
    </div>
  );
}

const useVerdicts = (leg: DecisionView): readonly VerdictView[] => {
  const path = withQuery('/verdicts', { cycleId: leg.cycleId, instrument: leg.instrumentId, limit: 100 });
  const { data } = useResource<PageOf<VerdictView>>(leg.verdict ? path : undefined, VERDICTS);
  return [...(data?.items ?? [])]
    .filter((row) => row.cycleId === leg.cycleId && row.instrumentId === leg.instrumentId)
    .sort((a, b) => a.assessment - b.assessment);
};

/** Top to bottom as it happened. */
function Chain({ leg, of: { facts, since } }: { leg: DecisionView; of: DecisionDetail }): ReactNode {
  const verdicts = useVerdicts(leg);
  const orders = verdicts.flatMap(({ order }) => (order ? [order.clientOrderId] : []));
  return (
    <ol className="why">
      <SnapshotStep of={leg}>
        <Features facts={facts} instrumentId={leg.instrumentId} />
      </SnapshotStep>
      <SignalsStep of={leg} />
      <VotesStep of={leg} />
      <ConsensusStep of={leg} />
      <ConflictStep of={leg} />
      <ProposalStep of={leg} />
      {verdicts.map((verdict) => (
        <VerdictStep key={verdict.assessment} verdict={verdict} />
      ))}
      {orders.map((id) => (
        <OrderStep key={id} clientOrderId={id} />
      ))}
      {leg.positionId && <FillsStep positionId={leg.positionId} />}
      {leg.positionId && <ResultStep positionId={leg.positionId} />}
      <SinceStep since={since} instrumentId={leg.instrumentId} />
    </ol>
  );
}

/** One cycle: why each instrument was traded or left alone. */
export function DecisionPage({ cycleId }: { cycleId: string }): ReactNode {
  const detail = useResource<DecisionDetail>(`/decisions/${encodeURIComponent(cycleId)}`, DECISIONS);
  const [wanted, setWanted] = useQueryValue('leg');
  const at = detail.data?.items[0]?.at;
  if (detail.problem?.status === 404) return <OrderedByHand overrideId={cycleId} />;
  return (
    <Page
      title={at === undefined ? 'Decision' : `Decision of ${dayMinute(at)}`}
      lead={<Link to={streamAddress(`decision-${cycleId}`)}>The facts of this cycle</Link>}
    >
      <Answer
        of={detail}
        what="the decision"
        empty="This cycle has no leg: it was opened and left before anything was decided."
        isEmpty={({ items }) => items.length === 0}
      >
        {(cycle) => {
          const { items } = cycle;
          const chosen = items.find(({ instrumentId }) => instrumentId === wanted) ?? items[0];
          return chosen ? (
            <>
              <Legs legs={items} chosen={chosen} onChoose={setWanted} />
              <Chain key={chosen.instrumentId} leg={chosen} of={cycle} />
            </>
          ) : null;
        }}
      </Answer>
    </Page>
  );
}
