import { decisionsProjection } from '../../../src/projections/decisions/decisions.projection.js';
import { legFromFacts } from '../../../web/src/why/leg-from-facts.js';
import { recorded } from '../../support/desk-log.js';
import { wholeStory } from '../../support/desk-story.js';
import { rowsAfter } from '../../support/folded.js';
import { modelStory } from '../../support/model-story.js';

const facts = recorded([...wholeStory, ...modelStory]);
const rows = rowsAfter(decisionsProjection, 'legs', facts);

/** What the page draws of a leg; the rest are ids and words for lists. */
const DRAWN = ['at', 'regime', 'votes', 'discarded', 'panel', 'models', 'calls', 'seen', 'conflicts', 'proposal'];

test.each(['cycle-1', 'cycle-a', 'cycle-b'])('the way over a fill shows of %s what the read model shows', (cycleId) => {
  const own = facts.filter(({ stream }) => stream === `decision-${cycleId}`);
  const row = rows.find((each) => each['cycleId'] === cycleId && each['instrumentId'] === 'BTC/USDT');
  const drawn = Object.fromEntries(DRAWN.filter((key) => row?.[key] !== undefined).map((key) => [key, row?.[key]]));
  expect(legFromFacts(own, 'BTC/USDT')).toMatchObject(drawn);
});

test('nothing without the snapshot of the instrument', () => {
  expect(legFromFacts(facts, 'XRP/BTC')).toBeUndefined();
  expect(legFromFacts([], 'BTC/USDT')).toBeUndefined();
});
