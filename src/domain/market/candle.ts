import type { DecimalString } from '../shared/decimal.js';
import { DAY, HOUR, MINUTE, type UnixMs } from '../shared/time.js';
import type { InstrumentId } from './instrument.js';

export const TIMEFRAMES = ['1m', '5m', '15m', '1h', '4h', '1d'] as const;
export type Timeframe = (typeof TIMEFRAMES)[number];

/** Length of each timeframe in ms. */
export const TIMEFRAME_MS: Readonly<Record<Timeframe, number>> = {
  '1m': MINUTE,
  '5m': 5 * MINUTE,
  '15m': 15 * MINUTE,
  '1h': HOUR,
  '4h': 4 * HOUR,
  '1d': DAY,
};

/** A closed candle. Prices in quote per base, volume in base; it covers [openTime, openTime + length). */
export interface Candle {
  readonly instrumentId: InstrumentId;
  readonly timeframe: Timeframe;
  readonly openTime: UnixMs;
  readonly open: DecimalString;
  readonly high: DecimalString;
  readonly low: DecimalString;
  readonly close: DecimalString;
  readonly volume: DecimalString;
}

export const closeTimeOf = (candle: Candle): UnixMs => candle.openTime + TIMEFRAME_MS[candle.timeframe];
