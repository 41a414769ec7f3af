/** The one file that speaks to lightweight-charts. */
import {
  CandlestickSeries,
  createChart,
  createSeriesMarkers,
  type AutoscaleInfo,
  type IPriceLine,
  type SeriesMarker,
  type Time,
} from 'lightweight-charts';
import type { CandleView } from '../api/shapes.js';
import { forDrawing, grouped } from '../format/figures.js';
import { day, dayMinute, minute } from '../format/time.js';
import type { Colours } from './colours.js';
import type { Level } from './levels.js';
import { chartTime } from './marks.js';
import { rangeWith } from './price-range.js';

export interface PriceCanvas {
  readonly setColours: (colours: Colours) => void;
  readonly setCandles: (candles: readonly CandleView[]) => void;
  readonly setMarks: (marks: SeriesMarker<Time>[]) => void;
  readonly setLevels: (levels: readonly Level[]) => void;
  readonly remove: () => void;
}

interface Events {
  /** The address behind a clicked mark. */
  readonly onMark: (address: string) => void;
  /** Open time of the candle under the pointer, unix ms. */
  readonly onPoint: (openTime: number | undefined) => void;
}

const toMs = (time: Time): number => Number(time) * 1_000;

const toBar = ({ openTime, open, high, low, close }: CandleView) => ({
  time: chartTime(openTime),
  open: forDrawing(open),
  high: forDrawing(high),
  low: forDrawing(low),
  close: forDrawing(close),
});

const lookOf = (colours: Colours) => ({
  layout: {
    background: { color: colours.ground },
    textColor: colours.quiet,
    fontSize: 11,
    fontFamily: 'system-ui, sans-serif',
    // It would put a style element into the page; the help names the maker instead.
    attributionLogo: false,
  },
  grid: { vertLines: { visible: false }, horzLines: { color: colours.raised } },
  rightPriceScale: { borderVisible: false },
  timeScale: { borderColor: colours.line },
});

const chartOptions = (colours: Colours, digits: number) => ({
  ...lookOf(colours),
  autoSize: true,
  localization: {
    timeFormatter: (time: Time) => dayMinute(toMs(time)),
    priceFormatter: (value: number) => grouped(value.toFixed(digits)),
  },
  timeScale: {
    borderColor: colours.line,
    timeVisible: true,
    secondsVisible: false,
    rightOffset: 6,
    // Marks of 3 (time) and 4 (time with seconds) fall inside a day.
    tickMarkFormatter: (time: Time, mark: number) => (mark >= 3 ? minute(toMs(time)) : day(toMs(time))),
  },
  crosshair: { mode: 0 },
});

export const drawPrices = (element: HTMLElement, digits: number, colours: Colours, events: Events): PriceCanvas => {
  const chart = createChart(element, chartOptions(colours, digits));
  const series = chart.addSeries(CandlestickSeries, {
    priceFormat: { type: 'price', precision: digits, minMove: Number(`1e-${digits}`) },
    priceLineStyle: 1,
  });
  const markers = createSeriesMarkers(series, []);
  let lines: readonly IPriceLine[] = [];
  let levelsDrawn: readonly Level[] = [];
  let drawn: readonly CandleView[] = [];
  series.applyOptions({
    autoscaleInfoProvider: (ofCandles: () => AutoscaleInfo | null) => {
      const info = ofCandles();
      return info?.priceRange ? { ...info, priceRange: rangeWith(info.priceRange, levelsDrawn) } : info;
    },
  });
  chart.subscribeClick(({ hoveredObjectId }) => {
    if (typeof hoveredObjectId === 'string') events.onMark(hoveredObjectId);
  });
  chart.subscribeCrosshairMove(({ time }) => events.onPoint(time === undefined ? undefined : toMs(time)));
  return {
    setColours: (next) => {
      chart.applyOptions(lookOf(next));
      const [up, down] = [next.gain, next.loss];
      series.applyOptions({ upColor: next.ground, downColor: down, borderUpColor: up, borderDownColor: down });
      series.applyOptions({ wickUpColor: up, wickDownColor: down, priceLineColor: next.quiet });
    },
    setCandles: (candles) => {
      const last = drawn.at(-1);
      const tail = last === undefined ? candles : candles.filter(({ openTime }) => openTime >= last.openTime);
      // A few new candles are added; anything else is drawn anew.
      if (last === undefined || tail.length === 0 || tail.length > 20) series.setData(candles.map(toBar));
      else for (const candle of tail) series.update(toBar(candle));
      drawn = candles;
    },
    setMarks: (marks) => markers.setMarkers(marks),
    setLevels: (levels) => {
      levelsDrawn = levels;
      for (const line of lines) series.removePriceLine(line);
      lines = levels.map((level) => series.createPriceLine({ ...level, lineWidth: 1, axisLabelVisible: true }));
    },
    remove: () => chart.remove(),
  };
};
