import { all, close, NOON, one, priced, stepExit } from '../../../support/account.js';
import { climbed, onwards, SHORT } from '../../../support/open-positions.js';

const SECOND = 1_000;
const at = NOON + 60 * SECOND;
const quotes = (when: number) => priced('XRP/USDT', '0.5', when);

test('F-O23 an exit climbs three limits through the market before it takes any price', () => {
  const asked = onwards(SHORT, close(at, quotes(at), 'XRP/USDT'));
  const { exitId } = one(asked, 'ExitTriggered');
  // Each rung ends without a fill: the book is empty.
  const log = climbed(asked, at, (_facts, when) =>
    stepExit(exitId, when, { instrumentId: 'XRP/USDT', quote: quotes(when)['XRP/USDT'] }),
  );
  // 0.5 x 1.005, x 1.01 and x 1.02; then none.
  expect(all(log, 'ExitStepped').map(({ limit }) => limit)).toEqual(['0.5025', '0.505', '0.51', undefined]);
});
