import { closeTimeOf, type Candle } from '../market/candle.js';
import type { Quote } from '../market/quote.js';
import { dec, ONE, text } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import { DEFAULT_PAPER, type PaperSettings } from './paper-settings.js';

/**
 * What a closed candle lets a pretend market quote: bid = close x (1 - h), ask = close x (1 + h) with the instrument's
 * half spread h. Not rounded to the tick, so that the mid is the close exactly: rates and marks then need no
 * convention, and the tick is applied where a price is used (against us).
 *
 * @param at when the venue said so, unix ms
 */
export const quoteFromCandle = (
  candle: Candle,
  at: UnixMs,
  halfSpreadPct: PaperSettings['halfSpreadPct'] = DEFAULT_PAPER.halfSpreadPct,
): Quote => {
  const close = dec(candle.close);
  const h = dec(halfSpreadPct[candle.instrumentId]);
  return {
    instrumentId: candle.instrumentId,
    bid: text(close.mul(ONE.sub(h))),
    ask: text(close.mul(ONE.add(h))),
    at,
    source: 'candle',
    range: {
      from: candle.openTime,
      to: closeTimeOf(candle),
      open: candle.open,
      high: candle.high,
      low: candle.low,
    },
    volume: candle.volume,
  };
};
