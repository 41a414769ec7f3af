import type { Candle } from '../../domain/market/candle.js';
import { type DecimalString, text } from '../../domain/shared/decimal.js';

const CANONICAL = /^(0|-?[1-9]\d*|-?(0|[1-9]\d*)\.\d*[1-9])$/;

/** Parsing costs ten times the test, and candles mostly come canonical. */
const canonical = (value: DecimalString): DecimalString => (CANONICAL.test(value) ? value : text(value));

/** Equal candles have equal text, whatever file or feed they came from: digests are made over it. */
export const canonicalCandle = (candle: Candle): Candle => ({
  instrumentId: candle.instrumentId,
  timeframe: candle.timeframe,
  openTime: candle.openTime,
  open: canonical(candle.open),
  high: canonical(candle.high),
  low: canonical(candle.low),
  close: canonical(candle.close),
  volume: canonical(candle.volume),
});
