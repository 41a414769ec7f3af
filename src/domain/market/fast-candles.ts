import { dec, maxOf, minOf, text } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { closeTimeOf, TIMEFRAME_MS, type Candle, type Timeframe } from './candle.js';
import { createCandleFeed } from './candle-feed.js';
import { createCandleSeries } from './candle-series.js';
import { createAtr } from './indicators/atr.js';
import { numbersOf, type CandleNumbers } from './indicators/indicator.js';
import type { Quote } from './quote.js';

const FRAME: Timeframe = '5m';
const ATR_INTERVAL = 14;
/**
 * The ATR is that of the last so many candles alone. What is older would weigh 1.3 thousandths of it, and a restart would
 * have to know all of it to come to the same last digit.
 */
const WINDOW = 100;
/** How much of the market before an instant gives the same numbers as the whole of it. */
export const FAST_HISTORY_MS = (WINDOW + 2) * TIMEFRAME_MS[FRAME];

type FastCandle = NonNullable<Quote['candle5m']>;

/** The newest closed 5m candle of one instrument beside what was usual before it. */
export interface FastCandles {
  /** Takes a base candle that closed at or before `at`; one that no feed takes is ignored. */
  push(candle: Candle, at: UnixMs): void;
  /** Undefined while warming up. */
  newest(): FastCandle | undefined;
}

const atrOf = (window: readonly CandleNumbers[]): number | null => {
  const atr = createAtr(ATR_INTERVAL);
  for (const candle of window) atr.update(candle);
  return atr.value();
};

const measured = (candle: Candle, previous: Candle, window: readonly CandleNumbers[]): FastCandle | undefined => {
  const atr = atrOf(window);
  if (atr === null) return undefined;
  const close = dec(previous.close);
  const high = maxOf(dec(candle.high), close);
  const low = minOf(dec(candle.low), close);
  const farthest = maxOf(high.sub(close), close.sub(low));
  return {
    closedAt: closeTimeOf(candle),
    trueRange: text(high.sub(low)),
    previousAtr: text(atr),
    movePct: text(farthest.div(close).toDecimalPlaces(8)),
  };
};

/** Undefined for a feed that is coarser than 5m. */
export const createFastCandles = (base: Timeframe): FastCandles | undefined => {
  if (TIMEFRAME_MS[base] > TIMEFRAME_MS[FRAME]) return undefined;
  const feed = createCandleFeed(base);
  const series = createCandleSeries(FRAME);
  let last: Candle | undefined;
  let previous: Candle | undefined;
  let window: CandleNumbers[] = [];
  let cached: { readonly of: Candle; readonly fast: FastCandle | undefined } | undefined;

  const absorb = (closed: Candle): void => {
    if (last) window = [...window.slice(1 - WINDOW), numbersOf(last)];
    previous = last;
    last = closed;
  };

  return {
    push: (candle, at) => {
      for (const known of feed.push(candle, at).candles) {
        const closed = series.push(known);
        if (closed) absorb(closed);
      }
    },
    // Measured when somebody asks: the history before a start closes thousands that nobody does.
    newest: () => {
      if (!last || !previous) return undefined;
      if (cached?.of !== last) cached = { of: last, fast: measured(last, previous, window) };
      return cached.fast;
    },
  };
};
