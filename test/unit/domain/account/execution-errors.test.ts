import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountFact } from '../../../../src/domain/account/account.events.js';
import { after, all, btc, btcBought, NOON, observe, one, openAccount } from '../../../support/account.js';
import { given } from '../../../support/given.js';
import { assess, btcLong } from '../../../support/risk.js';

const MINUTE = 60_000;
const opened = after(...openAccount());
const failed = (n: number, at = NOON + n): AccountCommand => ({
  type: 'CountExecutionError',
  at,
  clientOrderId: `order-${n}`,
  instrumentId: 'BTC/USDT',
  reason: 'EService:Unavailable',
});
const three = [failed(1), failed(2), failed(3)];
const tripped = (facts: readonly AccountFact[]) => all(facts, 'BreakerTripped');

test('each is counted with its place in the row, each order once', () => {
  const { facts } = given(accountDecider, opened).when(failed(1), failed(2), failed(1, NOON + 9));
  expect(all(facts, 'ExecutionFailed')).toEqual([
    { clientOrderId: 'order-1', instrumentId: 'BTC/USDT', reason: 'EService:Unavailable', inARow: 1 },
    { clientOrderId: 'order-2', instrumentId: 'BTC/USDT', reason: 'EService:Unavailable', inARow: 2 },
  ]);
});

test('two trip nothing, the third does: openings wait for 15 minutes', () => {
  expect(tripped(given(accountDecider, opened).when(failed(1), failed(2)).facts)).toEqual([]);
  const { facts, state } = given(accountDecider, opened).when(...three);
  const until = NOON + 3 + 15 * MINUTE;
  expect(tripped(facts)).toEqual([{ breaker: 'execution-errors', at: NOON + 3, reached: '3', allowed: '3', until }]);
  expect(one(facts, 'CooldownStarted')).toEqual({ scope: 'account', reason: 'execution-errors', until });
  expect(state.cooldowns.account?.until).toBe(until);
});

test('one more in that time trips nothing anew, and the wait begins again', () => {
  const { facts, state } = given(accountDecider, opened).when(...three, failed(4, NOON + 10 * MINUTE));
  expect(tripped(facts)).toHaveLength(1);
  expect(state.cooldowns.account?.until).toBe(NOON + 25 * MINUTE);
  const late = given(accountDecider, opened).when(...three, failed(4, NOON + 16 * MINUTE));
  expect(tripped(late.facts)).toHaveLength(2);
});

test('any fill begins the count anew, and an order counted before it is still known', () => {
  const { facts } = given(accountDecider, opened).when(
    failed(1),
    failed(2),
    btcBought(NOON + 5),
    failed(2, NOON + 6),
    failed(3),
  );
  expect(all(facts, 'ExecutionFailed').map(({ inARow }) => inARow)).toEqual([1, 2, 1]);
  expect(tripped(facts)).toEqual([]);
});

test('F-R12 the count is in the log', () => {
  const two = given(accountDecider, opened).when(failed(1), failed(2)).facts;
  expect(tripped(given(accountDecider, [...opened, ...two]).when(failed(3)).facts)).toHaveLength(1);
});

test('entries under way are taken back; the look after its time records the end', () => {
  const intent = btcLong({ snapshotAt: NOON });
  const approved = given(accountDecider, opened).when(assess(intent, { at: NOON, quotes: btc('60000', NOON) }));
  const { facts } = given(accountDecider, [...opened, ...approved.facts]).when(
    ...three,
    observe(btc('60000', NOON + 15 * MINUTE + 2), NOON + 15 * MINUTE + 2),
    observe(btc('60000', NOON + 15 * MINUTE + 3), NOON + 15 * MINUTE + 3),
    observe(btc('60000', NOON + 16 * MINUTE), NOON + 16 * MINUTE),
  );
  expect(one(facts, 'IntentRevoked').reason).toBe('execution-errors breaker');
  const types = facts.map(({ type }) => type);
  expect(one(facts, 'BreakerCleared')).toEqual({ breaker: 'execution-errors', reason: 'its time is over' });
  expect(types.indexOf('BreakerCleared')).toBeGreaterThan(types.indexOf('EquityMarked'));
});

test('how many and how long are limits of the policy', () => {
  const start = after(...openAccount({ executionErrorsInARow: 1, cooldownAfterErrorsMs: MINUTE }));
  expect(tripped(given(accountDecider, start).when(failed(1)).facts)).toMatchObject([{ until: NOON + 1 + MINUTE }]);
});
