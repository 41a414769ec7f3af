import type { ReactNode } from 'react';
import { withQuery } from '../api/client.js';
import type { AccountView, VerdictView } from '../api/shapes.js';
import { Direction } from '../format/figure.js';
import { money, NOTHING } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { codeWords } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Choice, INSTRUMENT_OPTIONS } from '../frame/choice.js';
import { MoreButton } from '../frame/more-button.js';
import { Page } from '../frame/page.js';
import { Section } from '../frame/section.js';
import { ACCOUNT, VERDICTS } from '../live/concerns.js';
import { useList, useResource } from '../live/use-resource.js';
import { cycleAddress } from '../routing/addresses.js';
import { Link } from '../routing/link.js';
import { useQueryValue } from '../routing/router.js';
import { Table, type Column } from '../table/table.js';
import { Outcome } from '../why/verdict.js';
import { GateFacts } from './gates.js';

const OUTCOMES = [
  ['', 'all'],
  ['approved', 'approved'],
  ['resized', 'resized'],
  ['denied', 'denied'],
] as const;

/** Codes that a desk meets in practice; any other can stand in the address. */
const CODES = [
  'HALTED',
  'PAUSED',
  'DAILY_LOSS',
  'DRAWDOWN',
  'COOLDOWN',
  'POSITION_OPEN',
  'TOO_MANY_POSITIONS',
  'CONFIDENCE_TOO_LOW',
  'REWARD_TOO_LOW',
  'STOP_TOO_WIDE',
  'SIZE_TOO_SMALL',
  'EXPOSURE_TOTAL',
  'EXPOSURE_ASSET',
  'INSUFFICIENT_FUNDS',
  'REGIME_UNKNOWN',
  'PRICE_STALE',
].map((code) => [code, codeWords(code)] as const);

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
    key: 'size',
    head: 'Allowed',
    unit: 'USDT',
    figure: true,
    cell: (row) => (row.order ? money(row.order.notionalUsdt) : NOTHING),
  },
];

function Verdicts(): ReactNode {
  const [instrument, setInstrument] = useQueryValue('instrument');
  const [outcome, setOutcome] = useQueryValue('outcome');
  const [code, setCode] = useQueryValue('code');
  const path = withQuery('/verdicts', { instrument, outcome, code, limit: 50 });
  const { resource, more } = useList<VerdictView>(path, VERDICTS);
  return (
    <Section title="Verdicts">
      <div className="filters">
        <Choice label="Instrument" chosen={instrument} options={INSTRUMENT_OPTIONS} onChoose={setInstrument} />
        <Choice label="Verdict" chosen={outcome} options={OUTCOMES} onChoose={setOutcome} />
        <Choice label="First rule failed" chosen={code} options={[['', 'any'], ...CODES]} onChoose={setCode} />
      </div>
      <Answer
        of={resource}
        what="the verdicts"
        empty="No verdict is like that, or none was needed yet."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <>
            <Table
              label="Verdicts"
              columns={COLUMNS}
              rows={items}
              keyOf={(row) => `${row.intentId}${row.assessment}`}
              steady
            />
            <MoreButton more={more} />
          </>
        )}
      </Answer>
    </Section>
  );
}

/** The gates as they stand and what the risk engine has said. */
export function RiskPage(): ReactNode {
  const account = useResource<AccountView>('/account', ACCOUNT);
  return (
    <Page title="Risk" lead="Distance to each limit, exposure by asset and the history of the policy come later.">
      <Section title="Gates">
        <Answer of={account} what="the gates">
          {(view) => <GateFacts gates={view.gates} />}
        </Answer>
      </Section>
      <Verdicts />
    </Page>
  );
}
