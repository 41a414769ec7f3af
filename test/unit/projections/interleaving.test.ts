import fc from 'fast-check';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { PROJECTIONS } from '../../../src/projections/registry.js';
import { recorded } from '../../support/desk-log.js';
import { wholeStory } from '../../support/desk-story.js';
import { allRows } from '../../support/folded.js';
import { modelStory } from '../../support/model-story.js';

const facts = recorded([...wholeStory, ...modelStory]);

const byStream = (): ReadonlyMap<string, readonly RecordedFact[]> => {
  const streams = new Map<string, RecordedFact[]>();
  for (const fact of facts) streams.set(fact.stream, [...(streams.get(fact.stream) ?? []), fact]);
  return streams;
};

/** A merge of the streams that keeps each one's order: `choices` says whose turn it is. */
const interleaved = (choices: readonly number[]): readonly RecordedFact[] => {
  const left = [...byStream().values()].map((stream) => [...stream]);
  return choices.map((choice) => {
    const open = left.filter((stream) => stream.length > 0);
    return open[choice % open.length]?.shift() as RecordedFact;
  });
};

const choices = fc.array(fc.nat({ max: 1_000 }), { minLength: facts.length, maxLength: facts.length });

/** Order between streams is chance (a fill's report and its booking race): no row may depend on it. */
test.each(PROJECTIONS.map((projection) => [projection.name, projection] as const))(
  '%s: any order between streams leaves the same rows',
  (_name, projection) => {
    const expected = allRows(projection, facts);
    fc.assert(
      fc.property(choices, (order) => {
        expect(allRows(projection, interleaved(order))).toEqual(expected);
      }),
      { numRuns: 200 },
    );
  },
);
