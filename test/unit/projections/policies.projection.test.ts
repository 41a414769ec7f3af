import { DEFAULT_POLICY, type RiskPolicy } from '../../../src/domain/account/risk/policy.js';
import { policiesProjection } from '../../../src/projections/policies/policies.projection.js';
import { recorded, type Commit } from '../../support/desk-log.js';
import { rowsAfter } from '../../support/folded.js';
import { ACCOUNT, second } from '../../support/story-time.js';

const opened: Commit = {
  stream: ACCOUNT,
  at: second(0),
  facts: [{ type: 'AccountOpened', data: { accountId: 'paper', mode: 'paper', policy: DEFAULT_POLICY } }],
};
const changed = (at: number, policy: RiskPolicy): Commit => ({
  stream: ACCOUNT,
  at: second(at),
  facts: [{ type: 'LimitsChanged', data: { policy, reason: 'a quieter week' } }],
});
const second2: RiskPolicy = { ...DEFAULT_POLICY, version: 2, maxOpenPositions: 2, dailyLossPct: '0.01' };
const rows = (...commits: Commit[]) => rowsAfter(policiesProjection, 'policies', recorded(commits));

test('the first set has changed nothing', () => {
  const [first] = rows(opened);
  expect(first).toMatchObject({ version: 1, name: 'default', changes: [], reason: 'the account was opened' });
  expect(first?.['limits']).toContainEqual({ key: 'maxPriceAgeMs', value: '60000' });
});

test('a later set says what it changed, against the one before it', () => {
  const third: RiskPolicy = { ...second2, version: 3, dailyLossPct: '0.02' };
  expect(rows(opened, changed(5, second2), changed(9, third)).slice(1)).toMatchObject([
    {
      version: 2,
      at: second(5),
      reason: 'a quieter week',
      stream: ACCOUNT,
      factVersion: 1,
      changes: [
        { key: 'maxOpenPositions', from: '3', to: '2' },
        { key: 'dailyLossPct', from: '0.02', to: '0.01' },
      ],
    },
    { version: 3, changes: [{ key: 'dailyLossPct', from: '0.01', to: '0.02' }] },
  ]);
});
