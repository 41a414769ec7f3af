import type { ReactNode } from 'react';
import type { ModelCallView } from '../api/shapes.js';
import { cost } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { took } from '../format/time.js';
import { codeWords } from '../format/words.js';
import { Section } from '../frame/section.js';
import { MODEL_CALLS } from '../live/concerns.js';
import { useList } from '../live/use-resource.js';
import { callAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { GrowingList } from '../table/growing-list.js';
import type { Column } from '../table/table.js';

const COLUMNS: readonly Column<ModelCallView>[] = [
  {
    key: 'at',
    head: 'Asked',
    wide: true,
    cell: (row) => (
      <Link to={callAddress(row.callId)}>
        <Moment at={row.askedAt} />
      </Link>
    ),
  },
  { key: 'member', head: 'Member', cell: (row) => row.member },
  { key: 'model', head: 'Model', cell: (row) => row.answeredBy ?? row.model },
  { key: 'purpose', head: 'For a', cell: (row) => row.purpose },
  {
    key: 'outcome',
    head: 'Outcome',
    cell: (row) => (
      <span className={row.outcome === 'answered' ? undefined : 'warn'} title={row.detail}>
        {codeWords(row.outcome)}
      </span>
    ),
  },
  { key: 'latency', head: 'Took', figure: true, cell: (row) => took(row.latencyMs) },
  { key: 'tokens', head: 'Tokens in, out', figure: true, cell: (row) => `${row.inputTokens}, ${row.outputTokens}` },
  { key: 'cost', head: 'Cost', unit: 'USD', figure: true, cell: (row) => cost(row.cost) },
];

/** What models were asked, each with the way to its texts. */
export function ModelCalls(): ReactNode {
  const calls = useList<ModelCallView>('/models/calls?limit=20', MODEL_CALLS);
  return (
    <Section title="Calls of models">
      <GrowingList
        of={calls}
        what="the calls"
        empty="No model was ever asked."
        label="Calls of models"
        columns={COLUMNS}
        keyOf={(row) => row.callId}
      />
    </Section>
  );
}
