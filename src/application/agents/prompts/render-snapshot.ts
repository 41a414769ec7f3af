/** The one renderer of a frozen snapshot: every model reads the same text. */
import type { InstrumentSnapshot } from '../../../domain/decisions/decision.events.js';
import type { Timeframe } from '../../../domain/market/candle.js';
import { assert } from '../../../domain/shared/assert.js';
import type { UnixMs } from '../../../domain/shared/time.js';
import { countTokens } from './count-tokens.js';
import { EVERYTHING, renderInstrument, type Extent } from './render-instrument.js';
import { instant } from './written.js';

interface Cut {
  readonly what: string;
  readonly to: (extent: Extent) => Extent;
}

const without =
  (...timeframes: readonly Timeframe[]) =>
  (extent: Extent): Extent => ({
    ...extent,
    timeframes: extent.timeframes.filter((each) => !timeframes.includes(each)),
  });

/** What goes first where all is too long. Prices, position, regime and the advisers' opinions always stay. */
export const CUTS: readonly Cut[] = [
  { what: 'candles of 1m, 5m and 1d', to: without('1m', '5m', '1d') },
  { what: 'reasons of the advisers beyond the first', to: (extent) => ({ ...extent, reasons: 1 }) },
  { what: 'candles of 15m', to: without('15m') },
  { what: 'agents outside', to: (extent) => ({ ...extent, outside: false }) },
  { what: 'candles of 4h', to: without('4h') },
  { what: 'reasons of the advisers', to: (extent) => ({ ...extent, reasons: 0 }) },
  { what: 'candles of 1h', to: without('1h') },
];

const bodyOf = (instruments: readonly InstrumentSnapshot[], takenAt: UnixMs, extent: Extent): string =>
  instruments.map((each) => renderInstrument(each, takenAt, extent).join('\n')).join('\n\n');

const whole = (takenAt: UnixMs, body: string, leftOut: readonly string[]): string =>
  [
    `Snapshot taken ${instant(takenAt)}. Ages count back from that instant; nothing later is known.`,
    ...(leftOut.length === 0 ? [] : [`Left out for length: ${leftOut.join('; ')}.`]),
    '',
    body,
  ].join('\n');

/**
 * Of at most so many tokens: over it the least important is left out, step by step as {@link CUTS} says, and named.
 * @throws ImpossibleFact where even the least does not fit: all of it has a bounded length
 */
export const renderSnapshot = (
  instruments: readonly InstrumentSnapshot[],
  takenAt: UnixMs,
  mostTokens: number,
): string => {
  let extent = EVERYTHING;
  let body = bodyOf(instruments, takenAt, extent);
  const leftOut: string[] = [];
  for (const cut of CUTS) {
    const shown = whole(takenAt, body, leftOut);
    if (countTokens(shown) <= mostTokens) return shown;
    extent = cut.to(extent);
    const shorter = bodyOf(instruments, takenAt, extent);
    if (shorter !== body) leftOut.push(cut.what);
    body = shorter;
  }
  const least = whole(takenAt, body, leftOut);
  assert(countTokens(least) <= mostTokens, `a snapshot of ${countTokens(least)} tokens, at most ${mostTokens}`);
  return least;
};
