/**
 * What the pretend venue's matching engine lets one account do to one pair: a counter that every transaction raises and
 * time lowers. Numbers as Kraken publishes them for its lowest tier ("Spot trading limits", docs.kraken.com): 60 points,
 * 1 point a second, the younger an order the dearer its change. Points are held in thousandths, so that a millisecond
 * takes one whole unit off and nothing is ever rounded.
 */
import type { InstrumentId } from '../market/instrument.js';
import type { UnixMs } from '../shared/time.js';

export interface EngineCounter {
  /** Thousandths of a point at `at`. */
  readonly level: number;
  readonly at: UnixMs;
}

export type EngineCounters = Readonly<Partial<Record<InstrumentId, EngineCounter>>>;

const POINT = 1_000;

/** Points for the age of the order since it was placed or last amended: up to so many ms, exclusive. */
type ByAge = readonly (readonly [belowMs: number, points: number])[];

const AMEND_BY_AGE: ByAge = [
  [5_000, 3],
  [10_000, 2],
  [15_000, 1],
];
const CANCEL_BY_AGE: ByAge = [
  [5_000, 8],
  [10_000, 6],
  [15_000, 5],
  [45_000, 4],
  [90_000, 2],
  [300_000, 1],
];

const pointsFor = (table: ByAge, ageMs: number): number => table.find(([below]) => ageMs < below)?.[1] ?? 0;

/** Thousandths of a point. */
export const ADD_COST = POINT;
export const amendCost = (ageMs: number): number => (1 + pointsFor(AMEND_BY_AGE, ageMs)) * POINT;
export const cancelCost = (ageMs: number): number => pointsFor(CANCEL_BY_AGE, ageMs) * POINT;

export const levelAt = (counter: EngineCounter | undefined, at: UnixMs): number =>
  counter === undefined ? 0 : Math.max(0, counter.level - Math.max(0, at - counter.at));

export const counted = (
  counters: EngineCounters,
  instrumentId: InstrumentId,
  cost: number,
  at: UnixMs,
): EngineCounters =>
  cost === 0 ? counters : { ...counters, [instrumentId]: { level: levelAt(counters[instrumentId], at) + cost, at } };

export const RATE_LIMIT = 'EOrder:Rate limit exceeded';

/** Kraken's word when the transaction would take the counter beyond the limit; `limit` in points, 0 = none. */
export const rateRefusal = (
  counters: EngineCounters,
  instrumentId: InstrumentId,
  cost: number,
  at: UnixMs,
  limit: number,
): string | undefined =>
  limit > 0 && levelAt(counters[instrumentId], at) + cost > limit * POINT ? RATE_LIMIT : undefined;
