/** Curves for drawing: numbers, because a pixel needs no more. The figures beside them are the API's own text. */
import type { EquityPointView } from '../api/shapes.js';
import { forDrawing } from '../format/figures.js';

export interface Curves {
  /** Unix ms, rising and none twice. */
  readonly times: readonly number[];
  readonly equity: readonly number[];
  /** Percent below the peak of trading P&L, over the equity at the peak; zero or negative. */
  readonly drawdown: readonly number[];
}

/** As the drawdown breaker counts it: trading P&L from its peak, over the equity at that peak. */
export const curvesOf = (points: readonly EquityPointView[]): Curves => {
  const byTime = new Map([...points].sort((a, b) => a.at - b.at).map((point) => [point.at, point]));
  const rising = [...byTime.values()];
  let peak = { pnl: -Infinity, equity: 1 };
  const drawdown = rising.map((point) => {
    const [pnl, equity] = [forDrawing(point.tradingPnl), forDrawing(point.equity)];
    if (pnl >= peak.pnl) peak = { pnl, equity };
    return peak.equity > 0 ? (-100 * (peak.pnl - pnl)) / peak.equity : 0;
  });
  return { times: rising.map(({ at }) => at), equity: rising.map(({ equity }) => forDrawing(equity)), drawdown };
};
