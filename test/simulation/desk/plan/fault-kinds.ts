import type { StoreFault } from './plan.js';

export const STORE_FAULTS: readonly StoreFault[] = [
  'lost-append',
  'lost-read',
  'unanswered',
  'conflict',
  'slow-read',
  'lost-checkpoint',
];

/** Call and fault of the pretend venue's line; of reports, what becomes of one on its way; and the whole venue away. */
export const VENUE_FAULTS: readonly string[] = [
  ...['place', 'cancel', 'amend'].flatMap((call) =>
    ['away', 'drop', 'lose-answer', 'answer-twice', 'refuse'].map((fault) => `${call} ${fault}`),
  ),
  'lookup away',
  'lookup drop',
  'report late',
  'report silent',
  'venue away',
];
