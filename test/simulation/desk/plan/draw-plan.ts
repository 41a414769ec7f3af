import { INSTRUMENT_IDS } from '../../../../src/domain/market/instrument.js';
import { DAY, HOUR } from '../../../../src/domain/shared/time.js';
import { Chance } from './chance.js';
import { drawActs, drawActsAtLeaps, drawActsUnderNewLimits, drawTightDrawdown } from './draw-acts.js';
import { drawPanel } from './draw-panel.js';
import { drawPanelActs } from './draw-panel-acts.js';
import { drawPolicy } from './draw-policy.js';
import { STORE_FAULTS, VENUE_FAULTS } from './fault-kinds.js';
import type { Episode, FaultRate, MarketPlan, SimulationPlan, Span } from './plan.js';

/** A Monday. */
const MONDAY = Date.UTC(2026, 0, 5);

const drawLength = (chance: Chance): number => {
  const drawn = chance.uniform();
  if (drawn < 0.45) return chance.whole(120, 480);
  if (drawn < 0.85) return chance.whole(480, 1_440);
  return drawn < 0.98 ? chance.whole(1_440, 3_000) : chance.whole(8_700, 11_500);
};

/** So that a midnight, or a Sunday's midnight, often falls into the first hours. */
const drawStart = (chance: Chance): number =>
  MONDAY + (chance.happens(0.3) ? 6 : chance.whole(0, 6)) * DAY + chance.pick([0, 8, 16, 20, 20]) * HOUR;

const drawSpan = (chance: Chance, minutes: number, shortest: number, longest: number): Span => {
  const from = chance.whole(0, minutes - 1);
  return { from, to: Math.min(minutes, from + chance.scaled(shortest, longest)) };
};

const drawEpisode = (chance: Chance, minutes: number): Episode => {
  const instrumentId = chance.pick(INSTRUMENT_IDS);
  const sign = chance.pick([1, -1]);
  const what = chance.pick([
    'gap',
    'gap',
    'flat',
    'crossed',
    'no-bid',
    'thin-book',
    'trend',
    'trend',
    'jump',
    'wick',
  ] as const);
  const ofPair = { instrumentId, what };
  switch (what) {
    case 'trend':
      return { ...ofPair, ...drawSpan(chance, minutes, 10, 200), size: sign * chance.between(0.0001, 0.0012) };
    case 'jump':
      return { ...ofPair, ...drawSpan(chance, minutes, 1, 2), size: sign * chance.pick([0.01, 0.02, 0.04, 0.08]) };
    case 'wick':
      return { ...ofPair, ...drawSpan(chance, minutes, 1, 2), size: sign * chance.pick([0.01, 0.02, 0.04, 0.08]) };
    case 'thin-book':
      return { ...ofPair, ...drawSpan(chance, minutes, 5, 60), size: chance.pick([0, 0, 0.0001, 5]) };
    case 'no-bid':
    case 'crossed':
      return { ...ofPair, ...drawSpan(chance, minutes, 1, 30) };
    default:
      return { ...ofPair, ...drawSpan(chance, minutes, 2, 60) };
  }
};

const drawMarket = (chance: Chance, seed: number, minutes: number, rules: boolean): MarketPlan => {
  const episodes = Array.from({ length: chance.whole(2, 6 + Math.floor(minutes / 60)) }, () =>
    drawEpisode(chance, minutes),
  );
  const jumps = Array.from({ length: chance.pick([0, 0, 1, 2]) }, () =>
    drawSpan(chance, minutes, 2, Math.max(3, minutes / 3)),
  );
  const restless = chance.pick([0.0003, 0.0006, 0.001, 0.002]);
  // All averages of the rules' agents are warm after so many; an ATR alone needs few.
  return { seed, restless, history: rules ? chance.pick([260, 260, 260, 3]) : 40, episodes, jumps };
};

const drawFaults = <Kind extends string>(
  chance: Chance,
  kinds: readonly Kind[],
  minutes: number,
  shares: readonly number[],
): readonly FaultRate<Kind>[] =>
  kinds
    .filter(() => chance.happens(0.25))
    .map((kind) => {
      const whole = chance.happens(0.5);
      const span = whole ? { from: 0, to: minutes } : drawSpan(chance, minutes, 5, Math.max(6, minutes));
      return { kind, share: chance.pick(shares), ...span };
    });

/** Half of the seeds have models that advise. */
export const drawsPanel = (seed: number): boolean => new Chance('with models', seed).happens(0.5);

/**
 * Everything about one seed; its models are drawn apart, so that it may be lived through without them. What the venue never tells is found by asking, and while the clock jumps nobody can ask: the
 * two are not drawn together, or the law about what must be known in time would be broken by no fault of the desk.
 */
export const drawPlan = (seed: number, withModels = drawsPanel(seed)): SimulationPlan => {
  const chance = new Chance('plan', seed);
  const minutes = drawLength(chance);
  const rules = chance.happens(0.12) && minutes < 2_000;
  const calmStore = chance.happens(0.35);
  const calmVenue = chance.happens(0.35);
  const deaths = chance.happens(0.5) ? chance.whole(1, 5) : 0;
  const venueFaults = calmVenue ? [] : drawFaults(new Chance('venue', seed), VENUE_FAULTS, minutes, [0.05, 0.2, 0.5]);
  const policy = drawPolicy(new Chance('policy', seed));
  const acts = drawActs(new Chance('acts', seed), minutes);
  const market = drawMarket(new Chance('market', seed), seed, minutes, rules);
  return {
    seed,
    startAt: drawStart(chance),
    minutes,
    deposit: chance.pick(['10000', '10000', '10000', '2500', '1000000', '40', '300']),
    policy,
    paper: { volumeShare: chance.pick(['0.1', '0.02', '0.002', '0.0005']), seed: `simulation ${seed}` },
    market,
    agents: rules ? 'rules' : 'scripted',
    ...(withModels ? { panel: drawPanel(new Chance('panel', seed), minutes) } : {}),
    acts: [
      ...acts,
      ...drawActsAtLeaps(new Chance('leaps', seed), market.episodes),
      ...drawActsUnderNewLimits(new Chance('limits', seed), acts),
      ...drawTightDrawdown(new Chance('drawdown', seed), minutes),
      ...(withModels ? drawPanelActs(new Chance('panel acts', seed), minutes) : []),
    ],
    storeFaults: calmStore ? [] : drawFaults(new Chance('store', seed), STORE_FAULTS, minutes, [0.002, 0.01, 0.05]),
    venueFaults: venueFaults.filter(({ kind }) => kind !== 'report silent' || market.jumps.length === 0),
    ...(chance.happens(0.15) ? { readModels: { drops: chance.whole(0, 2) } } : {}),
    deaths: Array.from({ length: deaths }, () => chance.scaled(1, 4 * minutes)),
  };
};
