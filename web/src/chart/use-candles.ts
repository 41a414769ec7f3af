import { useEffect, useRef, useState } from 'react';
import { getJson, withQuery } from '../api/client.js';
import type { CandleView, MarketView, Page } from '../api/shapes.js';
import { compare } from '../format/decimal.js';
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

const higher = (a: string, b: string): string => (compare(a, b) > 0 ? a : b);
const lower = (a: string, b: string): string => (compare(a, b) < 0 ? a : b);

/** The candle that is still forming, from the prices seen since it began: the archive has closed ones only. */
const formingFrom = (
  before: CandleView | undefined,
  closed: CandleView | undefined,
  market: MarketView | undefined,
  stepMs: number,
): CandleView | undefined => {
  if (!closed || !market?.last || market.at === undefined || market.stale) return undefined;
  const { last: close, at } = market;
  const openTime = Math.floor(at / stepMs) * stepMs;
  if (openTime <= closed.openTime) return undefined;
  const open = closed.close;
  const so = before?.openTime === openTime ? before : { open, high: open, low: open, volume: '0' };
  return { ...so, openTime, close, high: higher(so.high, close), low: lower(so.low, close) };
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
  const forming = useRef<CandleView>(undefined);
  forming.current = formingFrom(forming.current, candles.list.at(-1), market, stepMs);
  return forming.current ? { ...candles, list: [...candles.list, forming.current] } : candles;
};
