import type { AccountState, Dust } from '../../../../../src/domain/account/account.state.js';
import { freeMoney } from '../../../../../src/domain/account/equity/free-money.js';
import { usageOf } from '../../../../../src/domain/account/risk/usage.js';
import { text } from '../../../../../src/domain/shared/decimal.js';
import { account, btcLong, look, NOON, WHOLE } from '../../../../support/risk.js';

const MIDS = { 'BTC/USDT': '60000', 'XRP/USDT': '0.5', 'XRP/BTC': '0.00000833' };

/** A short of 60 USDT that became too small to close when the venue raised its minimum. */
const SHORT: Dust = {
  positionId: 'ended',
  book: 'trading',
  instrumentId: 'BTC/USDT',
  side: 'short',
  leverage: 2,
  intentId: 'earlier',
  quantity: '0.001',
  cost: '57',
  feesUsdt: '0',
  marginSince: NOON,
  marginFeesChargedTo: NOON,
};
const leftOver = (dust: Dust): AccountState => account({ dust: { 'trading:BTC/USDT:margin': dust } });

describe('F-P13 dust of an ended trade', () => {
  test('on margin is exposure, holds margin, and what it has lost is no free money', () => {
    const usage = usageOf(leftOver(SHORT), MIDS);
    // 0.001 x 60 000; 57 / 2; 5 000 - 28.5 - (60 - 57).
    expect(usage && [usage.exposure, usage.assets.BTC.open, usage.marginUsed, usage.freeFunds].map(text)).toEqual([
      '60',
      '-60',
      '28.5',
      '4968.5',
    ]);
    expect(freeMoney(leftOver(SHORT), 'trading', 'USDT', MIDS)?.toString()).toBe('4968.5');
  });

  test('keeps nobody from its instrument', () => {
    expect(usageOf(leftOver(SHORT), MIDS)?.instruments.size).toBe(0);
    // 20 % of (5 000 - 3) / 0.5: it is smaller by nothing but what the dust has lost.
    expect(look(btcLong(), leftOver(SHORT))).toEqual({ ...WHOLE, usdt: '1998.80' });
  });

  test('without a price is done without: its margin is known by its cost', () => {
    const usage = usageOf(leftOver(SHORT), { 'XRP/USDT': '0.5' });
    expect(usage && [usage.exposure, usage.marginUsed, usage.freeFunds].map(text)).toEqual(['0', '28.5', '4971.5']);
  });
});
