import type { ReactNode } from 'react';
import { withQuery } from '../api/client.js';
import type { DecisionView } from '../api/shapes.js';
import { Gain } from '../format/figure.js';
import { confidence, NOTHING, signedMoney } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { words } from '../format/words.js';
import { Choice, INSTRUMENT_OPTIONS } from '../frame/choice.js';
import { Page } from '../frame/page.js';
import { DECISIONS } from '../live/concerns.js';
import { useList } from '../live/use-resource.js';
import { cycleAddress, positionAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { useQueryValue } from '../routing/router.js';
import { GrowingList } from '../table/growing-list.js';
import type { Column } from '../table/table.js';
import { proposalWords } from '../why/opinion.js';
import { Outcome } from '../why/verdict.js';

const OUTCOMES = [
  ['', 'all'],
  ['proposed', 'proposed'],
  ['approved', 'approved'],
  ['resized', 'resized'],
  ['denied', 'denied'],
  ['abandoned', 'came to nothing'],
] as const;

function Since({ of }: { of: DecisionView }): ReactNode {
  if (of.positionId === undefined) return of.verdict && of.verdict.outcome !== 'denied' ? 'not filled' : NOTHING;
  const text = of.netUsdt === undefined ? 'open' : <Gain value={of.netUsdt} text={signedMoney(of.netUsdt)} />;
  return <Link to={positionAddress(of.positionId)}>{text}</Link>;
}

const COLUMNS: readonly Column<DecisionView>[] = [
  {
    key: 'at',
    head: 'Time',
    wide: true,
    cell: (row) => (
      <Link to={cycleAddress(row.cycleId, row.instrumentId)}>
        <Moment at={row.at} as="dayMinute" />
      </Link>
    ),
  },
  { key: 'instrument', head: 'Instrument', cell: (row) => row.instrumentId },
  { key: 'regime', head: 'Regime', cell: (row) => words(row.regime) },
  {
    key: 'proposal',
    head: 'Proposal, or why not',
    wide: true,
    cell: (row) => (
      <span className={row.proposal.startsWith('proposed') ? undefined : 'quiet'} title={row.detail}>
        {proposalWords(row)}
      </span>
    ),
  },
  {
    key: 'confidence',
    head: 'Confidence',

    figure: true,
    cell: (row) => confidence(row.consensus?.adjustedConfidence),
  },
  {
    key: 'verdict',
    head: 'Verdict',
    cell: (row) => (row.verdict ? <Outcome of={row.verdict.outcome} code={row.verdict.code} /> : NOTHING),
  },
  { key: 'since', head: 'Result since', unit: 'USDT', figure: true, cell: (row) => <Since of={row} /> },
];

/** Every cycle, newest first, one row per instrument. */
export function DecisionsPage(): ReactNode {
  const [instrument, setInstrument] = useQueryValue('instrument');
  const [outcome, setOutcome] = useQueryValue('outcome');
  const list = useList<DecisionView>(withQuery('/decisions', { instrument, outcome, limit: 60 }), DECISIONS);
  return (
    <Page
      title="Decisions"
      lead="One cycle an hour of market time, one line per instrument. A click on the time shows why."
    >
      <GrowingList
        of={list}
        what="the decisions"
        empty={
          instrument || outcome
            ? 'No decision is like that. Choose "all" to see the others.'
            : 'No decision yet. The first cycle is due at the next full hour of market time.'
        }
        label="Decisions"
        columns={COLUMNS}
        keyOf={(row) => `${row.cycleId}${row.instrumentId}`}
      >
        <Choice label="Instrument" chosen={instrument} options={INSTRUMENT_OPTIONS} onChoose={setInstrument} />
        <Choice label="Outcome" chosen={outcome} options={OUTCOMES} onChoose={setOutcome} />
      </GrowingList>
    </Page>
  );
}
