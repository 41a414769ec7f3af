import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import { DEFAULT_POLICY } from '../../../../src/domain/account/risk/policy.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import { given } from '../../../support/given.js';

const at = Date.UTC(2025, 0, 6, 12);
const opened: AccountFact = {
  type: 'AccountOpened',
  data: { accountId: 'main', mode: 'paper', policy: DEFAULT_POLICY },
};
const halt = (requestId: string) => ({ type: 'HaltTrading' as const, at, reason: 'drill', requestId });
const clear = (requestId: string) => ({ type: 'ClearHalt' as const, at, reason: 'looked', quotes: {}, requestId });

describe('requests of operators', () => {
  test('F-X2 F-X3 a late retry of a clear does not lift the next halt', () => {
    given(accountDecider, [opened])
      .when(halt('h1'), clear('c1'), halt('h2'), clear('c1'))
      .thenTypes('TradingHalted', 'HaltCleared', 'TradingHalted');
  });

  test('another request does', () => {
    given(accountDecider, [opened])
      .when(halt('h1'), clear('c1'), halt('h2'), clear('c2'))
      .thenTypes('TradingHalted', 'HaltCleared', 'TradingHalted', 'HaltCleared');
  });
});

describe('limits', () => {
  const change = (policy: Partial<typeof DEFAULT_POLICY>) => ({
    type: 'ChangeLimits' as const,
    at,
    policy: { ...DEFAULT_POLICY, ...policy },
    reason: 'settings',
  });

  test('equal ones change nothing, others get the next version', () => {
    given(accountDecider, [opened]).when(change({})).thenNothing();
    const { facts } = given(accountDecider, [opened]).when(change({ maxOpenPositions: 2 }));
    expect(facts).toMatchObject([{ type: 'LimitsChanged', data: { policy: { maxOpenPositions: 2, version: 2 } } }]);
  });

  test('the share of the deposits stays what it was: the money did not move', () => {
    given(accountDecider, [opened])
      .when(change({ allocationShare: '0' }))
      .thenNothing();
  });

  test('F-R19 a policy beyond a hard cap never comes into force', () => {
    expect(() =>
      accountDecider.decide(
        change({ riskPerTradePct: '0.5' }),
        [opened].reduce(accountDecider.evolve, accountDecider.initialState),
      ),
    ).toThrow(/riskPerTradePct/);
  });
});
