import { limitName, limitValue } from '../../../web/src/risk/limit-words.js';

test.each([
  ['maxPositionPct', '0.20', 'Max position', '20.00 %'],
  ['maxPriceAgeMs', '60000', 'Max price age', '1 min'],
  ['maxLeverage', '5', 'Max leverage', '5'],
  ['marginEnabled', 'true', 'Margin enabled', 'true'],
  ['weeklyLossPct', 'none', 'Weekly loss', 'none'],
])('%s of %s is for people: %s %s', (key, value, name, shown) => {
  expect([limitName(key), limitValue(key, value)]).toEqual([name, shown]);
});
