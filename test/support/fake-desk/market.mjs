/** Candles that walk like a market: two days more than the desk has lived, for the live part. */
import { seeded } from './chance.mjs';

export const MINUTE = 60_000;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
export const START = Date.UTC(2026, 9, 1);
/** Where the live part begins. */
export const NOW = START + 14 * DAY + 9 * HOUR + 24 * MINUTE;
export const INSTRUMENTS = { 'BTC/USDT': 1, 'XRP/USDT': 5, 'XRP/BTC': 8 };
export const TIMEFRAMES = { '1m': 1, '5m': 5, '15m': 15, '1h': 60, '4h': 240, '1d': 1440 };
const REGIMES = ['trending_bull', 'ranging', 'volatile', 'trending_bear', 'quiet', 'choppy', 'ranging'];
const FIRST = { 'BTC/USDT': 60_000, 'XRP/USDT': 0.52 };

export const regimeAt = (at) => REGIMES[Math.floor((at - START) / (11 * HOUR)) % REGIMES.length];

function walk(first, seed) {
  const random = seeded(seed);
  const closes = [];
  let price = first;
  for (let at = START; at < NOW + 2 * DAY; at += MINUTE) {
    const regime = regimeAt(at);
    const drift = regime === 'trending_bull' ? 0.00003 : regime === 'trending_bear' ? -0.00003 : 0;
    const noise = (random() + random() + random() - 1.5) * (regime === 'volatile' ? 0.0022 : 0.0011);
    price *= 1 + drift + noise + (first - price) * 0.000002 * (1 / first);
    closes.push(price);
  }
  return closes;
}

const closes = { 'BTC/USDT': walk(FIRST['BTC/USDT'], 7), 'XRP/USDT': walk(FIRST['XRP/USDT'], 11) };
closes['XRP/BTC'] = closes['XRP/USDT'].map((price, i) => price / closes['BTC/USDT'][i]);

const indexAt = (at) => Math.min(closes['BTC/USDT'].length - 1, Math.max(1, Math.floor((at - START) / MINUTE)));
export const priceAt = (instrumentId, at) => closes[instrumentId][indexAt(at)];
export const text = (instrumentId, price) => price.toFixed(INSTRUMENTS[instrumentId]);

/** Closed candles only, oldest first. */
export function candlesOf(instrumentId, timeframe, from, to) {
  const step = TIMEFRAMES[timeframe] * MINUTE;
  const rows = [];
  for (let open = Math.max(START, Math.ceil(from / step) * step); open + step <= to; open += step) {
    const [first, last] = [indexAt(open), indexAt(open + step)];
    const inside = closes[instrumentId].slice(Math.max(0, first - 1), last);
    const show = (price) => text(instrumentId, price);
    rows.push({
      openTime: open,
      open: show(inside[0]),
      high: show(Math.max(...inside) * 1.0004),
      low: show(Math.min(...inside) * 0.9996),
      close: show(inside.at(-1)),
      volume: (12 + (first % 40)).toFixed(4),
    });
  }
  return rows;
}

export function marketAt(at) {
  return Object.keys(INSTRUMENTS).map((instrumentId) => {
    const last = priceAt(instrumentId, at);
    return {
      instrumentId,
      bid: text(instrumentId, last * 0.9999),
      ask: text(instrumentId, last * 1.0001),
      last: text(instrumentId, last),
      at,
      regime: regimeAt(at),
      stale: false,
    };
  });
}
