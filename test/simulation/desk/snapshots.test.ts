import { DECIDERS, type Folding } from '../../../src/application/replay/deciders.js';
import type { RecordedFact } from '../../../src/domain/shared/fact.js';
import { categoryOf } from '../../../src/domain/shared/stream-names.js';
import { collect } from '../../support/facts.js';
import { drawPlan } from './plan/draw-plan.js';
import { Simulation } from './run/simulation.js';
import { World } from './run/world.js';

/** So few that every life of the desk begins from snapshots. */
const EVERY = 10;
/** Many deaths, a lossy line, an append that nobody answers, people at work. */
const SEEDS = [2, 8, 28];

const restored = (state: unknown): unknown => JSON.parse(JSON.stringify(state));

/** Every state of a stream, from the first fact on. */
const statesOf = ({ initialState, evolve }: Folding, facts: readonly RecordedFact[]): readonly unknown[] => {
  const states: unknown[] = [];
  for (const fact of facts) states.push(evolve(states.at(-1) ?? initialState, fact));
  return states;
};

const byStream = (log: readonly RecordedFact[]): ReadonlyMap<string, readonly RecordedFact[]> => {
  const found = new Map<string, RecordedFact[]>();
  for (const fact of log) {
    const own = found.get(fact.stream) ?? [];
    found.set(fact.stream, own);
    own.push(fact);
  }
  return found;
};

describe.each(SEEDS)('seed %i, with processes that begin from snapshots', (seed) => {
  const plan = drawPlan(seed, false);
  const world = new World(plan, EVERY);
  let log: readonly RecordedFact[];

  test('F-C5 F-S2 every law holds, as without them', async () => {
    const { broken, steps } = await new Simulation(plan, undefined, world).run();
    expect(broken?.sentence).toBeUndefined();
    expect(steps).toBeGreaterThan(100);
    expect(await world.storage.snapshots.load('account-main')).toMatchObject({ storeId: 'simulation' });
    log = await collect(world.storage.store.readAll());
  });

  test('F-S9 from any state, through JSON and back, the rest of a stream folds to the same', () => {
    for (const [stream, facts] of byStream(log)) {
      const decider = DECIDERS.get(categoryOf(stream)) as Folding;
      const states = statesOf(decider, facts);
      for (let cut = 0; cut < facts.length; cut += 1 + Math.floor(facts.length / 50)) {
        let state = restored(states[cut]);
        // No field that is undefined, no number that JSON has no word for.
        expect(state).toStrictEqual(states[cut]);
        const end = Math.min(facts.length, cut + 2 * EVERY);
        for (let at = cut + 1; at < end; at++) state = decider.evolve(state, facts[at] as RecordedFact);
        expect(state).toStrictEqual(states[end - 1]);
      }
    }
  });
});
