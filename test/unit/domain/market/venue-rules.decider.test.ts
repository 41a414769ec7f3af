import { INSTRUMENTS, type Instrument } from '../../../../src/domain/market/instrument.js';
import { venueRulesDecider } from '../../../../src/domain/market/venue-rules.decider.js';

const AT = 1_767_787_200_000;
const usual = INSTRUMENTS['BTC/USDT'];
const said = (over: Partial<Instrument>) => ({
  type: 'RecordVenueRules' as const,
  at: AT,
  instrument: { ...usual, ...over },
});
const { decide, evolve, initialState } = venueRulesDecider;

describe('F-O28 what the venue demands', () => {
  test('is no news while it is the fallback table', () => {
    expect(decide(said({}), initialState)).toEqual([]);
  });
  test.each<[string, Partial<Instrument>]>([
    ['tick', { tick: '1' }],
    ['lot', { lot: '0.0001' }],
    ['least quantity', { minQuantity: '0.0001' }],
    ['least cost', { minCost: '5' }],
    ['leverage', { maxLeverage: 3 }],
  ])('another %s is recorded once, beside what it was', (_what, over) => {
    const facts = decide(said(over), initialState);
    expect(facts).toMatchObject([
      { type: 'VenueRulesChanged', data: { instrumentId: 'BTC/USDT', rules: over, former: { tick: usual.tick } } },
    ]);
    expect(decide(said(over), facts.reduce(evolve, initialState))).toEqual([]);
  });
  test('going back to the usual is a change too', () => {
    const changed = decide(said({ minCost: '5' }), initialState).reduce(evolve, initialState);
    expect(decide(said({}), changed)).toMatchObject([
      { data: { rules: { minCost: '0.5' }, former: { minCost: '5' } } },
    ]);
  });
  test("how far a stop may be away is not the venue's to say", () => {
    expect(decide(said({ maxStop: '0.5' }), initialState)).toEqual([]);
  });
});
