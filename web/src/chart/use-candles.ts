import { useEffect, useRef, useState } from 'react';
import { getJson, withQuery } from '../api/client.js';
import type { CandleView, MarketView, Page } from '../api/shapes.js';
import { useMarkets, useStatus } from '../live/use-live.js';

const SHOWN = 400;
const REFRESH_MS = 1_000;

interface Candles {
  /** Oldest first, none twice. */
  readonly list: readonly CandleView[];
  readonly problem?: string;
}

const merged = (old: readonly CandleView[], fresh: readonly CandleView[]): readonly CandleView[] => {
  const byTime = new Map([...old, ...fresh].map((candle) => [candle.openTime, candle]));
  return [...byTime.values()].sort((a, b) => a.openTime - b.openTime).slice(-2 * SHOWN);
};

/** The candle that is still forming, from the last price: the archive has closed ones only. */
const forming = (
  list: readonly CandleView[],
  market: MarketView | undefined,
  stepMs: number,
): readonly CandleView[] => {
  const last = list.at(-1);
  if (!last || !market?.last || market.at === undefined || market.stale) return list;
  const openTime = Math.floor(market.at / stepMs) * stepMs;
  if (openTime <= last.openTime) return list;
  const { last: price } = market;
  return [...list, { openTime, open: last.close, high: price, low: price, close: price, volume: '0' }];
};

/** Candles of one instrument, read once and then kept up with the market's clock. */
export const useCandles = (instrumentId: string, timeframe: string, stepMs: number): Candles => {
  const [candles, setCandles] = useState<Candles>({ list: [] });
  const market = useMarkets()[instrumentId];
  const marketTime = useStatus()?.marketTime;
  const asked = useRef({ at: 0, busy: false });
  const from = candles.list.at(-2)?.openTime;
  useEffect(() => {
    if (marketTime === undefined || asked.current.busy || Date.now() - asked.current.at < REFRESH_MS) return;
    asked.current = { at: Date.now(), busy: true };
    const path = withQuery('/candles', {
      instrument: instrumentId,
      timeframe,
      from: from ?? marketTime - SHOWN * stepMs,
      to: marketTime,
      limit: SHOWN,
    });
    getJson<Page<CandleView>>(path)
      .then(({ items }) => setCandles(({ list }) => ({ list: merged(list, items) })))
      .catch((error: Error) => setCandles(({ list }) => ({ list, problem: error.message })))
      .finally(() => (asked.current.busy = false));
  }, [marketTime, instrumentId, timeframe, stepMs, from]);
  return { ...candles, list: forming(candles.list, market, stepMs) };
};
