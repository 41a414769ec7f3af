/**
 * Seeds that once broke the desk (or showed the simulator to be wrong), with a word on what they found; the drawing has
 * grown since. They are lived through as they were then: without models. Together they cost some seconds.
 */
export const KEPT_SEEDS: readonly (readonly [seed: number, found: string])[] = [
  [23, 'a bid of zero became the limit of an exit'],
  [101, 'a margin fee in BTC was charged at the price of the minute before'],
  [78, 'a stop between two market orders was lost, and nobody closed for 33 s'],
  [31, 'a stranger’s fill made a position larger than its stop'],
  [14, 'the same while the position was on its way out'],
  [5102, 'the next market order waited a minute for a stop that nobody could find'],
  [20, 'half a price made a false peak'],
  [205, 'a margin fee in BTC fell due in a gap of BTC: corrected first, then charged once more'],
  [5017, 'a desk whose clock leapt was told that it had heard of a trade too late'],
  [5214, 'a fill whose append got no answer was not booked for a minute, and corrected meanwhile'],
  [5245, 'fills on margin that were heard of in another order than they were made'],
  [5168, 'a fill that is booked in the instant of a wake-up, before anything is looked at'],
  [5273, 'a part of a position was written off, and what it had lost was not counted'],
  [5561, 'a phantom was taken for a loss that starts a cooldown'],
  [124, 'between two market orders of a margin exit no stop was placed'],
  [306, 'the pretend venue filled an exit at a price of zero'],
  [338, 'a margin fee was charged at the price of the minute in which the pair traded again'],
  [354, 'a fill that closed what was written off stopped the read model of fills'],
  [861, 'a fill that the venue never told of, and a clock that leapt before anybody could ask'],
  [11882, 'a short that became dust when the venue raised its minimum: money and exposure, and no position'],
  [10866, 'a margin fee in BTC fell due when a start had seen no price of the pair yet'],
  [10813, 'an old protection, delivered again after a crash, took the stop back to its size'],
  [21, 'fifteen dollars were taken for dust at a price of zero'],
];

/** The same of a desk that models advise. */
export const KEPT_SEEDS_WITH_MODELS: readonly (readonly [seed: number, found: string])[] = [
  [39, 'the reader of news was asked, and paid, again for a call that a crash had cut off'],
  [1401, 'a position booked apart, its stop not confirmed, was taken for the first of its instrument and left naked'],
  [33, 'the same after some hours: rulings, late votes, a desk that is reduced, an outside agent that is heard'],
];

/** Chosen for what they show: the desk's own agents, many deaths, a lossy line, breakers, people at work. */
export const BROAD_SEEDS: readonly number[] = [1, 2, 5, 8, 9, 28, 42, 47, 54];

/** Models that are late, a budget that ends, tasks that people switch off. */
export const BROAD_SEEDS_WITH_MODELS: readonly number[] = [7];
