import { unreachable } from '../shared/assert.js';
import type { Decider } from '../shared/decider.js';
import type { Fact } from '../shared/fact.js';
import type { UnixMs } from '../shared/time.js';
import { INSTRUMENTS, type Instrument, type InstrumentId } from './instrument.js';

/** What a venue says of an instrument; how far a stop may be away is ours to say. Units as in {@link Instrument}. */
export type VenueRules = Pick<Instrument, 'tick' | 'lot' | 'minQuantity' | 'minCost' | 'maxLeverage'>;

export type VenueRulesChanged = Fact<
  'VenueRulesChanged',
  { readonly instrumentId: InstrumentId; readonly rules: VenueRules; readonly former: VenueRules }
>;
export type MarketFact = VenueRulesChanged;

/** The venue was asked and said this. */
export interface RecordVenueRules {
  readonly type: 'RecordVenueRules';
  readonly at: UnixMs;
  readonly instrument: Instrument;
}
export type MarketCommand = RecordVenueRules;

export interface MarketRulesState {
  /** Absent while the venue has said nothing but the fallback table. */
  readonly rules?: VenueRules;
}

export const venueRulesOf = ({ tick, lot, minQuantity, minCost, maxLeverage }: VenueRules): VenueRules => ({
  tick,
  lot,
  minQuantity,
  minCost,
  maxLeverage,
});

export const sameRules = (a: VenueRules, b: VenueRules): boolean =>
  a.tick === b.tick &&
  a.lot === b.lot &&
  a.minQuantity === b.minQuantity &&
  a.minCost === b.minCost &&
  a.maxLeverage === b.maxLeverage;

const decide = ({ instrument }: MarketCommand, { rules }: MarketRulesState): readonly MarketFact[] => {
  const former = rules ?? venueRulesOf(INSTRUMENTS[instrument.id]);
  const said = venueRulesOf(instrument);
  if (sameRules(said, former)) return [];
  return [{ type: 'VenueRulesChanged', data: { instrumentId: instrument.id, rules: said, former } }];
};

/** What the venue demands of orders in one instrument, stream `market-<instrument>`. */
export const venueRulesDecider: Decider<MarketCommand, MarketRulesState, MarketFact> = {
  category: 'market',
  initialState: {},
  stateVersion: 1,
  evolve: (_state, fact) =>
    fact.type === 'VenueRulesChanged' ? { rules: fact.data.rules } : unreachable(fact.type, 'market fact'),
  decide,
};
