import { assessIntent } from '../../../../../src/domain/account/risk/assess-intent.js';
import type { AccountState } from '../../../../../src/domain/account/account.state.js';
import { verdictText } from '../../../../../src/infrastructure/interfaces/cli/verdict-text.js';
import { account, assess, btcLong, NOON } from '../../../../support/risk.js';

const lineOf = (rule: string, changes: Partial<AccountState>): string => {
  const text = verdictText(assessIntent(assess(btcLong()), account(changes)));
  return text.split('\n').find((line) => line.startsWith(rule)) ?? 'no such line';
};
const until = NOON + 60_000;

test.each<readonly [string, Partial<AccountState>, string]>([
  ['cooldown', { cooldowns: { account: { until, reason: 'loss' } } }, 'loss, until 2026-01-07T12:01:00.000Z'],
  ['cooldown', {}, 'over at 2026-01-07T12:00:00.000Z'],
  ['daily-loss', { breakers: { dailyLoss: { trippedAt: NOON, until } } }, 'tripped until 2026-01-07T12:01:00.000Z'],
  ['drawdown', { breakers: { drawdown: { trippedAt: NOON } } }, 'tripped at 2026-01-07T12:00:00.000Z'],
])('%s: times are those of a clock', (rule, changes, words) => {
  expect(lineOf(rule, changes)).toContain(words);
});

test('ages, prices and sums stay what they are', () => {
  expect(lineOf('price', {})).toMatch(/BTC\/USDT 0 ms +60000 ms old/);
  expect(lineOf('levels', {})).toContain('limit 60036.1, stop 59075.4, target 62389.4');
  const rich = { balances: { trading: { USDT: '1234567890123.5' }, allocation: {}, hodl: {} } };
  expect(lineOf('equity', rich)).toContain('1234567890123.5 USDT');
});
