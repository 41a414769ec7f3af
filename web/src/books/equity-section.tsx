import { lazy, Suspense, useMemo, useRef, useState, type ReactNode } from 'react';
import type { AccountView, EquityPointView } from '../api/shapes.js';
import { money, percent } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { Answer } from '../frame/answer.js';
import { Section } from '../frame/section.js';
import { ACCOUNT } from '../live/concerns.js';
import { useList, useResource } from '../live/use-resource.js';
import { curvesOf } from './drawdown.js';

const LineChart = lazy(() => import('../chart/line-chart.js'));
/** 20 pages of 500 points: more than a year of hourly marks. */
const PAGES_AT_MOST = 20;
const DECIMALS = 2;

interface CurvesProps {
  readonly read: readonly EquityPointView[];
  readonly since: readonly EquityPointView[];
}

function Curves({ read, since }: CurvesProps): ReactNode {
  const curves = useMemo(() => curvesOf([...read, ...since]), [read, since]);
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

/** Marks that came since the curve was read: a long curve must not be read again for each of them. */
const useNewMarks = (): readonly EquityPointView[] => {
  const { data: account } = useResource<AccountView>('/account', ACCOUNT);
  const marks = useRef<readonly EquityPointView[]>([]);
  const { equity, tradingPnl, markedAt } = account ?? {};
  if (equity !== undefined && tradingPnl !== undefined && markedAt !== undefined) {
    if (marks.current.at(-1)?.at !== markedAt) {
      marks.current = [...marks.current, { at: markedAt, equity, tradingPnl, reason: 'account' }];
    }
  }
  return marks.current;
};

export function EquitySection(): ReactNode {
  const { resource } = useList<EquityPointView>('/equity?limit=500', undefined, PAGES_AT_MOST);
  const marks = useNewMarks();
  return (
    <Section title="Equity and drawdown">
      <Answer
        of={resource}
        what="the equity curve"
        empty="No equity has been marked yet. The first mark comes with the first prices."
        isEmpty={({ items }) => items.length < 2}
      >
        {({ items }) => <Curves read={items} since={marks} />}
      </Answer>
    </Section>
  );
}
