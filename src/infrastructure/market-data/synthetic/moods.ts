import type { Chance } from './chance.js';

/** What a factor of the pretend market is in for some hours. */
export type Mood = 'trend' | 'range' | 'quiet' | 'wild';

export interface MoodTraits {
  /** Least and most hours that it lasts. */
  readonly hours: readonly [number, number];
  /** Deviation of one minute, as log return. */
  readonly minuteSigma: number;
  /** Least and most drift of one hour, as log return, away from nothing: only a trend has it. */
  readonly drift: readonly [number, number];
  /** Share of the distance to its centre that an hour takes back. */
  readonly pull: number;
  /** Chance of a spike in an hour. */
  readonly spike: number;
  /** Minute turnover against the usual. */
  readonly turnover: number;
  /** What follows, and how likely. */
  readonly next: readonly (readonly [Mood, number])[];
}

/**
 * The Markov schedule. Hours of a trend sum to about 3 to 9 % either way; a wild stretch is what the regime table calls
 * volatile, a quiet one what it calls quiet. Every number here was set by looking at the statistics that
 * test/unit/infrastructure/market-data/synthetic-statistics.test.ts bounds.
 */
export const MOODS: Readonly<Record<Mood, MoodTraits>> = {
  trend: {
    hours: [14, 40],
    minuteSigma: 0.0005,
    drift: [0.0012, 0.0026],
    pull: 0,
    spike: 0.004,
    turnover: 1.3,
    next: [
      ['trend', 0.15],
      ['range', 0.4],
      ['quiet', 0.25],
      ['wild', 0.2],
    ],
  },
  range: {
    hours: [14, 36],
    minuteSigma: 0.0004,
    drift: [0, 0],
    pull: 0.3,
    spike: 0.002,
    turnover: 0.9,
    next: [
      ['trend', 0.6],
      ['quiet', 0.2],
      ['wild', 0.2],
    ],
  },
  quiet: {
    hours: [14, 32],
    minuteSigma: 0.00015,
    drift: [0, 0],
    pull: 0.1,
    spike: 0,
    turnover: 0.6,
    next: [
      ['trend', 0.6],
      ['range', 0.2],
      ['wild', 0.2],
    ],
  },
  wild: {
    hours: [6, 14],
    minuteSigma: 0.0013,
    drift: [0, 0],
    pull: 0.05,
    spike: 0.08,
    turnover: 2.5,
    next: [
      ['trend', 0.5],
      ['range', 0.35],
      ['quiet', 0.15],
    ],
  },
};

export const nextMood = (mood: Mood, chance: Chance): Mood => {
  let rest = chance.uniform();
  for (const [next, share] of MOODS[mood].next) {
    rest -= share;
    if (rest < 0) return next;
  }
  return 'range';
};
