import { BROAD_SEEDS, BROAD_SEEDS_WITH_MODELS, KEPT_SEEDS, KEPT_SEEDS_WITH_MODELS } from './kept-seeds.js';
import { drawPlan } from './plan/draw-plan.js';
import { simulate } from './run/simulation.js';

const live = async (seed: number, models?: boolean) => {
  const { broken, stateHash, steps } = await simulate(drawPlan(seed, models));
  return { broken: broken?.sentence, stateHash, steps };
};

test.each(KEPT_SEEDS)('F-C6 seed %i holds, which once found: %s', async (seed) => {
  expect(await live(seed, false)).toMatchObject({ broken: undefined });
});

test.each(BROAD_SEEDS)('F-S3 F-S10 the whole desk holds every law through seed %i', async (seed) => {
  const { broken, steps } = await live(seed, false);
  expect(broken).toBeUndefined();
  expect(steps).toBeGreaterThan(100);
});

test.each(KEPT_SEEDS_WITH_MODELS)('F-C6 seed %i holds with models, which once found: %s', async (seed) => {
  expect(await live(seed, true)).toMatchObject({ broken: undefined });
});

test.each(BROAD_SEEDS_WITH_MODELS)('F-D6 F-D10 F-D12 models bend no law through seed %i', async (seed) => {
  const { broken, steps } = await live(seed, true);
  expect(broken).toBeUndefined();
  expect(steps).toBeGreaterThan(100);
});

test('the same seed ends in the same state, fact by fact', async () => {
  expect(await live(5)).toEqual(await live(5));
});
