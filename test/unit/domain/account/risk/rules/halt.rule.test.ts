import { account, btcLong, look, NOON, WHOLE } from '../../../../../support/risk.js';

const halted = account({ halted: { at: NOON, reason: 'drill' } });

test('a halt denies, and lasts however long ago it was', () => {
  expect(look(btcLong(), account())).toEqual(WHOLE);
  expect(look(btcLong(), halted)).toEqual(['HALTED']);
  for (const at of [0, NaN]) expect(look(btcLong(), account({ halted: { at, reason: '' } }))).toEqual(['HALTED']);
});

test('F-R2 it is read from the account stream; what a caller adds to its command changes nothing', () => {
  const trusting: object = { state: account(), halted: undefined };
  expect(look(btcLong(), halted, trusting)).toEqual(['HALTED']);
  expect(look(btcLong(), account(), { halted: { at: NOON, reason: 'x' } } as object)).toEqual(WHOLE);
});
