import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import type { AccountState } from '../../../../src/domain/account/account.state.js';
import { valueAccount } from '../../../../src/domain/account/equity/valuation.js';
import type { AccountCommand } from '../../../../src/domain/account/account.commands.js';
import {
  after,
  all,
  btcEntry,
  closeOf,
  decideAll,
  filled,
  NOON,
  observe,
  one,
  openAccount,
  positionIn,
  priced,
  xrpShortEntry,
  xrpSold,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';

const HOUR = 3_600_000;
const { facts: short, state: holding } = decideAll([...openAccount(), xrpSold()]);
const shorted = positionIn(holding, 'XRP/USDT');

const bought = (qty: string, px: string, fee: string, at: number, leaves = '0', fillNo = 0): AccountCommand =>
  filled({ order: closeOf(shorted), qty, px, fee, at, leaves, fillNo });

describe('a margin position', () => {
  test('moves no balance but its fees: 0.4 % taken, 0.025 % of the notional borrowed', () => {
    // 600 x 0.004 = 2.4 and 600 x 0.00025 = 0.15; no XRP is owned or owed in the books.
    expect(holding.balances.trading).toEqual({ USDT: '4997.45' });
    expect(one(short, 'FeeCharged')).toMatchObject({ kind: 'margin-opening', feeUsdt: '0.15', fee: '0.15' });
    expect(all(short, 'LotAcquired')).toEqual([]);
    expect(shorted).toMatchObject({ side: 'short', cost: '600', feesUsdt: '2.55' });
  });

  test('F-P3 P&L settles at the close and is the same at any leverage', () => {
    const closedAt = (leverage: number) => {
      const { facts, state } = decideAll([
        ...openAccount(),
        filled({ order: xrpShortEntry({ leverage }), qty: '1200', px: '0.5', fee: '2.4' }),
      ]);
      const closing = closeOf(positionIn(state, 'XRP/USDT'));
      return given(accountDecider, facts).when(
        filled({ order: closing, qty: '1200', px: '0.48', fee: '2.304', at: NOON + HOUR }),
      );
    };
    for (const leverage of [2, 3, 5]) {
      const { facts, state } = closedAt(leverage);
      // 600 - 1 200 x 0.48 = 24; fees 2.4 + 0.15 + 2.304 = 4.854.
      expect(one(facts, 'PositionClosed')).toMatchObject({ grossUsdt: '24', feesUsdt: '4.854', netUsdt: '19.146' });
      // A tenth of the profit, to the cent, is set aside: 1.91 of 1.9146.
      expect(state.balances.trading).toEqual({ USDT: '5017.236' });
      expect(state.balances.hodl).toEqual({ USDT: '1.91' });
    }
  });

  test.each([
    ['a millisecond before 4 h: nothing', 4 * HOUR - 1, '4.854'],
    ['at 4 h: one period, 600 x 0.00025', 4 * HOUR, '5.004'],
    ['a millisecond before 8 h: still one', 8 * HOUR - 1, '5.004'],
    ['at 12 h: three', 12 * HOUR, '5.304'],
  ])('is charged for each full 4 h before it closes; %s', (_, held, feesUsdt) => {
    const { facts } = given(accountDecider, short).when(bought('1200', '0.48', '2.304', NOON + held));
    expect(one(facts, 'PositionClosed').feesUsdt).toBe(feesUsdt);
  });

  test('is charged for a period once, whoever looks first', () => {
    const look = (at: number) => observe(priced('XRP/USDT', '0.5', at), at);
    const { facts } = given(accountDecider, short).when(
      look(NOON + 4 * HOUR),
      look(NOON + 4 * HOUR + 60_000),
      look(NOON + 8 * HOUR + 1),
      bought('1200', '0.5', '2.4', NOON + 9 * HOUR),
    );
    expect(all(facts, 'FeeCharged').map(({ chargedTo }) => (chargedTo - NOON) / HOUR)).toEqual([4, 8]);
    // 2.4 + 0.15 + 2 x 0.15 + 2.4.
    expect(one(facts, 'PositionClosed').feesUsdt).toBe('5.25');
  });

  test('pays the period that ends before a partial close on the whole, the next one on what is left', () => {
    const { facts } = given(accountDecider, short).when(
      bought('600', '0.5', '1.2', NOON + 4 * HOUR, '600'),
      bought('600', '0.5', '1.2', NOON + 8 * HOUR, '0', 1),
    );
    expect(all(facts, 'FeeCharged').map(({ feeUsdt }) => feeUsdt)).toEqual(['0.15', '0.075']);
  });

  test('without a rate the charge waits, and is made up for', () => {
    const entry = btcEntry({
      instrumentId: 'XRP/BTC',
      leverage: 2,
      quantity: '1000',
      levels: { stop: '0.000008', target: '0.000009' },
    });
    const { facts } = decideAll([
      ...openAccount(),
      filled({ order: entry, qty: '1000', px: '0.00000834', fee: '0.00003336', currency: 'BTC', rate: '60000' }),
    ]);
    const later = NOON + 8 * HOUR;
    const { facts: charged } = given(accountDecider, facts).when(
      observe({}, NOON + 4 * HOUR),
      observe(priced('XRP/BTC', '0.00000834', later, { usdtRate: '50000' }), later),
    );
    // 0.00834 BTC x 0.00025 x 50 000 x 2 periods.
    expect(one(charged, 'FeeCharged')).toMatchObject({ feeUsdt: '0.2085', fee: '0.00000417', rate: '50000' });
  });
});

describe('XRP/BTC', () => {
  const entry = btcEntry({
    instrumentId: 'XRP/BTC',
    leverage: 2,
    quantity: '1000',
    levels: { stop: '0.000008', target: '0.000009' },
  });
  const { facts: long, state } = decideAll([
    ...openAccount(),
    filled({ order: entry, qty: '1000', px: '0.00000834', fee: '0.00003336', currency: 'BTC', rate: '60000' }),
  ]);
  const closing = closeOf(positionIn(state, 'XRP/BTC'));

  test('is booked in USDT: cost in BTC, fees and P&L at the rate of their own fill', () => {
    // 0.00003336 x 60 000 = 2.0016; 0.00834 x 0.00025 x 60 000 = 0.1251.
    expect(positionIn(state, 'XRP/BTC')).toMatchObject({ cost: '0.00834', feesUsdt: '2.1267' });
    const { facts, state: end } = given(accountDecider, long).when(
      filled({ order: closing, qty: '1000', px: '0.0000085', fee: '0.000034', currency: 'BTC', rate: '61000' }),
    );
    // (0.0085 - 0.00834) x 61 000 = 9.76; 0.000034 x 61 000 = 2.074; 9.76 - 2.1267 - 2.074 = 5.5593.
    expect(one(facts, 'PositionClosed')).toMatchObject({ grossUsdt: '9.76', feesUsdt: '4.2007', netUsdt: '5.5593' });
    // 0.55 of 0.55593 are set aside.
    expect(end.balances.trading).toEqual({ USDT: '5005.0093' });
  });

  test('a fee that the venue took in USDT is not converted', () => {
    const { facts } = given(accountDecider, long).when(
      filled({ order: closing, qty: '1000', px: '0.00000834', fee: '2', currency: 'USDT', rate: '61000' }),
    );
    expect(one(facts, 'FillBooked').feeUsdt).toBe('2');
  });

  test('needs both prices to be worth something', () => {
    const cross = priced('XRP/BTC', '0.0000085', NOON, { usdtRate: '60000' });
    given(accountDecider, long).when(observe(cross, NOON)).thenNothing();
    const both = { ...cross, ...priced('BTC/USDT', '60000', NOON) };
    const { facts } = given(accountDecider, long).when(observe(both, NOON));
    // 0.00016 x 60 000 = 9.6; 10 000 - 2.1267 + 9.6.
    expect(one(facts, 'EquityMarked')).toMatchObject({ unrealised: '9.6', equity: '10007.4733', tradingPnl: '7.4733' });
  });
});

test('a short gains what the price falls, and equity counts it', () => {
  const at = NOON + 60_000;
  const { facts } = given(accountDecider, after(...openAccount(), xrpSold())).when(
    observe(priced('XRP/USDT', '0.49', at), at),
  );
  // 1 200 x 0.01 = 12; 10 000 - 2.55 + 12, less a minute of the running period: 0.15 / 240.
  const marked = { unrealised: '12', equity: '10009.449375', tradingPnl: '9.449375' };
  expect(one(facts, 'EquityMarked')).toMatchObject(marked);
});

test('what borrowing costs is in the equity as it accrues: the charge at the end of a period changes nothing', () => {
  const worth = (state: AccountState, at: number) => {
    const { equity, tradingPnl, unrealised, accruedFees } = valueAccount(state, { 'XRP/USDT': '0.49' }, at);
    return [equity, tradingPnl, unrealised, accruedFees];
  };
  expect(worth(holding, NOON)).toEqual(['10009.45', '9.45', '12', '0']);
  // An hour of four: 0.15 / 4.
  expect(worth(holding, NOON + HOUR)).toEqual(['10009.4125', '9.4125', '12', '0.0375']);
  expect(worth(holding, NOON + 4 * HOUR)).toEqual(['10009.3', '9.3', '12', '0.15']);
  expect(worth(holding, NOON + 9 * HOUR)).toEqual(['10009.1125', '9.1125', '12', '0.3375']);
  const { state } = given(accountDecider, short).when(
    observe(priced('XRP/USDT', '0.49', NOON + 4 * HOUR), NOON + 4 * HOUR),
  );
  expect(worth(state, NOON + 4 * HOUR)).toEqual(['10009.3', '9.3', '12', '0']);
});
