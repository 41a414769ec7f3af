import type { ReactNode } from 'react';
import type { RiskView } from '../api/shapes.js';
import { Answer } from '../frame/answer.js';
import { Page } from '../frame/page.js';
import { Section } from '../frame/section.js';
import { RISK } from '../live/concerns.js';
import { useFreshResource } from '../live/use-resource.js';
import { BooksByPart } from './books-by-part.js';
import { Breakers } from './breakers.js';
import { GateFacts } from './gates.js';
import { AssetTable, LimitsTable, PriceTable, TierTable } from './limits.js';
import { PolicyHistory } from './policy-history.js';
import { Verdicts } from './verdicts.js';

/** Prices move without a fact; no limit needs to be seen more often. */
const FRESH_MS = 3_000;

function RiskNow({ risk }: { risk: RiskView }): ReactNode {
  return (
    <>
      <Section title="Gates">
        <GateFacts risk={risk} />
      </Section>
      <Section title="Breakers">
        <Breakers risk={risk} />
      </Section>
      <div className="two">
        <Section title="Limits against use">
          <LimitsTable risk={risk} />
        </Section>
        <Section title="Exposure by asset">
          <AssetTable risk={risk} />
        </Section>
        <Section title="Books and equity by part">
          <BooksByPart risk={risk} />
        </Section>
        <div className="stack">
          <Section title="Largest position by confidence">
            <TierTable risk={risk} />
          </Section>
          <Section title="Age of prices">
            <PriceTable risk={risk} />
          </Section>
        </div>
      </div>
    </>
  );
}

/** Is it safe: the gates, how far each breaker is, what is used of each limit, and what the risk engine has said. */
export function RiskPage(): ReactNode {
  const risk = useFreshResource<RiskView>('/risk', RISK, FRESH_MS);
  return (
    <Page title="Risk">
      <Answer of={risk} what="the risk">
        {(view) => <RiskNow risk={view} />}
      </Answer>
      <PolicyHistory />
      <Verdicts />
    </Page>
  );
}
