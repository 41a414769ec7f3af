import type { Instrument } from '../market/instrument.js';
import { dec, maxOf, roundDownTo, ZERO, type Dec, type DecimalString } from '../shared/decimal.js';
import type { UnixMs } from '../shared/time.js';
import type { PaperVenueState } from './paper-venue.state.js';

/** A candle seen as liquidity: its close time names it, its volume bounds us. */
export interface CandleVolume {
  readonly candle: UnixMs;
  /** Base. Absent: unlimited. Zero: nobody traded, so nothing fills. */
  readonly volume?: DecimalString;
}

/**
 * Base quantity that our orders may still take of the candle: volumeShare x volume, rounded down to the lot, less what
 * they took already. Undefined: no limit.
 */
export const volumeLeft = (
  state: Pick<PaperVenueState, 'taken'>,
  instrument: Pick<Instrument, 'id' | 'lot'>,
  { candle, volume }: CandleVolume,
  volumeShare: DecimalString,
): Dec | undefined => {
  if (volume === undefined) return undefined;
  const taken = state.taken[instrument.id];
  const share = roundDownTo(dec(volume).mul(volumeShare), instrument.lot);
  return maxOf(ZERO, taken?.candle === candle ? share.sub(taken.quantity) : share);
};
