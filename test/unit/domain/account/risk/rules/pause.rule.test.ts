import { account, btcLong, look, WHOLE } from '../../../../../support/risk.js';

test.each([
  ['no reason', [], WHOLE],
  ['one reason', ['startup'], ['PAUSED']],
  ['several: all must be lifted', ['startup', 'operator'], ['PAUSED']],
  ['a reason that nobody named', [''], ['PAUSED']],
])('%s', (_what, pauses, outcome) => {
  expect(look(btcLong(), account({ pauses }))).toEqual(outcome);
});

test('F-R2 it is read from the account stream; what a caller adds to its command changes nothing', () => {
  expect(look(btcLong(), account({ pauses: ['startup'] }), { state: account(), pauses: [] } as object)).toEqual([
    'PAUSED',
  ]);
});
