import { verifyLog } from '../../../src/application/replay/verify-log.js';
import { HOUR } from '../../../src/domain/shared/time.js';
import { recordedModels } from '../../../src/infrastructure/bootstrap/models-of.js';
import { Sha256Digest } from '../../../src/infrastructure/digest/sha256-digest.js';
import { recordedCalls } from '../../../src/infrastructure/llm/recorded/recorded-model.js';
import { AdvisedDesk, NOON, type AdvisedDeskOptions, type Opinions } from '../../support/llm/advised-desk.js';
import { BAD_ANSWERS } from '../../support/llm/bad-answers.js';
import { decided, endsOf, outcomes, tradesIn } from '../../support/llm/cycle-view.js';
import type { Answerer } from '../../support/llm/fake-panel.js';
import { after, agrees, holds, lies } from '../../support/llm/opinions.js';
import { chance } from '../../support/random-walk.js';

const OPINIONS: Opinions = {
  'BTC/USDT': { regime: 'trending_bull', technical: ['long', '0.8'] },
  'XRP/USDT': { regime: 'trending_bear', technical: ['short', '0.75'] },
  'XRP/BTC': { regime: 'ranging', technical: ['long', '0.7'] },
};

/** Mostly sound, now and then a liar, late, or as bad as has been seen of real ones. */
const drawn = (seed: number): Answerer => {
  const draw = chance(seed);
  return (question) => {
    const luck = draw();
    const bad = BAD_ANSWERS[Math.floor(draw() * BAD_ANSWERS.length)]?.behaviour;
    if (luck < 0.2 && bad) return bad;
    if (luck < 0.3) return lies(question);
    if (luck < 0.4) return holds(question);
    return after(Math.floor(draw() * 40_000), agrees)(question);
  };
};

const dayOf = async (options: AdvisedDeskOptions) => {
  const desk = await AdvisedDesk.start({ opinions: OPINIONS, ...options });
  try {
    while (desk.now < NOON + 24 * HOUR) await desk.minute();
    const { store } = desk.storage;
    return { log: await desk.facts(), verified: await verifyLog({ store, newDigest: () => new Sha256Digest() }) };
  } finally {
    await desk.end();
  }
};

test('a day of three instruments and three unsteady models is folded and decided again to the same', async () => {
  const { log, verified } = await dayOf({ panel: { deepseek: drawn(1), anthropic: drawn(2), openai: drawn(3) } });
  expect(verified.invariants.flatMap(({ name, first }) => (first ? [`${name}: ${first.sentence}`] : []))).toEqual([]);
  expect(verified.redecided.different).toEqual([]);
  expect(decided(log, 'CycleOpened').length).toBeGreaterThanOrEqual(12);
  expect(new Set(outcomes(log).map(([, outcome]) => outcome)).size).toBeGreaterThan(3);
  expect(tradesIn(log).opened).toBeGreaterThan(0);
  // From the recorded answers alone, with the providers gone.
  const models = recordedModels(recordedCalls(log), 'on-proposal');
  const again = await dayOf({ panel: {}, models });
  const ends = (facts: typeof log) => Object.keys(OPINIONS).map((id) => endsOf(facts, id as 'BTC/USDT'));
  expect(ends(again.log)).toEqual(ends(log));
  expect(tradesIn(again.log)).toEqual(tradesIn(log));
}, 60_000);
