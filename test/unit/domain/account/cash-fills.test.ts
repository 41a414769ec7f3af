import { accountDecider } from '../../../../src/domain/account/account.decider.js';
import {
  after,
  all,
  btc,
  btcBought,
  btcEntry,
  closeOf,
  decideAll,
  filled,
  NOON,
  one,
  openAccount,
  positionIn,
  priced,
  stopOf,
} from '../../../support/account.js';
import { given } from '../../../support/given.js';

const opened = after(...openAccount());
const first = filled({
  order: btcEntry(),
  qty: '0.005',
  px: '60000',
  fee: '1.2',
  leaves: '0.015',
  quotes: btc('60000', NOON),
});
const second = filled({
  order: btcEntry(),
  qty: '0.015',
  px: '59990',
  fee: '3.5994',
  fillNo: 1,
  at: NOON + 1_000,
  quotes: btc('60000', NOON),
});

describe('a cash entry', () => {
  test('F-O11 F-P4 F-O27 the first partial fill is booked, costed with its fee and protected in one commit', () => {
    const { facts, state } = given(accountDecider, opened)
      .when(first)
      .thenTypes(
        'FillBooked',
        'LotAcquired',
        'PositionOpened',
        'CooldownStarted',
        'ProtectionChanged',
        'PeriodOpened',
        'PeriodOpened',
        'EquityMarked',
      );
    // 0.005 x 60 000 = 300; 300 + 1.2 leave the account.
    expect(one(facts, 'FillBooked').changes).toEqual([
      { book: 'trading', currency: 'BTC', amount: '0.005' },
      { book: 'trading', currency: 'USDT', amount: '-301.2' },
    ]);
    expect(one(facts, 'LotAcquired')).toMatchObject({ quantity: '0.005', costUsdt: '301.2' });
    expect(one(facts, 'PositionOpened')).toMatchObject({ cost: '300', feesUsdt: '1.2', leverage: 1 });
    expect(one(facts, 'ProtectionChanged')).toMatchObject({
      action: 'place',
      quantity: '0.005',
      stop: '59000',
      target: '62400',
      n: 1,
      dueAt: NOON + 30_000,
    });
    // 10 000 - 1.2: coins are worth what they cost.
    expect(one(facts, 'EquityMarked')).toMatchObject({ equity: '9998.8', tradingPnl: '-1.2', reason: 'fill' });
    expect(state.balances.trading).toEqual({ USDT: '4698.8', BTC: '0.005' });
  });

  test('F-O3 F-O12 the completing fill grows the one position and amends its stop to exactly what is filled', () => {
    const { facts, state } = given(accountDecider, [...opened, ...after(...openAccount(), first).slice(2)])
      .when(second)
      .thenTypes('FillBooked', 'LotAcquired', 'PositionChanged', 'ProtectionChanged', 'EquityMarked');
    // 300 + 0.015 x 59 990 = 300 + 899.85; fees 1.2 + 3.5994.
    expect(one(facts, 'PositionChanged')).toMatchObject({ quantity: '0.02', cost: '1199.85', feesUsdt: '4.7994' });
    const position = positionIn(state, 'BTC/USDT');
    expect(one(facts, 'ProtectionChanged')).toMatchObject({
      action: 'amend',
      n: 2,
      quantity: '0.02',
      stopOrderId: position.stopOrderId,
    });
    expect(Object.keys(state.positions)).toEqual(['trading:BTC/USDT']);
  });

  test('F-O4 a fill that was booked is booked once', () => {
    const twice = given(accountDecider, after(...openAccount(), first));
    twice.when(first).thenNothing();
    // The venue's own repeat has another time and other prices around it: the number within the order says what it is.
    twice.when({ ...first, at: NOON + 60_000, quotes: btc('58000', NOON + 60_000) }).thenNothing();
  });

  test('fills of one order come in their order: a gap is a bug and stops the stream', () => {
    expect(() => given(accountDecider, opened).when(second)).toThrow('comes before');
  });
});

describe('the end of a cash position', () => {
  const { facts: bought, state: holding } = decideAll([...openAccount(), first, second]);
  const stop = stopOf(positionIn(holding, 'BTC/USDT'));
  const stopFill = { order: stop, px: '58990', at: NOON + 60_000 };

  test('F-O6 F-P4 a stop that fills at the venue closes the position: P&L is price difference x quantity less all fees', () => {
    // 0.02 x 58 990 = 1 179.8, fee 4.7192; 1 179.8 - 1 199.85 = -20.05; -20.05 - 4.7994 - 4.7192 = -29.5686.
    const { facts, state } = given(accountDecider, bought).when(filled({ ...stopFill, qty: '0.02', fee: '4.7192' }));
    expect(one(facts, 'PositionClosed')).toMatchObject({
      closer: 'stop',
      grossUsdt: '-20.05',
      feesUsdt: '9.5186',
      netUsdt: '-29.5686',
      quantity: '0.02',
    });
    expect(one(facts, 'PositionClosed').stopOrderId).toBeUndefined();
    expect(state.positions).toEqual({});
    expect(state.balances.trading).toEqual({ USDT: '4970.4314', BTC: '0' });
    expect(state.realised).toEqual({ gross: '-20.05', fees: '9.5186' });
  });

  test('lots go first in, first out; their parts sum to the whole', () => {
    const { facts, state } = given(accountDecider, bought).when(filled({ ...stopFill, qty: '0.02', fee: '4.7192' }));
    // Proceeds 1 179.8 - 4.7192 = 1 175.0808, a quarter of it for the first lot.
    expect(all(facts, 'LotDisposed')).toMatchObject([
      { quantity: '0.005', costUsdt: '301.2', proceedsUsdt: '293.7702', gainUsdt: '-7.4298' },
      { quantity: '0.015', costUsdt: '903.4494', proceedsUsdt: '881.3106', gainUsdt: '-22.1388' },
    ]);
    expect(state.lots).toEqual([]);
  });

  test('a stop filled in part leaves the rest of the first lot and of the cost', () => {
    // A quarter of the position: cost 1 199.85 / 4 = 299.9625, sold for 0.005 x 58 990 = 294.95.
    const { facts, state } = given(accountDecider, bought).when(
      filled({ ...stopFill, qty: '0.005', fee: '1.1798', leaves: '0.015' }),
    );
    expect(one(facts, 'PositionChanged')).toMatchObject({
      quantity: '0.015',
      cost: '899.8875',
      grossUsdt: '-5.0125',
      feesUsdt: '5.9792',
      stopFilled: '0.005',
    });
    expect(state.lots.map(({ quantity }) => quantity)).toEqual(['0.015']);
  });

  test('F-P2 a split that does not come out even keeps every digit in the remainder', () => {
    const order = btcEntry({ instrumentId: 'XRP/USDT', quantity: '30', levels: { stop: '0.49', target: '0.53' } });
    const { facts: bought30, state: xrp } = decideAll([
      ...openAccount(),
      filled({ order, qty: '10', px: '0.5', fee: '0.02', leaves: '20' }),
      filled({ order, qty: '20', px: '0.50001', fee: '0.04', fillNo: 1 }),
    ]);
    const closing = closeOf(positionIn(xrp, 'XRP/USDT'));
    const sold = given(accountDecider, bought30).when(
      filled({ order: closing, qty: '7', px: '0.5', fee: '0.014', leaves: '23' }),
      filled({ order: closing, qty: '23', px: '0.5', fee: '0.046', fillNo: 1 }),
    );
    // 15.0002 x 7 / 30 = 3.50004666..., to 12 places; the last part takes 15.0002 - 3.500046666667.
    expect(one(sold.facts, 'PositionChanged').cost).toBe('11.500153333333');
    // 30 x 0.5 = 15: -0.0002 in all, whatever the parts were.
    expect(one(sold.facts, 'PositionClosed')).toMatchObject({ grossUsdt: '-0.0002', netUsdt: '-0.1202' });
    expect(sold.state.balances.trading).toEqual({ USDT: '4999.8798', XRP: '0' });
  });
});

describe('what is worth how much', () => {
  const bought = after(...openAccount(), filled({ order: btcEntry(), qty: '0.02', px: '60000', fee: '4.8' }));

  test('F-R6 without a price for a coin equity is missing: nothing is marked, nothing opens', () => {
    expect(all(bought, 'EquityMarked')).toEqual([]);
    expect(all(bought, 'PeriodOpened')).toEqual([]);
  });

  test.each([
    ['60 s old counts', 60_000, 1],
    ['a millisecond more is no price', 60_001, 0],
  ])('%s', (_, age, marks) => {
    const { facts } = given(accountDecider, bought).when({
      type: 'ObserveMarket',
      at: NOON + age,
      quotes: btc('60500', NOON),
    });
    expect(all(facts, 'EquityMarked')).toHaveLength(marks);
  });

  test('F-R5 a price that is no number is no price', () => {
    given(accountDecider, bought)
      .when({ type: 'ObserveMarket', at: NOON, quotes: btc('NaN', NOON) })
      .thenTypes('PriceLost');
    given(accountDecider, bought)
      .when({ type: 'ObserveMarket', at: NOON, quotes: btc('-1', NOON) })
      .thenTypes('PriceLost');
  });

  test('F-R7 a mark values coins at the mid and P&L with the entry fee in', () => {
    const quotes = priced('BTC/USDT', '0', NOON, { bid: '60490', ask: '60510' });
    const { facts } = given(accountDecider, bought).when({ type: 'ObserveMarket', at: NOON, quotes });
    // 5 000 - 1 204.8 + 0.02 x 60 500 + 5 000 = 10 005.2; 1 210 - 1 200 - 4.8 = 5.2.
    expect(one(facts, 'EquityMarked')).toMatchObject({ equity: '10005.2', tradingPnl: '5.2', unrealised: '10' });
  });
});

test('F-P2 coins that are paid with leave their lots, and coins that are paid out are a lot: XRP/BTC for cash', () => {
  const order = (side: 'buy' | 'sell') =>
    btcEntry({
      clientOrderId: `cross-${side}`,
      instrumentId: 'XRP/BTC',
      side,
      quantity: '1000',
      ...(side === 'sell' && { purpose: 'close' as const, reduceOnly: true }),
      levels: { stop: '0.0000097', target: '0.000013' },
    });
  const common = { qty: '1000', currency: 'BTC' as const };
  const { facts, state } = decideAll([
    ...openAccount(),
    btcBought(),
    filled({ order: order('buy'), px: '0.00001', fee: '0.00004', rate: '61000', at: NOON + 1_000, ...common }),
    filled({ order: order('sell'), px: '0.000012', fee: '0.000048', rate: '62000', at: NOON + 2_000, ...common }),
  ]);
  // 0.01004 BTC at 61 000 = 612.44; they cost 1 204.8 x 0.01004 / 0.02 = 604.8096. Back come 0.011952 at 62 000 = 741.024.
  expect(all(facts, 'LotDisposed')).toMatchObject([
    { currency: 'BTC', quantity: '0.01004', costUsdt: '604.8096', proceedsUsdt: '612.44', gainUsdt: '7.6304' },
    { currency: 'XRP', quantity: '1000', costUsdt: '612.44', proceedsUsdt: '741.024', gainUsdt: '128.584' },
  ]);
  expect(all(facts, 'LotAcquired')).toMatchObject([
    { currency: 'BTC', quantity: '0.02' },
    { currency: 'XRP', quantity: '1000', costUsdt: '612.44' },
    { currency: 'BTC', quantity: '0.011952', costUsdt: '741.024' },
  ]);
  const inLots = state.lots.filter(({ currency }) => currency === 'BTC').map(({ quantity }) => Number(quantity));
  expect(inLots.reduce((sum, quantity) => sum + quantity, 0)).toBeCloseTo(Number(state.balances.trading.BTC), 12);
});
