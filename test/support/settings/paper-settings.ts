import { PretendClock } from '../../../src/application/desk/pretend-clock.js';
import { INSTRUMENT_IDS } from '../../../src/domain/market/instrument.js';
import { quoteFromCandle } from '../../../src/domain/matching/quote-from-candle.js';
import { MemoryEventStore } from '../../../src/infrastructure/event-store/memory/memory-event-store.js';
import { PaperVenueAdapter } from '../../../src/infrastructure/venue/paper/paper-venue.adapter.js';
import { flat, MIN, minute, Scenario, T0 } from '../../unit/domain/matching/paper-scenario.js';
import type { SettingLook, SettingLooks } from './setting-look.js';

/** What the venue says to what is done at it. */
const venue = (value: string, act: (at: Scenario) => void): SettingLook => ({
  value,
  look: ({ paper }) => {
    const scenario = new Scenario([{ currency: 'USDT', amount: '10000' }], paper);
    act(scenario);
    return scenario.log;
  },
});

const taker = (at: Scenario) => at.place({}, flat(0, '60000'));
/** Waits below the market until the market comes to it. */
const maker = (at: Scenario) => {
  at.place({ type: 'limit', price: '59000' }, flat(0, '60000'));
  at.match(minute(1, ['60000', '60000', '58900', '59000']));
};
const short = (at: Scenario) => at.place({ side: 'sell', leverage: 2 }, flat(0, '60000'));
/** Nine hours of borrowing, then closed. */
const borrowed = (at: Scenario) => {
  short(at);
  at.place({ clientOrderId: 'c2', leverage: 2, reduceOnly: true }, flat(540, '60000'));
};
/** 0.1 BTC wanted, and 0.09999 that a candle of 0.9999 offers: a crumb would be left. */
const nearlyAll = (at: Scenario) => at.place({}, flat(0, '60000', '0.9999'));
const twice = (at: Scenario) => {
  taker(at);
  at.place({ clientOrderId: 'c2', quantity: '0.01' }, flat(0, '60000'));
};

const spread = (id: (typeof INSTRUMENT_IDS)[number]): SettingLook => ({
  value: '0.002',
  look: ({ paper }) => quoteFromCandle(flat(0, '60000', '1', id), T0 + MIN, paper.halfSpreadPct),
});

/** How the pretend venue behaves, seen in what it says. */
export const PAPER_SETTINGS: SettingLooks = {
  // The fee of resting orders: the risk engine reckons with the taker's alone, the venue follows this one.
  'risk.makerFee': venue('0.001', maker),
  'paper.seed': venue('other', taker),
  'paper.latencyMs': venue('200', taker),
  'paper.volumeShare': venue('0.05', (at) => at.place({}, flat(0, '60000', '0.5'))),
  'paper.slippagePct': venue('0.002', taker),
  'paper.takerFee': venue('0.001', taker),
  'paper.makerFee': venue('0.001', maker),
  'paper.marginFee': venue('0.001', short),
  'paper.marginFeePeriodMs': venue('28800000', borrowed),
  'paper.leavesCrumbs': venue('true', nearlyAll),
  'paper.engineLimit': venue('1', twice),
  'paper.queryLimit': {
    value: '1',
    look: async ({ paper }) => {
      const store = new MemoryEventStore();
      const adapter = new PaperVenueAdapter({ accountId: 'main', store, clock: new PretendClock(T0), settings: paper });
      return [await adapter.lookup('c1'), await adapter.lookup('c1')];
    },
  },
  ...Object.fromEntries(INSTRUMENT_IDS.map((id) => [`paper.halfSpreadPct.${id}`, spread(id)])),
};
