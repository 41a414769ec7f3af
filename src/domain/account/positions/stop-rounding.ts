import { roundDownTo, roundUpTo, type Dec } from '../../shared/decimal.js';

/** A stop rounds away from the entry: one that is meant to cover the fees then covers them. */
export const roundStop = (stop: Dec, entry: Dec, tick: Dec): Dec =>
  stop.gt(entry) ? roundUpTo(stop, tick) : roundDownTo(stop, tick);
