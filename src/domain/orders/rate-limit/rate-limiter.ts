/**
 * Whether a call may be made now or has to wait, reckoned with the venue's own counter of each pair: the venue refuses
 * what exceeds it, exits too. Integers throughout; time is given.
 */
import type { InstrumentId } from '../../market/instrument.js';
import { SECOND, type UnixMs } from '../../shared/time.js';
import { costOf, DEAREST_CANCEL, ENGINE_ROOM, FREE_AGE_MS, POINT, type EngineCallKind } from './published-costs.js';

export interface EngineCall {
  readonly kind: EngineCallKind;
  readonly instrumentId: InstrumentId;
  readonly clientOrderId: string;
  /** The order takes something on (an entry, a purchase to keep); everything else protects or reduces. */
  readonly opens: boolean;
}

export interface PairCounter {
  /** Thousandths of a point at `at`. */
  readonly level: number;
  readonly at: UnixMs;
}

export interface RateLimiter {
  /** Before it nothing is known: an order that is not listed below is at least as old. */
  readonly startedAt: UnixMs;
  readonly pairs: Readonly<Partial<Record<InstrumentId, PairCounter>>>;
  /** Since when our orders stand as they are, for as long as that has a price. */
  readonly standing: Readonly<Record<string, UnixMs>>;
}

/** Kept for what protects or reduces. */
export const EXIT_ROOM = 20 * POINT;
/** An opening that would have to wait longer is denied: the market has moved on. */
export const ENTRY_PATIENCE_MS = 5 * SECOND;

export const newLimiter = (startedAt: UnixMs): RateLimiter => ({ startedAt, pairs: {}, standing: {} });

/** Where the pair's counter stands at a start: as the venue tells, or full where it does not. */
export const withPair = (
  limiter: RateLimiter,
  instrumentId: InstrumentId,
  told: number | undefined,
  at: UnixMs,
): RateLimiter => {
  const counter = told === undefined ? { level: ENGINE_ROOM, at: limiter.startedAt } : { level: told, at };
  return { ...limiter, pairs: { ...limiter.pairs, [instrumentId]: counter } };
};

const levelAt = ({ pairs, startedAt }: RateLimiter, instrumentId: InstrumentId, at: UnixMs): number => {
  const { level, at: since } = pairs[instrumentId] ?? { level: ENGINE_ROOM, at: startedAt };
  return Math.max(0, level - Math.max(0, at - since));
};

const priceOf = ({ standing, startedAt }: RateLimiter, { kind, clientOrderId }: EngineCall, at: UnixMs): number =>
  costOf(kind, at - (Object.hasOwn(standing, clientOrderId) ? (standing[clientOrderId] as UnixMs) : startedAt));

/**
 * When the call may be made: `at`, or later. An opening leaves the exits their room, and needs room for its own cancel
 * too, which may follow at once.
 */
export const readyAt = (limiter: RateLimiter, call: EngineCall, at: UnixMs): UnixMs => {
  const price = priceOf(limiter, call, at);
  if (price === 0) return at;
  const ahead = call.kind === 'add' && call.opens ? DEAREST_CANCEL : 0;
  const room = call.opens ? ENGINE_ROOM - EXIT_ROOM : ENGINE_ROOM;
  const excess = levelAt(limiter, call.instrumentId, at) + price + ahead - room;
  return at + Math.max(0, excess);
};

/** The call is being made: it counts whatever becomes of it. */
export const called = (limiter: RateLimiter, call: EngineCall, at: UnixMs): RateLimiter => {
  const level = levelAt(limiter, call.instrumentId, at) + priceOf(limiter, call, at);
  return {
    ...limiter,
    pairs: { ...limiter.pairs, [call.instrumentId]: { level, at } },
    standing: standingAfter(limiter.standing, call, at),
  };
};

const standingAfter = (
  standing: RateLimiter['standing'],
  { kind, clientOrderId }: EngineCall,
  at: UnixMs,
): RateLimiter['standing'] => {
  // A cancel may be refused or lost and asked for again: the order is as old as it was.
  const young = Object.entries(standing).filter(([, since]) => at - since < FREE_AGE_MS);
  return { ...Object.fromEntries(young), ...(kind !== 'cancel' && { [clientOrderId]: at }) };
};
