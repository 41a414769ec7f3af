import { account, btcLong, look, WHOLE } from '../../../../../support/risk.js';

test.each([
  [1, WHOLE],
  [2, WHOLE],
  [3, ['DEGRADED']],
  [4, ['DEGRADED']],
  [Infinity, ['DEGRADED']],
  [NaN, ['DEGRADED']],
  [undefined, ['DEGRADED']],
])('level %p', (degradation, outcome) => {
  expect(look(btcLong(), account({ degradation: degradation as number }))).toEqual(outcome);
});
