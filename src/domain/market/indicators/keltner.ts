import type { Bands } from './bollinger.js';
import type { Indicator } from './indicator.js';
import { KeltnerChannels } from './library.js';

export interface KeltnerOptions {
  readonly ema: number;
  readonly atr: number;
  readonly multiplier: number;
}

/** Keltner channel in the form of L. Raschke: EMA of the close +- multiplier x ATR. */
export const createKeltner = (options: KeltnerOptions): Indicator<Bands> => {
  const channel = new KeltnerChannels({
    emaInterval: options.ema,
    atrInterval: options.atr,
    multiplier: options.multiplier,
  });
  let latest: Bands | null = null;
  return {
    update: (candle) => {
      latest = channel.update(candle, false);
    },
    value: () => latest,
  };
};
