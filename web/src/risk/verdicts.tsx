import type { ReactNode } from 'react';
import { DENIAL_CODES } from '../../../src/domain/account/risk/denial-codes.js';
import { withQuery } from '../api/client.js';
import type { VerdictView } from '../api/shapes.js';
import { Direction } from '../format/figure.js';
import { money, NOTHING } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { codeWords } from '../format/words.js';
import { Choice, INSTRUMENT_OPTIONS } from '../frame/choice.js';
import { Section } from '../frame/section.js';
import { VERDICTS } from '../live/concerns.js';
import { useList } from '../live/use-resource.js';
import { cycleAddress, policyAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { useQueryValue } from '../routing/router.js';
import { GrowingList } from '../table/growing-list.js';
import type { Column } from '../table/table.js';
import { Outcome } from '../why/verdict.js';

const OUTCOMES = [
  ['', 'all'],
  ['approved', 'approved'],
  ['resized', 'resized'],
  ['denied', 'denied'],
] as const;

/** The engine's own list: what it can say is what can be asked for. */
const CODES = [['', 'any'] as const, ...DENIAL_CODES.map((code) => [code, codeWords(code)] as const)];

const COLUMNS: readonly Column<VerdictView>[] = [
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
  { key: 'direction', head: 'Direction', cell: (row) => <Direction of={row.direction} /> },
  { key: 'outcome', head: 'Verdict', cell: (row) => <Outcome of={row.outcome} code={row.code} /> },
  {
    key: 'also',
    head: 'Also failed',
    cell: (row) =>
      row.failed
        .filter((code) => code !== row.code)
        .map(codeWords)
        .join(', ') || NOTHING,
  },
  {
    key: 'policy',
    head: 'Policy',
    figure: true,
    cell: (row) => <Link to={policyAddress(row.policyVersion)}>{row.policyVersion}</Link>,
  },
  {
    key: 'size',
    head: 'Allowed',
    unit: 'USDT',
    figure: true,
    cell: (row) => (row.order ? money(row.order.notionalUsdt) : NOTHING),
  },
];

/** What the risk engine has said, by instrument, outcome and first code. */
export function Verdicts(): ReactNode {
  const [instrument, setInstrument] = useQueryValue('instrument');
  const [outcome, setOutcome] = useQueryValue('outcome');
  const [code, setCode] = useQueryValue('code');
  const path = withQuery('/verdicts', { instrument, outcome, code, limit: 50 });
  const list = useList<VerdictView>(path, VERDICTS);
  return (
    <Section title="Verdicts">
      <GrowingList
        of={list}
        what="the verdicts"
        empty="No verdict is like that, or none was needed yet."
        label="Verdicts"
        columns={COLUMNS}
        keyOf={(row) => `${row.intentId}${row.assessment}`}
      >
        <Choice label="Instrument" chosen={instrument} options={INSTRUMENT_OPTIONS} onChoose={setInstrument} />
        <Choice label="Verdict" chosen={outcome} options={OUTCOMES} onChoose={setOutcome} />
        <Choice label="First rule failed" chosen={code} options={CODES} onChoose={setCode} />
      </GrowingList>
    </Section>
  );
}
