import { evolve, type PaperVenueState } from './paper-venue.state.js';
import type { PaperVenueFact } from './paper-venue.events.js';
import type { PaperSettings } from './paper-settings.js';

/**
 * A decision in the making: each fact is folded at once, so that the next order of the same step sees the balances,
 * the position and the volume that the earlier ones left. Lives inside one `decide`.
 */
export interface Draft {
  state: PaperVenueState;
  readonly facts: PaperVenueFact[];
  readonly settings: PaperSettings;
}

export const draftOf = (state: PaperVenueState, settings: PaperSettings): Draft => ({ state, facts: [], settings });

export const emit = (draft: Draft, fact: PaperVenueFact): void => {
  draft.facts.push(fact);
  draft.state = evolve(draft.state, fact);
};
