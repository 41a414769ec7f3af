import { prngFrom } from '../../../domain/shared/prng.js';
import { Chance } from './chance.js';
import { MOODS, nextMood, type Mood } from './moods.js';

/** One source of movement, as log price against its home (0): BTC itself, or XRP's own part. */
export interface FactorState {
  readonly value: number;
  readonly mood: Mood;
  readonly hoursLeft: number;
  /** Log return an hour; 0 outside a trend. */
  readonly drift: number;
  /** Where a range is pulled to. */
  readonly centre: number;
}

export interface Spike {
  /** First minute of the hour, and minutes until the full size. */
  readonly minute: number;
  readonly minutes: number;
  /** Log return at its full size, and the share that stays. */
  readonly size: number;
  readonly kept: number;
}

/** What an hour of a factor is made from: where it begins and ends, and how it moves between. */
export interface FactorHour {
  readonly from: number;
  readonly to: number;
  readonly minuteSigma: number;
  readonly turnover: number;
  readonly mood: Mood;
  readonly spike?: Spike;
}

export const FIRST_STATE: FactorState = { value: 0, mood: 'range', hoursLeft: 6, drift: 0, centre: 0 };

/**
 * Hours end nearer to their drift than free minutes would leave them (0.7 of the deviation): without that a trend strong
 * enough for an hourly ADX above 25 would have to run away.
 */
const HOUR_NOISE = 0.7;
/** At this log distance from home two of three trends turn back, so that prices stay in their range for ever. */
const LEASH = 0.25;
/** Minutes in which the passing part of a spike is given back; spikes begin early enough for that. */
export const SPIKE_RETURN = 20;
const LAST_SPIKE_MINUTE = 34;
/** ATR14 of 5-minute candles in deviations of a minute (measured). */
const ATR_5M = 3.2;

const enter = (mood: Mood, value: number, chance: Chance): FactorState => {
  const { hours, drift } = MOODS[mood];
  const upward = chance.uniform() < 0.5 - 0.35 * Math.tanh(value / LEASH);
  const speed = chance.between(drift[0], drift[1]);
  return {
    value,
    mood,
    hoursLeft: Math.round(chance.between(hours[0], hours[1])),
    drift: upward ? speed : -speed,
    centre: value,
  };
};

const spikeOf = (state: FactorState, minuteSigma: number, chance: Chance): Spike => {
  const size = chance.between(3, 6) * ATR_5M * minuteSigma;
  // A trend's spike runs with the trend; elsewhere it may go either way.
  const up = state.drift === 0 ? chance.uniform() < 0.5 : state.drift > 0;
  return {
    minute: Math.floor(chance.between(2, LAST_SPIKE_MINUTE)),
    minutes: 2 + Math.floor(chance.between(0, 4)),
    size: up ? size : -size,
    kept: chance.between(0.1, 0.8),
  };
};

const hourOf = (state: FactorState, chance: Chance): { hour: FactorHour; next: FactorState } => {
  const traits = MOODS[state.mood];
  const minuteSigma = traits.minuteSigma * chance.between(0.75, 1.3);
  const spike = chance.uniform() < traits.spike ? spikeOf(state, minuteSigma, chance) : undefined;
  const noise = chance.normal() * minuteSigma * Math.sqrt(60) * HOUR_NOISE;
  const jump = spike === undefined ? 0 : spike.size * spike.kept;
  const to = state.value + state.drift - traits.pull * (state.value - state.centre) + noise + jump;
  const { mood } = state;
  const hour = {
    from: state.value,
    to,
    minuteSigma,
    turnover: traits.turnover,
    mood,
    ...(spike === undefined ? {} : { spike }),
  };
  const next =
    state.hoursLeft > 1
      ? { ...state, value: to, hoursLeft: state.hoursLeft - 1 }
      : enter(nextMood(mood, chance), to, chance);
  return { hour, next };
};

/** The 24 hours of one day, and the state in which the next day begins; they depend on seed, name, day and state alone. */
export const dayOfFactor = (
  seed: number,
  name: string,
  day: number,
  state: FactorState,
): { hours: readonly FactorHour[]; next: FactorState } => {
  const chance = new Chance(prngFrom(seed, name, 'hours', day));
  const hours: FactorHour[] = [];
  let at = state;
  for (let i = 0; i < 24; i++) {
    const { hour, next } = hourOf(at, chance);
    hours.push(hour);
    at = next;
  }
  return { hours, next: at };
};
