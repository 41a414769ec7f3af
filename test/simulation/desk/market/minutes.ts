import type { Candle } from '../../../../src/domain/market/candle.js';
import type { Chance } from '../plan/chance.js';
import type { Episode } from '../plan/plan.js';

/** Absent: nobody traded and nobody quoted. */
export type MinuteShape = Pick<Candle, 'open' | 'high' | 'low' | 'close' | 'volume'> | undefined;

export interface MinuteDraw {
  readonly first: number;
  readonly tick: number;
  readonly restless: number;
  readonly minutes: number;
  /** Flat minutes after them. */
  readonly rest: number;
  readonly episodes: readonly Episode[];
}

const isIn = (minute: number, { from, to }: Episode): boolean => minute >= from && minute < to;

/** Digits without an exponent and without zeros at the end. */
export const plainText = (value: number, places: number): string => {
  const fixed = value.toFixed(places);
  return fixed.includes('.') ? fixed.replace(/\.?0+$/, '') : fixed;
};

/** Prices on the tick as text: whole ticks, so that no float shows. */
export const priceText = (price: number, tick: number): string =>
  plainText(Math.max(tick, Math.round(price / tick) * tick), Math.max(0, Math.round(-Math.log10(tick))));

/** Volume of a minute in quote units, about: from a trickle to a flood. */
const volumeText = (chance: Chance, price: number): string =>
  plainText(chance.scaled(2_000, 5_000_000) / Math.max(price, 1e-9), 4);

/** Every minute of one instrument, drawn in one go: the same plan gives the same minutes, from wherever they are read. */
export const drawMinutes = (chance: Chance, draw: MinuteDraw): readonly MinuteShape[] => {
  const { first, tick, restless, minutes, rest, episodes } = draw;
  const shapes: MinuteShape[] = [];
  let price = first;
  for (let minute = 0; minute < minutes + rest; minute++) {
    const now = minute < minutes ? episodes.filter((episode) => isIn(minute, episode)) : [];
    const has = (what: Episode['what']) => now.find((episode) => episode.what === what);
    const starts = (what: Episode['what']) => now.find((episode) => episode.what === what && episode.from === minute);
    const [step, up, down, volume] = [chance.bell(), chance.uniform(), chance.uniform(), volumeText(chance, price)];
    const still = minute >= minutes || has('flat') !== undefined;
    const open = price * (1 + (starts('jump')?.size ?? 0));
    const close = still ? open : open * Math.exp(restless * step + (has('trend')?.size ?? 0));
    const reach = still ? 0 : restless;
    const wick = starts('wick')?.size ?? 0;
    const high = Math.max(open, close) * (1 + reach * up + Math.max(0, wick));
    const low = Math.min(open, close) * (1 - reach * down + Math.min(0, wick));
    price = Math.min(first * 20, Math.max(first / 20, close));
    const [o, h, l, c] = [open, high, low, close].map((each) => priceText(each, tick)) as [
      string,
      string,
      string,
      string,
    ];
    const traded = minute >= minutes ? plainText(1e12 / price, 4) : still ? '0' : volume;
    const shape = { open: o, high: h, low: l, close: c, volume: traded };
    shapes.push(has('gap') ? undefined : shape);
  }
  return shapes;
};
