/**
 * All that a seed decides, as plain JSON: the same plan gives the same run, and a smaller plan is a shorter run. Time is
 * counted in minutes since trading began.
 */
import type { RiskPolicy } from '../../../../src/domain/account/risk/policy.js';
import type { PaperSettings } from '../../../../src/domain/matching/paper-settings.js';
import type { InstrumentId } from '../../../../src/domain/market/instrument.js';
import type { Act } from './act.js';
import type { PanelPlan } from './panel.js';

export interface Span {
  /** Minutes: included, excluded. */
  readonly from: number;
  readonly to: number;
}

/** One instrument's market is different for a while. */
export interface Episode extends Span {
  readonly instrumentId: InstrumentId;
  readonly what:
    /** No candles: the price grows old. */
    | 'gap'
    /** Nothing moves and nothing is traded. */
    | 'flat'
    /** Bid above ask. */
    | 'crossed'
    /** A bid of zero. */
    | 'no-bid'
    /** A book with next to nothing in it: `size` base on each side. */
    | 'thin-book'
    /** `size` is the move of a minute, as a fraction. */
    | 'trend'
    /** The first minute moves by `size` and stays there. */
    | 'jump'
    /** The first minute goes there and comes back. */
    | 'wick';
  readonly size?: number;
}

export interface MarketPlan {
  readonly seed: number;
  /** Deviation of a minute's move. */
  readonly restless: number;
  /** Closed 1h candles before trading begins. */
  readonly history: number;
  readonly episodes: readonly Episode[];
  /** Minutes in which no instrument has a candle: for the desk its clock jumps. */
  readonly jumps: readonly Span[];
}

export type StoreFault = 'lost-append' | 'lost-read' | 'unanswered' | 'conflict' | 'slow-read' | 'lost-checkpoint';
export type VenueFault = string;

/** A share of all calls, within a span of minutes. */
export interface FaultRate<Kind extends string> extends Span {
  readonly kind: Kind;
  readonly share: number;
}

export interface SimulationPlan {
  readonly seed: number;
  readonly startAt: number;
  readonly minutes: number;
  readonly deposit: string;
  readonly policy: Partial<RiskPolicy>;
  readonly paper: Partial<PaperSettings>;
  readonly market: MarketPlan;
  /** The desk's own agents, or agents that say what the seed draws. */
  readonly agents: 'rules' | 'scripted';
  /** Models advise: then the desk's own decision task runs, whoever the agents are. */
  readonly panel?: PanelPlan;
  readonly acts: readonly Act[];
  readonly storeFaults: readonly FaultRate<StoreFault>[];
  readonly venueFaults: readonly FaultRate<VenueFault>[];
  /** The n-th process dies at the so manieth call of its ports. */
  readonly deaths: readonly number[];
  /** The read models are kept beside the desk, and their subscription ends so often. */
  readonly readModels?: { readonly drops: number };
}
