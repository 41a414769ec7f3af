import type { RecordedFact } from '../../domain/shared/fact.js';

/** One line of text for a fact, equal for equal facts whichever store they are in: all but the position. */
export const factLine = ({ stream, version, type, data, metadata }: RecordedFact): string =>
  JSON.stringify([stream, version, type, data, metadata]);
