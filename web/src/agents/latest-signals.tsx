import type { ReactNode } from 'react';
import type { Page, SignalView } from '../api/shapes.js';
import { Direction } from '../format/figure.js';
import { confidence, NOTHING } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { capital, words } from '../format/words.js';
import { Answer } from '../frame/answer.js';
import { Section } from '../frame/section.js';
import { SIGNALS } from '../live/concerns.js';
import { useStatus } from '../live/use-live.js';
import { useResource } from '../live/use-resource.js';
import { Table, type Column } from '../table/table.js';
import { Reasons } from '../why/step.js';

/** The newest signal of each agent and instrument, in a steady order. */
const newest = (signals: readonly SignalView[]): readonly SignalView[] => {
  const byKey = new Map<string, SignalView>();
  for (const signal of signals) {
    const key = `${signal.agent} ${signal.instrumentId}`;
    if ((byKey.get(key)?.at ?? 0) < signal.at) byKey.set(key, signal);
  }
  return [...byKey.entries()].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, signal]) => signal);
};

const columns = (now: number): readonly Column<SignalView>[] => [
  { key: 'agent', head: 'Agent', cell: (row) => capital(row.agent) },
  { key: 'instrument', head: 'Instrument', cell: (row) => row.instrumentId },
  {
    key: 'direction',
    head: 'Says',
    cell: (row) => (row.direction ? <Direction of={row.direction} /> : <span className="warn">missed</span>),
  },
  { key: 'confidence', head: 'Confidence', figure: true, cell: (row) => confidence(row.confidence) },
  { key: 'regime', head: 'Regime', cell: (row) => (row.regime ? words(row.regime) : NOTHING) },
  { key: 'at', head: 'Said', figure: true, cell: (row) => <Moment at={row.at} as="clock" /> },
  {
    key: 'valid',
    head: 'Valid until',
    figure: true,
    cell: ({ validUntil }) =>
      validUntil === undefined ? (
        NOTHING
      ) : (
        <span className={validUntil < now ? 'old' : undefined}>
          <Moment at={validUntil} as="clock" />
        </span>
      ),
  },
  { key: 'reasons', head: 'Reasons', wide: true, cell: (row) => <Reasons of={row.reasons} /> },
];

/** What the advisers say now. */
export function LatestSignals(): ReactNode {
  const signals = useResource<Page<SignalView>>('/signals?limit=100', SIGNALS);
  const status = useStatus();
  return (
    <Section title="Latest signals">
      <Answer
        of={signals}
        what="the signals"
        empty="No signal yet. The agents speak when candles have closed."
        isEmpty={({ items }) => items.length === 0}
      >
        {({ items }) => (
          <Table
            label="Latest signals"
            columns={columns(status?.marketTime ?? 0)}
            rows={newest(items)}
            keyOf={(row) => `${row.agent}${row.instrumentId}`}
          />
        )}
      </Answer>
    </Section>
  );
}
