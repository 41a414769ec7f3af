import { deals, ends, fills, flat, MIN, minute, Scenario, T0, types } from './paper-scenario.js';

// Slippage parts, computed apart with Python's uuid5: c1/0 -> 621446 millionths, u = 0.5 + 0.310723 = 0.810723.
describe('orders that meet the quote', () => {
  test('F-O27 a market buy pays ask plus slippage, up to the tick, and its fee in the quote currency', () => {
    const venue = new Scenario();
    const facts = venue.place({ quantity: '0.1' }, flat(0, '60000'));
    // ask 60006; x (1 + 0.001 x 0.810723) = 60006 + 48.648244... = 60054.648... -> 60054.7
    expect(deals(facts)).toEqual([['0.1', '60054.7', 'taker']]);
    // cost 6005.47, fee 0.4 % = 24.02188
    expect(fills(facts)[0]).toMatchObject({ commission: '24.02188', commissionCurrency: 'USDT', rate: '1', pnl: '0' });
    expect(venue.state.balances).toEqual({ USDT: '3970.50812', BTC: '0.1' });
    expect(types(facts)).toEqual(['PaperOrderPlaced', 'PaperOrderFilled', 'PaperOrderEnded']);
    expect(fills(facts)[0]?.venueAt).toBe(T0 + MIN + 100);
  });

  test('F-O15 a market sell gets bid less slippage, down to the tick', () => {
    const venue = new Scenario([{ currency: 'BTC', amount: '1' }]);
    // bid 59994; 59994 x 0.001 x 0.810723 = 48.638515... -> 59945.361... -> 59945.3; fee 5994.53 x 0.004 = 23.97812
    expect(deals(venue.place({ side: 'sell', quantity: '0.1' }, flat(0, '60000')))).toEqual([
      ['0.1', '59945.3', 'taker'],
    ]);
    expect(venue.state.balances).toEqual({ BTC: '0.9', USDT: '5970.55188' });
  });

  test('a marketable limit is never filled beyond its limit', () => {
    const venue = new Scenario();
    expect(deals(venue.place({ type: 'limit', price: '60036.1', quantity: '0.1' }, flat(0, '60000')))).toEqual([
      ['0.1', '60036.1', 'taker'],
    ]);
  });

  test('a limit exactly at the ask crosses, a tick below it rests', () => {
    expect(deals(new Scenario().place({ type: 'limit', price: '60006' }, flat(0, '60000')))).toHaveLength(1);
    const below = new Scenario();
    expect(types(below.place({ type: 'limit', price: '60005.9' }, flat(0, '60000')))).toEqual(['PaperOrderPlaced']);
    expect(below.state.working).toHaveLength(1);
  });

  test('an IOC takes its share of the last candle and the rest is canceled', () => {
    const venue = new Scenario();
    // 10 % of 0.55555555 = 0.055555555 -> down to the lot 0.05555555
    const facts = venue.place({ type: 'limit', timeInForce: 'IOC', price: '60100' }, flat(0, '60000', '0.55555555'));
    expect(deals(facts)).toEqual([['0.05555555', '60054.7', 'taker']]);
    expect(ends(facts)).toEqual([['c1', 'canceled', 'IOC remainder']]);
  });

  test('an IOC out of reach is accepted and canceled', () => {
    const facts = new Scenario().place({ type: 'limit', timeInForce: 'IOC', price: '59000' }, flat(0, '60000'));
    expect(types(facts)).toEqual(['PaperOrderPlaced', 'PaperOrderEnded']);
  });

  test('what an earlier order took of a candle is gone for the next one; the rest of a GTC rests', () => {
    const venue = new Scenario();
    const candle = flat(0, '60000', '1');
    expect(deals(venue.place({ quantity: '0.06' }, candle))).toHaveLength(1);
    const second = venue.place({ clientOrderId: 'c2', type: 'limit', price: '60100', quantity: '0.06' }, candle);
    // 10 % of 1 = 0.1, 0.06 taken: 0.04 left
    expect(fills(second)).toMatchObject([{ lastQty: '0.04', cumQty: '0.04', leavesQty: '0.02' }]);
    expect(venue.state.working).toHaveLength(1);
    expect(deals(venue.match(flat(1, '60000')))).toEqual([['0.02', '60000', 'maker']]);
  });

  test('F-P9 nothing trades on a candle without volume', () => {
    const facts = new Scenario().place({}, flat(0, '60000', '0'));
    expect(deals(facts)).toEqual([]);
    expect(ends(facts)).toEqual([['c1', 'canceled', 'IOC remainder']]);
  });

  test('a stop whose trigger the market has passed fires on arrival', () => {
    const venue = new Scenario([{ currency: 'BTC', amount: '1' }]);
    const stop = { side: 'sell', type: 'stop-loss', triggerPrice: '60000' } as const;
    expect(types(venue.place(stop, flat(0, '60000')))).toEqual([
      'PaperOrderPlaced',
      'PaperOrderTriggered',
      'PaperOrderFilled',
      'PaperOrderEnded',
    ]);
  });
});

describe('orders that the venue rejects', () => {
  const rejected = (given: Parameters<Scenario['place']>[0], venue = new Scenario()): string => {
    const [fact, ...more] = venue.place(given, minute(0, ['60000', '60000', '60000', '60000']));
    if (fact?.type !== 'PaperOrderEnded' || fact.data.outcome !== 'rejected') throw new Error('was taken');
    expect(more).toEqual([]);
    return fact.data.reason;
  };

  test.each([
    [
      'a quantity off the lot',
      { quantity: '0.100000001' },
      'EGeneral:Invalid arguments:volume is not a multiple of 0.00000001',
    ],
    ['a quantity below the minimum', { quantity: '0.00004999' }, 'EOrder:Order minimum not met'],
    ['not a number', { quantity: 'NaN' }, 'EGeneral:Invalid arguments:volume'],
    ['less than nothing', { quantity: '-1' }, 'EGeneral:Invalid arguments:volume'],
    ['a price off the tick', { type: 'limit', price: '60000.05' }, 'EOrder:Invalid price:not a multiple of 0.1'],
    ['a limit without a price', { type: 'limit' }, 'EGeneral:Invalid arguments:price is missing'],
    ['a stop without a trigger', { type: 'stop-loss' }, 'EGeneral:Invalid arguments:trigger price is missing'],
    ['GTD without an end', { type: 'limit', price: '1', timeInForce: 'GTD' }, 'EGeneral:Invalid arguments:expiretm'],
    ['leverage beyond the venue', { leverage: 6 }, 'EGeneral:Invalid arguments:leverage'],
    ['post-only that would cross', { type: 'limit', price: '60006', postOnly: true }, 'EOrder:Post only order'],
  ] as const)('F-O15 %s', (_what, given, reason) => {
    expect(rejected(given)).toBe(reason);
  });

  test('the minimum passes when equal', () => {
    expect(deals(new Scenario().place({ quantity: '0.00005' }, flat(0, '60000')))).toHaveLength(1);
  });

  test('F-O14 a quote amount sent as a base quantity is more than the account can carry', () => {
    expect(rejected({ quantity: '100' })).toBe('EOrder:Insufficient funds');
  });

  test('a short on cash has nothing to sell', () => {
    expect(rejected({ side: 'sell' })).toBe('EOrder:Insufficient funds');
  });

  test('funds count what working orders tie down, to the last digit', () => {
    // 0.1 x 50000 x 1.004 = 5020 tied; 0.0992 x 50000 x 1.004 = 4979.84 fits into 4980
    const venue = new Scenario();
    venue.place({ type: 'limit', price: '50000' }, flat(0, '60000'));
    const limit = { clientOrderId: 'c2', type: 'limit', price: '50000' } as const;
    expect(rejected({ ...limit, quantity: '0.09920319' }, venue)).toBe('EOrder:Insufficient funds');
    expect(types(venue.place({ ...limit, quantity: '0.09920318' }, flat(0, '60000')))).toEqual(['PaperOrderPlaced']);
  });

  test('margin counts the cost over the leverage plus both fees', () => {
    // at 60000: 0.1 needs 6000 / 2 + 6000 x 0.004 + 6000 x 0.00025 = 3025.5
    const limit = { type: 'limit', price: '60000', leverage: 2 } as const;
    const poor = new Scenario([{ currency: 'USDT', amount: '3025.49' }]);
    expect(rejected(limit, poor)).toBe('EOrder:Insufficient margin');
    const just = new Scenario([{ currency: 'USDT', amount: '3025.5' }]);
    expect(types(just.place(limit, flat(0, '60000')))).toEqual(['PaperOrderPlaced']);
  });

  test('an order that comes after its deadline', () => {
    const venue = new Scenario();
    const late = { type: 'PlacePaperOrder', requestId: 'r', rate: '1', at: T0 + 4_901, deadline: T0 + 5_000 } as const;
    const order = { ...venueOrder(), clientOrderId: 'late' };
    expect(ends(venue.send({ ...late, order }))).toEqual([['late', 'rejected', 'EService:Deadline elapsed']]);
    expect(types(venue.send({ ...late, order, requestId: 's', at: T0 + 4_900 }))).toEqual(['PaperOrderPlaced']);
  });

  test('F-O2 a client id is unique among open orders only: after its end it executes again', () => {
    const venue = new Scenario();
    venue.place({ clientOrderId: 'c1', type: 'limit', price: '50000' }, flat(0, '60000'));
    expect(venue.place({ clientOrderId: 'c1', type: 'limit', price: '50000' }, flat(0, '60000'))).toEqual([]);
    venue.cancel('c1', T0 + 2 * MIN);
    const again = venue.place({ clientOrderId: 'c1', quantity: '0.01' }, flat(2, '60000'));
    expect(deals(again)).toHaveLength(1);
    expect(again[0]).toMatchObject({ type: 'PaperOrderPlaced', data: { placement: 2 } });
  });
});

const venueOrder = () =>
  ({
    clientOrderId: 'c1',
    accountId: 'main',
    book: 'trading',
    instrumentId: 'BTC/USDT',
    side: 'buy',
    type: 'limit',
    price: '50000',
    quantity: '0.1',
    timeInForce: 'GTC',
    postOnly: false,
    reduceOnly: false,
    leverage: 1,
  }) as const;
