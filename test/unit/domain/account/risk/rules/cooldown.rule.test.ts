import type { AccountState } from '../../../../../../src/domain/account/account.state.js';
import { account, btcLong, look, NOON, WHOLE } from '../../../../../support/risk.js';

const wait = { until: NOON + 1, reason: 'loss' };
const over = { until: NOON, reason: 'loss' };

test.each<readonly [string, AccountState['cooldowns'], unknown]>([
  ['none', {}, WHOLE],
  ['of the account', { account: wait }, ['COOLDOWN']],
  ['over at that very millisecond', { account: over }, WHOLE],
  ['long over', { account: { until: 0, reason: 'loss' } }, WHOLE],
  ['of the instrument', { 'BTC/USDT': wait, account: over }, ['COOLDOWN']],
  ['of the account, when that of the instrument is over', { 'BTC/USDT': over, account: wait }, ['COOLDOWN']],
  ['of another instrument', { 'BTC/USDT': over, 'XRP/USDT': wait }, WHOLE],
  ['without an end', { account: { until: Infinity, reason: 'loss' } }, ['COOLDOWN']],
])('%s', (_what, cooldowns, outcome) => {
  expect(look(btcLong(), account({ cooldowns }))).toEqual(outcome);
});

test('a symbol that nobody knows waits with the account', () => {
  const unknown = btcLong({ instrumentId: 'DOGE/USDT' as 'BTC/USDT' });
  expect(look(unknown, account({ cooldowns: { account: wait } }))).toContain('COOLDOWN');
});
