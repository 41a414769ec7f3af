import type { Chance } from './chance.js';
import { SPIKE_RETURN, type FactorHour, type Spike } from './factor.js';

export const MINUTES_A_DAY = 1_440;

/** How much of the spike stands after `elapsed` minutes of its hour, as log return. */
const spikeAt = (spike: Spike, elapsed: number): number => {
  const since = elapsed - spike.minute;
  if (since <= 0) return 0;
  if (since <= spike.minutes) return (spike.size * since) / spike.minutes;
  const returned = Math.min(1, (since - spike.minutes) / SPIKE_RETURN);
  return spike.size * (1 - (1 - spike.kept) * returned);
};

/**
 * Values at the 1 441 minute marks of a day: in each hour a Brownian bridge from its beginning to its end, so that the
 * day needs nothing but its hours.
 */
export const minutePath = (hours: readonly FactorHour[], chance: Chance): Float64Array => {
  const path = new Float64Array(MINUTES_A_DAY + 1);
  const walk = new Float64Array(61);
  hours.forEach((hour, h) => {
    for (let i = 1; i <= 60; i++) walk[i] = (walk[i - 1] ?? 0) + chance.normal() * hour.minuteSigma;
    const { spike } = hour;
    const settled = spike === undefined ? 0 : spikeAt(spike, 60);
    const slope = (hour.to - settled - hour.from - (walk[60] ?? 0)) / 60;
    for (let i = 0; i < 60; i++) {
      path[h * 60 + i] = hour.from + (walk[i] ?? 0) + slope * i + (spike === undefined ? 0 : spikeAt(spike, i));
    }
    // Set, not summed: the next day begins at exactly this number.
    path[h * 60 + 60] = hour.to;
  });
  return path;
};
