import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import { after, all, close, ended, NOON, one, openAccount, priced, xrpSold } from '../../../support/account.js';
import { given } from '../../../support/given.js';

const SECOND = 1_000;
const at = NOON + 60 * SECOND;
const quotes = (when: number) => priced('XRP/USDT', '0.5', when);

test('F-O23 an exit climbs three limits through the market before it takes any price', () => {
  const sold = after(...openAccount(), xrpSold());
  let log = [...sold, ...given(accountDecider, sold).when(close(at, quotes(at), 'XRP/USDT')).facts];
  const { exitId } = one(log, 'ExitTriggered');
  // Each rung ends without a fill: the book is empty.
  for (const due of [3, 6, 9]) {
    const when = at + due * SECOND;
    const rung = all(log, 'ExitStepped').at(-1)?.clientOrderId ?? 'none';
    const quote = quotes(when)['XRP/USDT']!;
    const { facts } = given(accountDecider, log).when(ended(rung, when - 1), {
      type: 'StepExit',
      exitId,
      instrumentId: 'XRP/USDT',
      at: when,
      quote,
    });
    log = [...log, ...facts];
  }
  // 0.5 x 1.005, x 1.01 and x 1.02; then none.
  expect(all(log, 'ExitStepped').map(({ limit }) => limit)).toEqual(['0.5025', '0.505', '0.51', undefined]);
});
