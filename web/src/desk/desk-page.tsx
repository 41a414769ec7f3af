import { lazy, Suspense, type ReactNode } from 'react';
import { Page } from '../frame/page.js';
import { WorkingOrders } from '../orders/working-orders.js';
import { OpenPositions } from '../positions/open-positions.js';
import { useQueryValue } from '../routing/router.js';
import { InstrumentSwitch } from './instrument-switch.js';
import { Stream } from './stream.js';
import { TimeframeSwitch, TIMEFRAMES } from './timeframe-switch.js';

/** The chart's code comes after the text of the page. */
const PriceChart = lazy(() => import('../chart/price-chart.js'));

export function DeskPage(): ReactNode {
  const [instrument = 'BTC/USDT', setInstrument] = useQueryValue('instrument');
  const [timeframe = '15m', setTimeframe] = useQueryValue('timeframe');
  const minutes = TIMEFRAMES[timeframe] ?? 15;
  return (
    <Page title="Desk" unseen>
      <div className="desk">
        <div className="desk-chart">
          <InstrumentSwitch chosen={instrument} onChoose={setInstrument} />
          <TimeframeSwitch chosen={timeframe} onChoose={setTimeframe} />
          <Suspense fallback={<div className="chart note">The chart is on its way …</div>}>
            <PriceChart
              key={`${instrument} ${timeframe}`}
              instrumentId={instrument}
              timeframe={timeframe}
              stepMs={minutes * 60_000}
            />
          </Suspense>
        </div>
        <Stream />
        <div className="desk-tables">
          <OpenPositions />
          <WorkingOrders />
        </div>
      </div>
    </Page>
  );
}
