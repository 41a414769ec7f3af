import {
  account,
  btcLong,
  HUGE,
  look,
  policy,
  saidBy,
  unusable,
  WHOLE,
  xrpShort,
} from '../../../../../support/risk.js';

const said = saidBy('entry-distance');

// The mid is 60 000. A limit below the market leaves its stop below it too.
test.each([
  ['2 % below the mid', '58800', 'pass'],
  ['further below', '58799.9', 'ENTRY_TOO_FAR'],
  ['2 % above the mid', '61200', 'pass'],
  ['further above', '61200.1', 'ENTRY_TOO_FAR'],
  ['of another instrument', '0.5', 'ENTRY_TOO_FAR'],
  ['huge', HUGE, 'ENTRY_TOO_FAR'],
])('an entry %s', (_what, entry, outcome) => {
  expect(said(btcLong({ entry }))).toBe(outcome);
});

test('counts from the mid of its own instrument, whatever the direction', () => {
  expect(said(xrpShort({ entry: '0.51' }))).toBe('pass');
  expect(said(xrpShort({ entry: '0.51001' }))).toBe('ENTRY_TOO_FAR');
});

test('the limit is the policy’s', () => {
  const strict = account({ policy: policy({ maxEntryDistancePct: '0.0006' }) });
  expect(look(btcLong({ entry: '60036' }), strict)).toEqual(WHOLE);
  expect(look(btcLong({ entry: '60036.1' }), strict)).toEqual(['ENTRY_TOO_FAR']);
});

test.each(unusable('an unknown instrument', 'no price', 'an entry that is no number'))(
  'is skipped for %s',
  (_what, ...proposal) => {
    expect(said(...proposal)).toBe('skipped');
  },
);
