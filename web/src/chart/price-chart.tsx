import { useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import type { CandleView, DecisionView, FillView, OrderView, Page } from '../api/shapes.js';
import { withQuery } from '../api/client.js';
import { price, priceDigits } from '../format/figures.js';
import { Moment } from '../format/moment.js';
import { DECISIONS, FILLS, ORDERS } from '../live/concerns.js';
import { useResource } from '../live/use-resource.js';
import { WORKING_ORDERS } from '../orders/working-orders.js';
import { useOpenPositions } from '../positions/open-positions.js';
import { navigate } from '../routing/router.js';
import { useColours } from './colours.js';
import { levelsOf } from './levels.js';
import { marksOf } from './marks.js';
import { drawPrices, type PriceCanvas } from './price-canvas.js';
import { useCandles } from './use-candles.js';

interface Props {
  readonly instrumentId: string;
  readonly timeframe: string;
  readonly stepMs: number;
}

function Values({ candle, instrumentId }: { candle: CandleView | undefined; instrumentId: string }): ReactNode {
  if (!candle) return <p className="candle-values" />;
  const shown = (value: string): string => price(value, instrumentId);
  return (
    <p className="candle-values">
      <Moment at={candle.openTime} as="dayMinute" /> open {shown(candle.open)} high {shown(candle.high)} low{' '}
      {shown(candle.low)} close {shown(candle.close)}
    </p>
  );
}

const useMarked = (instrumentId: string) => {
  const query = { instrument: instrumentId, limit: 200 };
  const fills = useResource<Page<FillView>>(withQuery('/fills', query), FILLS).data?.items;
  const decisions = useResource<Page<DecisionView>>(withQuery('/decisions', query), DECISIONS).data?.items;
  const orders = useResource<Page<OrderView>>(WORKING_ORDERS, ORDERS).data?.items;
  const positions = useOpenPositions().data?.items;
  return { fills, decisions, orders, positions };
};

/** Candles with what the desk did on them. A click on a mark leads to its why. */
export default function PriceChart({ instrumentId, timeframe, stepMs }: Props): ReactNode {
  const element = useRef<HTMLDivElement>(null);
  const canvas = useRef<PriceCanvas>(undefined);
  const [pointed, setPointed] = useState<number | undefined>();
  const colours = useColours();
  const first = useRef(colours);
  const { list, problem } = useCandles(instrumentId, timeframe, stepMs);
  const { fills, decisions, orders, positions } = useMarked(instrumentId);
  useEffect(() => {
    if (!element.current) return undefined;
    const events = { onMark: navigate, onPoint: setPointed };
    const drawn = drawPrices(element.current, priceDigits(instrumentId), first.current, events);
    canvas.current = drawn;
    return () => drawn.remove();
  }, [instrumentId]);
  useEffect(() => canvas.current?.setColours(colours), [colours]);
  useEffect(() => canvas.current?.setCandles(list), [list]);
  const begin = list[0]?.openTime;
  const marks = useMemo(
    () => (begin === undefined ? [] : marksOf(fills ?? [], decisions ?? [], { first: begin, stepMs }, colours)),
    [fills, decisions, begin, stepMs, colours],
  );
  useEffect(() => canvas.current?.setMarks(marks), [marks]);
  const levels = useMemo(
    () => levelsOf(instrumentId, positions ?? [], orders ?? [], colours),
    [instrumentId, positions, orders, colours],
  );
  useEffect(() => canvas.current?.setLevels(levels), [levels]);
  const last = list.at(-1);
  return (
    <figure className="chart-figure">
      <Values candle={list.find(({ openTime }) => openTime === pointed) ?? last} instrumentId={instrumentId} />
      <div
        ref={element}
        className="chart"
        role="img"
        aria-label={`${instrumentId}, candles of ${timeframe}, last price ${price(last?.close, instrumentId)}`}
      />
      <figcaption className="quiet">
        {problem && list.length === 0
          ? `No candles: ${problem}`
          : 'Arrows are fills on their price, dots are decisions: full when they became an order, amber when denied. A click on one shows why.'}
      </figcaption>
    </figure>
  );
}
