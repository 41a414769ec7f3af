import { lazy, Suspense, useMemo, useState, type ReactNode } from 'react';
import type { EquityPointView } from '../api/shapes.js';
import { money, percent } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { Answer } from '../frame/answer.js';
import { Section } from '../frame/section.js';
import { EQUITY } from '../live/concerns.js';
import { useList } from '../live/use-resource.js';
import { curvesOf } from './drawdown.js';

const LineChart = lazy(() => import('../chart/line-chart.js'));
/** 20 pages of 500 points: more than a year of hourly marks. */
const PAGES_AT_MOST = 20;
const DECIMALS = 2;

function Curves({ points }: { points: readonly EquityPointView[] }): ReactNode {
  const curves = useMemo(() => curvesOf(points), [points]);
  const [pointed, setPointed] = useState<number | undefined>();
  const index = pointed ?? curves.times.length - 1;
  const at = curves.times[index];
  const equity = money(curves.equity[index]?.toFixed(DECIMALS));
  const below = percent(curves.drawdown[index]?.toFixed(DECIMALS));
  return (
    <Suspense fallback={<p className="note">The curves are on their way …</p>}>
      <p className="candle-values">
        {at !== undefined && <Moment at={at} as="dayMinute" />} equity <strong>{equity}</strong> USDT, drawdown{' '}
        <strong>{below}</strong>
      </p>
      <LineChart
        label={`Equity over time, now ${equity} USDT`}
        times={curves.times}
        values={curves.equity}
        height={220}
        tone="text"
        show={(value) => money(value.toFixed(0)).replace(/\.00$/, '')}
        onPoint={setPointed}
      />
      <LineChart
        label={`Drawdown over time, now ${below}`}
        times={curves.times}
        values={curves.drawdown}
        height={120}
        tone="loss"
        show={(value) => percent(value.toFixed(DECIMALS))}
        onPoint={setPointed}
      />
    </Suspense>
  );
}

export function EquitySection(): ReactNode {
  const { resource } = useList<EquityPointView>('/equity?limit=500', EQUITY, PAGES_AT_MOST);
  return (
    <Section title="Equity and drawdown">
      <Answer
        of={resource}
        what="the equity curve"
        empty="No equity has been marked yet. The first mark comes with the first prices."
        isEmpty={({ items }) => items.length < 2}
      >
        {({ items }) => <Curves points={items} />}
      </Answer>
    </Section>
  );
}
