import { INSTRUMENT_IDS, type InstrumentId } from '../../../../src/domain/market/instrument.js';
import { syntheticMarket } from '../../../../src/infrastructure/market-data/synthetic/synthetic-market.js';

const START = Date.UTC(2026, 0, 5);
const WEEKS = 8;
const SEEDS = [1, 7, 42];

interface Hour {
  high: number;
  low: number;
  close: number;
  /** Mean true range of 14 hours over the close. */
  atr: number;
}
interface Series {
  readonly hours: Hour[];
  readonly fiveMinutes: number[];
  /** Turnover of each minute, in USDT. */
  readonly turnovers: number[];
}

const seriesOf = (seed: number): Record<InstrumentId, Series> => {
  const all = Object.fromEntries(
    INSTRUMENT_IDS.map((id) => [id, { hours: [], fiveMinutes: [], turnovers: [] } satisfies Series]),
  ) as unknown as Record<InstrumentId, Series>;
  let minute = 0;
  for (const step of syntheticMarket({ seed, startAt: START }).from(START)) {
    const btc = Number(step.candles[0]?.close);
    for (const candle of step.candles) {
      const { hours, fiveMinutes, turnovers } = all[candle.instrumentId];
      const [high, low, close] = [Number(candle.high), Number(candle.low), Number(candle.close)];
      if (minute % 60 === 0) hours.push({ high, low, close, atr: 0 });
      const hour = hours.at(-1)!;
      Object.assign(hour, { high: Math.max(hour.high, high), low: Math.min(hour.low, low), close });
      if (minute % 5 === 4) fiveMinutes.push(close);
      turnovers.push(Number(candle.volume) * close * (candle.instrumentId === 'XRP/BTC' ? btc : 1));
    }
    if (++minute === WEEKS * 7 * 1440) break;
  }
  for (const { hours } of Object.values(all)) {
    hours.forEach((hour, i) => {
      const window = hours.slice(Math.max(1, i - 13), i + 1);
      const ranges = window.map((h, k) => {
        const before = hours[Math.max(1, i - 13) + k - 1]!.close;
        return Math.max(h.high, before) - Math.min(h.low, before);
      });
      hour.atr = ranges.reduce((sum, r) => sum + r, 0) / Math.max(1, ranges.length) / hour.close;
    });
  }
  return all;
};

/** Legs of at least 4 %, counted up and down. */
const legsOf = (hours: readonly Hour[]): { up: number; down: number } => {
  const legs = { up: 0, down: 0 };
  let upward = true;
  let extreme = hours[0]!.close;
  for (const { close } of hours) {
    if (upward ? close > extreme : close < extreme) extreme = close;
    else if (upward ? close < extreme * 0.96 : close > extreme * 1.04) {
      legs[upward ? 'up' : 'down']++;
      upward = !upward;
      extreme = close;
    }
  }
  return legs;
};

/** A plain follower of 24-hour breakouts: stop 2 ATR (at least 1 %), target twice that, out after 48 hours. */
const followerOf = (hours: readonly Hour[]): { longs: number; shorts: number; wins: number } => {
  const closed = { longs: 0, shorts: 0, wins: 0 };
  let open: { long: boolean; at: number; stop: number; target: number } | undefined;
  for (let i = 24; i < hours.length; i++) {
    const { high, low, close, atr } = hours[i]!;
    if (open !== undefined) {
      const stopped = open.long ? low <= open.stop : high >= open.stop;
      const won = !stopped && (open.long ? high >= open.target : low <= open.target);
      if (stopped || won || i - open.at >= 48) {
        closed[open.long ? 'longs' : 'shorts']++;
        if (won) closed.wins++;
        open = undefined;
      }
      continue;
    }
    const day = hours.slice(i - 24, i);
    const sign = close > Math.max(...day.map((h) => h.high)) ? 1 : close < Math.min(...day.map((h) => h.low)) ? -1 : 0;
    const stop = Math.max(0.01, 2 * atr);
    if (sign !== 0)
      open = { long: sign > 0, at: i, stop: close * (1 - sign * stop), target: close * (1 + sign * 2 * stop) };
  }
  return closed;
};

const quantile = (values: readonly number[], q: number): number =>
  [...values].sort((a, b) => a - b)[Math.floor(q * values.length)]!;

describe.each(SEEDS)('eight weeks of pretend market, seed %i', (seed) => {
  const all = seriesOf(seed);

  it.each(INSTRUMENT_IDS)('%s trends both ways and stays in its range', (id) => {
    const { hours } = all[id];
    const { up, down } = legsOf(hours);
    expect(up).toBeGreaterThanOrEqual(4);
    expect(down).toBeGreaterThanOrEqual(4);
    const closes = hours.map((hour) => hour.close);
    expect(Math.max(...closes) / Math.min(...closes)).toBeLessThan(2.5);
  });

  it.each(INSTRUMENT_IDS)('%s is lively and quiet by turns', (id) => {
    const atr = all[id].hours.slice(14).map((hour) => hour.atr);
    expect(quantile(atr, 0.5)).toBeGreaterThan(0.0045);
    expect(quantile(atr, 0.5)).toBeLessThan(0.0085);
    expect(quantile(atr, 0.95) / quantile(atr, 0.05)).toBeGreaterThan(2);
    expect(quantile(atr, 1 - 1e-9)).toBeLessThan(0.03);
  });

  it.each(INSTRUMENT_IDS)('%s has spikes: moves of five minutes beyond 3 of its usual ones by far', (id) => {
    const closes = all[id].fiveMinutes;
    const moves = closes.slice(1).map((close, i) => Math.abs(close / closes[i]! - 1));
    const usual = quantile(moves, 0.5);
    const spikes = moves.filter((move) => move > 10 * usual).length;
    expect(spikes).toBeGreaterThanOrEqual(1);
    expect(spikes).toBeLessThan(20 * WEEKS);
    expect(Math.max(...moves)).toBeLessThan(0.06);
  });

  it.each(INSTRUMENT_IDS)('%s pays and stops a plain trend follower, long and short', (id) => {
    const { longs, shorts, wins } = followerOf(all[id].hours);
    expect(longs).toBeGreaterThanOrEqual(6);
    expect(shorts).toBeGreaterThanOrEqual(6);
    expect(wins).toBeGreaterThanOrEqual(4);
    expect(wins).toBeLessThan(longs + shorts - 4);
  });

  it.each(INSTRUMENT_IDS)('%s: a tenth of a minute fills most orders at once, and some in parts', (id) => {
    const filledAtOnce = (order: number) =>
      all[id].turnovers.filter((t) => t * 0.1 >= order).length / all[id].turnovers.length;
    expect(filledAtOnce(500)).toBeGreaterThan(0.98);
    expect(filledAtOnce(2_500)).toBeGreaterThan(0.75);
    expect(filledAtOnce(2_500)).toBeLessThan(0.97);
  });

  it('moves BTC and XRP together, but not alike', () => {
    const returns = (id: InstrumentId) =>
      all[id].hours.slice(1).map((h, i) => Math.log(h.close / all[id].hours[i]!.close));
    const [x, y] = [returns('BTC/USDT'), returns('XRP/USDT')];
    const product = (a: readonly number[], b: readonly number[]) => a.reduce((sum, v, i) => sum + v * b[i]!, 0);
    const correlation = product(x, y) / Math.sqrt(product(x, x) * product(y, y));
    expect(correlation).toBeGreaterThan(0.3);
    expect(correlation).toBeLessThan(0.85);
  });
});
