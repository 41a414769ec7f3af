import { INSTRUMENTS, type Instrument, type InstrumentId } from '../market/instrument.js';

/** What a venue may change of an instrument while it runs. */
export type TradingRules = Pick<Instrument, 'tick' | 'lot' | 'minQuantity' | 'minCost'>;

export type RulesByInstrument = Readonly<Partial<Record<InstrumentId, TradingRules>>>;

/** The instrument as the venue has it now: the fallback table until the venue says otherwise. */
export const instrumentAt = ({ rules }: { readonly rules: RulesByInstrument }, id: InstrumentId): Instrument => ({
  ...INSTRUMENTS[id],
  ...rules[id],
});
