import type { ReactNode } from 'react';
import type { ConflictSummaryView } from '../api/shapes.js';
import { NOTHING } from '../format/figures.js';
import { took } from '../format/time.js';
import { capital, words } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Section } from '../frame/section.js';
import { CONFLICTS } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import { Table, type Column } from '../table/table.js';

type Item = ConflictSummaryView['items'][number];

const tookOr = (ms: number | undefined, otherwise: string): string => (ms === undefined ? otherwise : took(ms));

const COLUMNS: readonly Column<Item>[] = [
  { key: 'kind', head: 'Conflict', wide: true, cell: (row) => capital(words(row.kind)) },
  { key: 'by', head: 'Settled by', cell: (row) => row.by ?? row.resolver },
  { key: 'outcome', head: 'Outcome', cell: (row) => (row.outcome ? words(row.outcome) : 'open') },
  { key: 'count', head: 'Count', figure: true, cell: (row) => row.count },
  {
    key: 'latency',
    head: 'Took',
    figure: true,
    cell: (row) => tookOr(row.latencyMs, row.outcome ? 'at once' : NOTHING),
  },
  { key: 'slowest', head: 'Longest', figure: true, cell: (row) => tookOr(row.slowestMs, NOTHING) },
];

/** What contradicted each other, and who settled it. */
export function ConflictCounts(): ReactNode {
  const summary = useResource<ConflictSummaryView>('/conflicts/summary', CONFLICTS);
  return (
    <Section title="Conflicts of 30 days">
      <Answer
        of={summary}
        what="the conflicts"
        empty="No conflict in 30 days: nothing contradicted a proposal."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <Table
            label="Conflicts"
            columns={COLUMNS}
            rows={items}
            keyOf={(row) => [row.kind, row.resolver, row.by, row.outcome].join('|')}
          />
        )}
      </Answer>
    </Section>
  );
}
