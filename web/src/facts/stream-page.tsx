import type { ReactNode } from 'react';
import type { RecordedFact } from '../api/shapes.js';
import { Answer } from '../frame/answer.js';
import { MoreButton } from '../frame/more-button.js';
import { Page } from '../frame/page.js';
import { withQuery } from '../api/client.js';
import { useList } from '../live/use-resource.js';
import { useQueryValue } from '../routing/router.js';
import { FactLines } from './fact-lines.js';

/** Facts whose stream is named in the address, oldest first, each with the whole of what it holds. */
export function StreamPage({ stream }: { stream: string }): ReactNode {
  const [from] = useQueryValue('from');
  const path = withQuery(`/streams/${encodeURIComponent(stream)}/facts`, { from, limit: 100 });
  const { resource, more } = useList<RecordedFact>(path, undefined);
  return (
    <Page
      title={`Facts of ${stream}`}
      lead="As they stand in the log, oldest first. All else on this desk is made from facts."
    >
      <Answer
        of={resource}
        what="the facts"
        empty="This stream holds nothing."
        isEmpty={(page) => page.items.length === 0}
      >
        {({ items }) => (
          <>
            <FactLines facts={items} />
            <MoreButton more={more} text="Show later ones" />
          </>
        )}
      </Answer>
    </Page>
  );
}
