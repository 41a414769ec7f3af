import type { ReactNode } from 'react';
import type { OrderFilled } from '../../../src/domain/orders/order.events.js';
import type { RecordedFact, WhyView } from '../api/shapes.js';
import { amount, price, quantity } from '../format/figures.js';
import { Readable } from '../format/readable.js';
import { capital, words } from '../format/words.js';
import { FactLines } from '../facts/fact-lines.js';
import { Answer } from '../frame/answer.js';
import { Page } from '../frame/page.js';
import { useResource } from '../live/use-resource.js';
import { cycleAddress, fillAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { ResultStep } from './execution.js';
import { legFromFacts } from './leg-from-facts.js';
import { ConflictStep, ConsensusStep, ProposalStep, VotesStep } from './opinion.js';
import { Candles, SignalsStep, SnapshotStep } from './sight.js';
import { Step } from './step.js';
import { verdictFromFact } from './verdict-from-fact.js';
import { VerdictStep } from './verdict.js';

/** FillBooked and OrderFilled name the same things differently. */
const fillOf = (fact: RecordedFact) => {
  const data = fact.data as Partial<OrderFilled['data']> & Readonly<Record<string, unknown>>;
  const text = (...keys: readonly string[]): string | undefined =>
    keys.map((key) => data[key]).find((value) => typeof value === 'string');
  const order = data.order;
  return {
    instrumentId: text('instrumentId') ?? order?.instrumentId ?? '',
    side: text('side') ?? order?.side ?? '',
    purpose: text('purpose') ?? order?.purpose ?? '',
    quantity: text('quantity', 'lastQty'),
    price: text('price', 'lastPx'),
    fee: text('fee', 'commission'),
    feeCurrency: text('feeCurrency', 'commissionCurrency') ?? '',
  };
};

const cycleIdOf = (why: WhyView): string | undefined => {
  const opened = why.decision.find(({ type }) => type === 'CycleOpened');
  return opened && (opened.data as { readonly cycleId?: string }).cycleId;
};

const positionIdOf = (result: RecordedFact): string | undefined =>
  (result.data as { readonly positionId?: string }).positionId;

function Facts({ title, facts }: { title: string; facts: readonly RecordedFact[] }): ReactNode {
  if (facts.length === 0) return null;
  return (
    <Step title={title} at={facts[0]?.metadata.at}>
      <FactLines facts={facts} />
    </Step>
  );
}

function Chain({ why }: { why: WhyView }): ReactNode {
  const { instrumentId } = fillOf(why.fill);
  const positionId = why.result && positionIdOf(why.result);
  const leg = legFromFacts(why.decision, instrumentId);
  const verdict = why.verdict && verdictFromFact(why.verdict);
  return (
    <ol className="why">
      {leg ? (
        <>
          <SnapshotStep of={leg} />
          <SignalsStep of={leg} />
          <Facts title="Signals as they were recorded" facts={why.signals} />
          <VotesStep of={leg} />
          <ConsensusStep of={leg} />
          <ConflictStep of={leg} />
          <ProposalStep of={leg} />
        </>
      ) : (
        <>
          <Step title="Candles">
            <Candles of={why.candles.filter((candle) => candle.instrumentId === instrumentId)} />
          </Step>
          <Facts title="Signals" facts={why.signals} />
          <Facts title="Decision" facts={why.decision} />
        </>
      )}
      {verdict && <VerdictStep verdict={verdict} />}
      <Facts title="Permission of this order" facts={why.permission} />
      <Facts title="Order" facts={why.order} />
      <Facts title="This fill" facts={[why.fill]} />
      {why.result && <Facts title="Position" facts={[why.result]} />}
      {positionId && <ResultStep positionId={positionId} />}
    </ol>
  );
}

function Summary({ fact }: { fact: RecordedFact }): ReactNode {
  const fill = fillOf(fact);
  return (
    <p className="lead">
      {capital(words(fill.purpose))}: {fill.side} {quantity(fill.quantity, fill.instrumentId)} {fill.instrumentId} at{' '}
      {price(fill.price, fill.instrumentId)}, fee {amount(fill.fee, fill.feeCurrency)} {fill.feeCurrency}.
    </p>
  );
}

/** Why this fill: back to the candles, first cause first. */
export function FillPage({ tradeId }: { tradeId: string }): ReactNode {
  const why = useResource<WhyView>(`${fillAddress(tradeId)}/why`, undefined);
  return (
    <Page title="Why this fill">
      <Answer of={why} what="this fill">
        {(view) => {
          const cycleId = cycleIdOf(view);
          return (
            <>
              <Summary fact={view.fill} />
              <ol className="story">
                {view.story.map((sentence, index) => (
                  <li key={`${index} ${sentence}`}>
                    <Readable of={sentence} />
                  </li>
                ))}
              </ol>
              {cycleId && (
                <p>
                  <Link to={cycleAddress(cycleId, fillOf(view.fill).instrumentId)}>The decision it goes back to</Link>
                </p>
              )}
              <Chain why={view} />
            </>
          );
        }}
      </Answer>
    </Page>
  );
}
