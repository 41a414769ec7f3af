/** Fills as arrows on their price, decisions as dots below their candle. */
import type { SeriesMarker, Time, UTCTimestamp } from 'lightweight-charts';
import type { DecisionView, FillView } from '../api/shapes.js';
import { forDrawing } from '../format/figures.js';
import { cycleAddress, fillAddress } from '../routing/addresses.js';
import type { Colours } from './colours.js';

/** The id is the address that a click leads to. */
type Mark = SeriesMarker<Time>;

export const chartTime = (at: number): UTCTimestamp => Math.floor(at / 1_000) as UTCTimestamp;

const candleTime = (at: number, stepMs: number): UTCTimestamp => chartTime(Math.floor(at / stepMs) * stepMs);

const fillMark = (fill: FillView, stepMs: number, colours: Colours): Mark => ({
  time: candleTime(fill.at, stepMs),
  position: 'atPriceMiddle',
  price: forDrawing(fill.price),
  shape: fill.side === 'buy' ? 'arrowUp' : 'arrowDown',
  color: fill.side === 'buy' ? colours.gain : colours.loss,
  size: 1,
  id: fillAddress(fill.tradeId),
});

/** Full where it became an order, faint where nothing came of it. */
const decisionMark = (decision: DecisionView, stepMs: number, colours: Colours): Mark => ({
  time: candleTime(decision.at, stepMs),
  position: 'belowBar',
  shape: 'circle',
  color:
    decision.verdict === undefined
      ? colours.faint
      : decision.verdict.outcome === 'denied'
        ? colours.warn
        : colours.text,
  size: decision.verdict === undefined ? 0.3 : 0.6,
  id: cycleAddress(decision.cycleId, decision.instrumentId),
});

export const marksOf = (
  fills: readonly FillView[],
  decisions: readonly DecisionView[],
  shown: { readonly first: number; readonly stepMs: number },
  colours: Colours,
): Mark[] =>
  [
    ...decisions.filter(({ at }) => at >= shown.first).map((decision) => decisionMark(decision, shown.stepMs, colours)),
    ...fills.filter(({ at }) => at >= shown.first).map((fill) => fillMark(fill, shown.stepMs, colours)),
  ].sort((a, b) => Number(a.time) - Number(b.time));
