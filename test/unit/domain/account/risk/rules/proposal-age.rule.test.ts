import { account, btcLong, look, NOON, policy, WHOLE } from '../../../../../support/risk.js';

test.each([
  ['of this moment', NOON, WHOLE],
  ['of 120 s ago', NOON - 120_000, WHOLE],
  ['1 ms older', NOON - 120_001, ['STALE_PROPOSAL']],
  ['of the future', NOON + 1, ['STALE_PROPOSAL']],
  ['of 1970', 0, ['STALE_PROPOSAL']],
  ['of before that', -1, ['STALE_PROPOSAL']],
  ['of no time', NaN, ['STALE_PROPOSAL']],
  ['of never', undefined, ['STALE_PROPOSAL']],
  ['of the end of time', Infinity, ['STALE_PROPOSAL']],
])('a snapshot %s', (_what, snapshotAt, outcome) => {
  expect(look(btcLong({ snapshotAt: snapshotAt as number }))).toEqual(outcome);
});

test('the limit is the policy’s', () => {
  const strict = account({ policy: policy({ maxSnapshotAgeMs: 1_000 }) });
  expect(look(btcLong({ snapshotAt: NOON - 1_000 }), strict)).toEqual(WHOLE);
  expect(look(btcLong({ snapshotAt: NOON - 1_001 }), strict)).toEqual(['STALE_PROPOSAL']);
});
