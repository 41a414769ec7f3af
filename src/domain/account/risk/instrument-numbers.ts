import type { Instrument } from '../../market/instrument.js';
import { parseDecimal, type Dec } from '../../shared/decimal.js';

/** An instrument's metadata as numbers; units as in `Instrument`. */
export interface InstrumentNumbers {
  readonly tick: Dec;
  readonly lot: Dec;
  readonly minQuantity: Dec;
  readonly minCost: Dec;
  readonly maxStop: Dec;
  readonly maxLeverage: number;
}

const parse = (instrument: Instrument): InstrumentNumbers | undefined => {
  const tick = parseDecimal(instrument.tick);
  const lot = parseDecimal(instrument.lot);
  const minQuantity = parseDecimal(instrument.minQuantity);
  const minCost = parseDecimal(instrument.minCost);
  const maxStop = parseDecimal(instrument.maxStop);
  if (!tick?.gt(0) || !lot?.gt(0) || !minQuantity?.gte(0) || !minCost?.gte(0) || !maxStop?.gt(0)) return undefined;
  return { tick, lot, minQuantity, minCost, maxStop, maxLeverage: instrument.maxLeverage };
};

const parsed = new WeakMap<Instrument, { readonly numbers: InstrumentNumbers | undefined }>();

/** Parsed once per object; undefined for metadata that no order can be rounded with. */
export const instrumentNumbers = (instrument: Instrument): InstrumentNumbers | undefined => {
  const known = parsed.get(instrument);
  if (known) return known.numbers;
  const numbers = parse(instrument);
  parsed.set(instrument, { numbers });
  return numbers;
};
