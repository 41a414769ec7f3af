import type { ReactNode } from 'react';
import type { HorizonScoreView, ScoreboardView, ScoreView } from '../api/shapes.js';
import { Gain } from '../format/figure.js';
import { confidence, cost, NOTHING, signedPercent } from '../format/figures.js';
import { hours, took } from '../format/time.js';
import { capital } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Choice, INSTRUMENT_OPTIONS } from '../frame/choice.js';
import { Section } from '../frame/section.js';
import { SCORES } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import { useQueryValue } from '../routing/router.js';
import { Table, type Column } from '../table/table.js';

const HOUR = 3_600_000;
const HORIZONS: readonly (readonly [string, string])[] = [
  ['', 'after 1 h'],
  ['4', 'after 4 h'],
  ['24', 'after 24 h'],
];
const ROLES: Readonly<Record<ScoreView['role'], string>> = {
  adviser: 'adviser',
  member: 'votes',
  outside: 'outside, never counted',
};

const at = (row: ScoreView, horizonMs: number): HorizonScoreView | undefined =>
  row.horizons.find((each) => each.horizonMs === horizonMs);

/** "3 of 4": of the calls whose price has moved by then. */
const rightWords = (score: HorizonScoreView | undefined): string =>
  score && score.hits + score.misses > 0 ? `${score.hits} of ${score.hits + score.misses}` : NOTHING;

function Return({ of }: { of: string | undefined }): ReactNode {
  return of === undefined ? NOTHING : <Gain value={of} text={signedPercent(of)} />;
}

const columns = (horizonMs: number): readonly Column<ScoreView>[] => [
  {
    key: 'who',
    head: 'Who',
    wide: true,
    cell: ({ who, model, role }) => (
      <>
        {capital(who)} <span className="quiet">{model ?? ROLES[role]}</span>
      </>
    ),
  },
  { key: 'instrument', head: 'Instrument', cell: (row) => row.instrumentId },
  { key: 'calls', head: 'Calls', figure: true, cell: (row) => `${row.calls} of ${row.opinions}` },
  { key: 'right', head: 'Right', figure: true, cell: (row) => rightWords(at(row, horizonMs)) },
  { key: 'brier', head: 'Brier score', figure: true, cell: (row) => confidence(at(row, horizonMs)?.brier) },
  {
    key: 'return',
    head: 'Average return',
    figure: true,
    cell: (row) => <Return of={at(row, horizonMs)?.averageReturnPct} />,
  },
  { key: 'overruled', head: 'Overruled', figure: true, cell: (row) => row.overruled },
  { key: 'late', head: 'Late', figure: true, cell: (row) => row.late },
  { key: 'silent', head: 'No answer', figure: true, cell: (row) => row.silent },
  { key: 'cost', head: 'Cost', unit: 'USD', figure: true, cell: (row) => cost(row.cost) },
  {
    key: 'latency',
    head: 'Takes',
    figure: true,
    cell: ({ latencyMs }) => (latencyMs === undefined ? NOTHING : took(latencyMs)),
  },
];

/** How good each voice was, by what the price did. */
export function Scoreboard(): ReactNode {
  const board = useResource<ScoreboardView>('/agents/scoreboard', SCORES);
  const [instrument, setInstrument] = useQueryValue('instrument');
  const [horizon, setHorizon] = useQueryValue('horizon');
  const horizonMs = Number(horizon ?? 1) * HOUR;
  return (
    <Section title="Scoreboard">
      <p className="note">
        Of the last 30 days, overruled and late words too. A call is a direction; it is right when the price has moved
        that way {hours(horizonMs)} later. Brier score: 0 is sure and right, 0.25 says nothing, 1 is sure and wrong.
      </p>
      <div className="filters">
        <Choice label="Judged" chosen={horizon} options={HORIZONS} onChoose={setHorizon} />
        <Choice label="Instrument" chosen={instrument} options={INSTRUMENT_OPTIONS} onChoose={setInstrument} />
      </div>
      <Answer
        of={board}
        what="the scoreboard"
        empty="Nobody has said anything in the last 30 days. The first cycle is due at the next full hour of market time."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <Table
            label="Scoreboard"
            columns={columns(horizonMs)}
            rows={items.filter(({ instrumentId }) => !instrument || instrumentId === instrument)}
            keyOf={(row) => [row.role, row.who, row.model, row.instrumentId].join('|')}
          />
        )}
      </Answer>
    </Section>
  );
}
