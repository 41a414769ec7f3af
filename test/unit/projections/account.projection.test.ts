import { accountProjection } from '../../../src/projections/account/account.projection.js';
import type { AccountRow } from '../../../src/projections/account/account.row.js';
import { recorded, type Commit } from '../../support/desk-log.js';
import { wholeStory } from '../../support/desk-story.js';
import { rowsAfter } from '../../support/folded.js';
import { mark } from '../../support/story-money.js';
import { ACCOUNT, second, T0 } from '../../support/story-time.js';

const accountAfter = (commits: readonly Commit[]): AccountRow =>
  rowsAfter(accountProjection, 'account', recorded(commits))[0] as unknown as AccountRow;

const gateCommit = (facts: Commit['facts']): Commit => ({ stream: ACCOUNT, at: second(300), facts });

test('money of one trade, to the last digit', () => {
  const account = accountAfter(wholeStory);
  expect(account).toMatchObject({
    accountId: 'paper',
    mode: 'paper',
    openedAt: second(-60),
    deposited: '10000',
    realisedGross: '48.15',
    fees: '9.7914',
    realisedNet: '38.3586',
    equity: '10038.3586',
    tradingPnl: '38.3586',
    markedAt: second(105),
    counts: { openPositions: 0, closedPositions: 1, wins: 1, losses: 0 },
  });
  expect(account.balances).toEqual([
    { book: 'trading', currency: 'USDT', amount: '5038.3586' },
    { book: 'allocation', currency: 'USDT', amount: '5000' },
    { book: 'trading', currency: 'BTC', amount: '0' },
  ]);
});

test('F-P2 sums of money keep digits that a JavaScript number would lose', () => {
  const deposit = (depositId: string, amount: string): Commit =>
    gateCommit([
      { type: 'FundsDeposited', data: { depositId, currency: 'USDT', amount, trading: amount, allocation: '0' } },
    ]);
  const account = accountAfter([deposit('a', '9007199254740993.1'), deposit('b', '0.2')]);
  expect(account.deposited).toBe('9007199254740993.3');
});

test('the deepest fall is measured from the highest P&L over the equity there, and survives a new anchor', () => {
  const account = accountAfter([
    gateCommit([
      mark(1, '10000', '0', 'first'),
      mark(2, '10400', '400', 'peak'),
      mark(3, '9880', '-120', 'move'),
      {
        type: 'PeakReanchored',
        data: { at: second(4), equity: '9880', tradingPnl: '-120', cashOnlyUntil: second(900) },
      },
      mark(5, '9950', '-50', 'peak'),
    ]),
  ]);
  expect(account.maxDrawdownPct).toBe('5.0000');
  expect(account.peak).toEqual({ at: second(5), equity: '9950', tradingPnl: '-50' });
});

test('gates: pauses by reason, one breaker each, the newest cooldown of a scope', () => {
  const tripped = {
    breaker: 'daily-loss',
    at: T0,
    loss: '200',
    lossPct: '0.02',
    limitPct: '0.02',
    until: second(9),
  } as const;
  const { gates } = accountAfter([
    gateCommit([
      { type: 'TradingPaused', data: { reason: 'a' } },
      { type: 'TradingPaused', data: { reason: 'b' } },
      { type: 'TradingResumed', data: { reason: 'a' } },
      { type: 'CooldownStarted', data: { scope: 'account', reason: 'entry', until: second(1) } },
      { type: 'CooldownStarted', data: { scope: 'account', reason: 'loss', until: second(2) } },
      { type: 'BreakerTripped', data: tripped },
      { type: 'DegradationChanged', data: { from: 1, to: 3, reason: 'no models' } },
      { type: 'TradingHalted', data: { at: T0, reason: 'drill' } },
      { type: 'HaltCleared', data: { reason: 'over' } },
    ]),
  ]);
  expect(gates).toEqual({
    pauses: ['b'],
    degradation: 3,
    cooldowns: [{ scope: 'account', reason: 'loss', until: second(2) }],
    breakers: [{ breaker: 'daily-loss', trippedAt: T0, until: second(9), lossPct: '0.02', limitPct: '0.02' }],
    streak: { losses: 0, since: 0 },
  });
});

test('breakers: a spike of each instrument, a week with its review, and each goes by its own word', () => {
  const spike = (instrumentId: 'BTC/USDT' | 'XRP/USDT') => ({
    type: 'BreakerTripped' as const,
    data: { breaker: 'spike' as const, at: T0, instrumentId, reached: '6.1', allowed: '5', until: second(900) },
  });
  const week = { breaker: 'weekly-loss', at: T0, lossPct: '0.05', limitPct: '0.05', until: second(9) } as const;
  const facts = [
    spike('BTC/USDT'),
    spike('XRP/USDT'),
    { type: 'BreakerTripped' as const, data: week },
    { type: 'WeekReviewed' as const, data: { at: second(1), reason: 'looked at' } },
    {
      type: 'BreakerCleared' as const,
      data: { breaker: 'spike' as const, instrumentId: 'BTC/USDT' as const, reason: 'over' },
    },
  ];
  const rest = { breaker: 'spike', instrumentId: 'XRP/USDT', trippedAt: T0, until: second(900), reached: '6.1' };
  expect(accountAfter([gateCommit(facts)]).gates.breakers).toEqual([
    { ...rest, allowed: '5' },
    { breaker: 'weekly-loss', trippedAt: T0, until: second(9), lossPct: '0.05', limitPct: '0.05', reviewed: true },
  ]);
  const over = { type: 'BreakerCleared' as const, data: { breaker: 'weekly-loss' as const, reason: 'a new week' } };
  expect(accountAfter([gateCommit([...facts, over])]).gates.breakers.map(({ breaker }) => breaker)).toEqual(['spike']);
});

test('losses in a row: as of the last close, and gone when an operator says so', () => {
  const { gates } = accountAfter(wholeStory);
  expect(gates.streak).toEqual({ losses: 0, since: second(105) });
  const cleared = gateCommit([{ type: 'StreakCleared', data: { at: second(200), reason: 'new start' } }]);
  expect(accountAfter([...wholeStory, cleared]).gates.streak).toEqual({ losses: 0, since: second(200) });
});

test('the equity curve has a point per mark, oldest first', () => {
  expect(rowsAfter(accountProjection, 'equity', recorded(wholeStory))).toEqual([
    { at: second(-60), equity: '10000', tradingPnl: '0', reason: 'first' },
    { at: second(5), equity: '9998.8', tradingPnl: '-1.2', reason: 'fill' },
    { at: second(8), equity: '9995.2006', tradingPnl: '-4.7994', reason: 'fill' },
    { at: second(105), equity: '10038.3586', tradingPnl: '38.3586', reason: 'fill' },
  ]);
});
