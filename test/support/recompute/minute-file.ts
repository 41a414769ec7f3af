/** A file of one-minute candles, read as text: not a digit goes through a float. Shares no code with the program. */
import { readFileSync } from 'node:fs';
import { type Exact, x } from './exact.js';

export const MINUTE_MS = 60_000;
export const HOUR_MS = 60 * MINUTE_MS;

export interface Minute {
  readonly open: Exact;
  readonly high: Exact;
  readonly low: Exact;
  readonly close: Exact;
  readonly volume: Exact;
}

type Fields = readonly [openTime: number, open: string, high: string, low: string, close: string, volume: string];

const ROW = /\[\s*(\d{13})\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*,\s*([\d.]+)\s*\]/g;

export class MinuteFile {
  private readonly rows = new Map<number, Fields>();
  private readonly first: number;

  constructor(path: string) {
    for (const [, time, open = '', high = '', low = '', close = '', volume = ''] of readFileSync(path, 'utf8').matchAll(
      ROW,
    ))
      this.rows.set(Number(time), [Number(time), open, high, low, close, volume]);
    if (this.rows.size === 0) throw new Error(`no candle in ${path}`);
    this.first = Math.min(...[...this.rows.keys()].slice(0, 10));
  }

  /** A minute without a trade stays at the last close. */
  at(openTime: number): Minute {
    const row = this.rows.get(openTime);
    if (row) {
      const [, open, high, low, close, volume] = row;
      return { open: x(open), high: x(high), low: x(low), close: x(close), volume: x(volume) };
    }
    const { close } = this.at(this.before(openTime));
    return { open: close, high: close, low: close, close, volume: x(0) };
  }

  /** ATR14 of the 1h candles that closed at or before `until`: Wilder 1978, the first value a plain mean of 14 ranges. */
  hourlyAtr(until: number): number {
    const hours = this.hours(until);
    const ranges = hours.map(({ high, low }, n) => {
      const before = hours[n - 1]?.close;
      return before === undefined ? high - low : Math.max(high - low, Math.abs(high - before), Math.abs(low - before));
    });
    const seed = ranges.slice(0, 14).reduce((sum, range) => sum + range, 0) / 14;
    return ranges.slice(14).reduce((atr, range) => (13 * atr + range) / 14, seed);
  }

  private hours(until: number): { high: number; low: number; close: number }[] {
    const hours: { high: number; low: number; close: number }[] = [];
    const begin = Math.ceil(this.first / HOUR_MS) * HOUR_MS;
    let close = Number(this.rows.get(this.first)?.[4]);
    for (let hour = begin; hour + HOUR_MS <= until; hour += HOUR_MS) {
      let [high, low] = [-Infinity, Infinity];
      for (let at = hour; at < hour + HOUR_MS; at += MINUTE_MS) {
        const row = this.rows.get(at);
        high = Math.max(high, row ? Number(row[2]) : close);
        low = Math.min(low, row ? Number(row[3]) : close);
        close = row ? Number(row[4]) : close;
      }
      hours.push({ high, low, close });
    }
    return hours;
  }

  private before(openTime: number): number {
    for (let at = openTime - MINUTE_MS; at >= this.first; at -= MINUTE_MS) if (this.rows.has(at)) return at;
    throw new Error(`the file begins after ${openTime}`);
  }
}
