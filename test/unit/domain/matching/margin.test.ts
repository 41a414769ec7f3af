import { marginFeesDue, openingMarginFee } from '../../../../src/domain/matching/margin-fee.js';
import { deals, ends, fills, flat, MIN, minute, Scenario, T0, types } from './paper-scenario.js';

const PERIOD = 4 * 60 * MIN;
const short = { clientOrderId: 'short', side: 'sell', leverage: 2, quantity: '0.1' } as const;

describe('margin', () => {
  // u of short/0: 0.5 + 0.697831 / 2 = 0.8489155; bid 59994 x 0.001 x u = 50.929836... -> 59943.070... -> 59943
  const shorted = (): Scenario => {
    const venue = new Scenario();
    expect(deals(venue.place(short, flat(0, '60000')))).toEqual([['0.1', '59943', 'taker']]);
    return venue;
  };

  test('F-O27 opening moves nothing but its fees', () => {
    const venue = shorted();
    // cost 5994.3: commission 23.9772, margin fee 1.498575
    expect(fills(venue.log)[0]).toMatchObject({ commission: '23.9772', marginFee: '1.498575', pnl: '0' });
    expect(venue.state.balances).toEqual({ USDT: '9974.524225' });
    expect(venue.state.positions['BTC/USDT']).toMatchObject({
      side: 'sell',
      quantity: '0.1',
      cost: '5994.3',
      margin: '2997.15',
    });
  });

  test('F-P3 closing settles the difference to the cost, whatever the leverage', () => {
    const venue = shorted();
    const exit = { clientOrderId: 'exit', side: 'buy', leverage: 2, reduceOnly: true, quantity: '0.1' } as const;
    const facts = venue.place(exit, flat(1, '58000'));
    // u of exit/0: 0.5 + 0.820915 / 2 = 0.9104575; ask 58005.8 x 0.001 x u = 52.811815... -> 58058.611... -> 58058.7
    expect(deals(facts)).toEqual([['0.1', '58058.7', 'taker']]);
    // 5994.3 - 5805.87 = 188.43; fee 5805.87 x 0.004 = 23.22348
    expect(fills(facts)[0]).toMatchObject({ pnl: '188.43', commission: '23.22348', marginFee: '0' });
    // 9974.524225 + 188.43 - 23.22348
    expect(venue.state.balances).toEqual({ USDT: '10139.730745' });
    expect(venue.state.positions).toEqual({});
  });

  test('a partial close takes its part of the cost and leaves the rest', () => {
    const venue = shorted();
    const part = { clientOrderId: 'exit', side: 'buy', leverage: 2, reduceOnly: true, quantity: '0.04' } as const;
    // cost of 0.04 of 0.1: 2397.72; bought for 0.04 x 58058.7 = 2322.348: 75.372
    expect(fills(venue.place(part, flat(1, '58000')))[0]).toMatchObject({ pnl: '75.372' });
    expect(venue.state.positions['BTC/USDT']).toMatchObject({ quantity: '0.06', cost: '3596.58', margin: '1798.29' });
  });

  test('XRP/BTC is booked in BTC and settled in USDT at the rate of the fill', () => {
    const venue = new Scenario();
    const xrp = { ...short, instrumentId: 'XRP/BTC', quantity: '1000' } as const;
    // bid 0.00001 x 0.9997 = 0.000009997; less 0.1 % x 0.8489155 -> 0.0000099885... -> 0.00000998
    const opened = fills(venue.place(xrp, flat(0, '0.00001', '1000000', 'XRP/BTC'), '60000'))[0];
    // cost 0.00998 BTC: commission 0.00003992 BTC = 2.3952 USDT; margin fee 0.00998 x 60000 x 0.00025 = 0.1497
    expect(opened).toMatchObject({
      lastPx: '0.00000998',
      commission: '0.00003992',
      commissionCurrency: 'BTC',
      rate: '60000',
      marginFee: '0.1497',
    });
    expect(venue.state.balances).toEqual({ USDT: '9997.4551' });
    const stop = {
      clientOrderId: 'stop',
      instrumentId: 'XRP/BTC',
      side: 'buy',
      leverage: 2,
      reduceOnly: true,
      quantity: '1000',
      type: 'stop-loss',
      triggerPrice: '0.0000105',
    } as const;
    venue.place(stop, flat(0, '0.00001', '1000000', 'XRP/BTC'), '60000');
    const up = minute(1, ['0.00001', '0.000011', '0.00001', '0.000011'], 'XRP/BTC');
    const closed = fills(venue.match(flat(1, '61000'), up))[0];
    // 0.0000105 x (1 + 0.001 x 0.7790035) = 0.000010508... -> 0.00001051; pnl 0.00998 - 0.01051 = -0.00053 BTC
    // x 61000 = -32.33; commission 0.00004204 BTC x 61000 = 2.56444
    expect(closed).toMatchObject({ lastPx: '0.00001051', pnl: '-32.33', commission: '0.00004204', rate: '61000' });
    expect(venue.state.balances).toEqual({ USDT: '9962.56066' });
  });

  test('in a gap of BTC/USDT the last rate that a fact named holds', () => {
    const venue = new Scenario();
    const xrp = { ...short, instrumentId: 'XRP/BTC', quantity: '1000' } as const;
    venue.place(xrp, flat(0, '0.00001', '1000000', 'XRP/BTC'), '60000');
    const facts = venue.match(flat(300, '0.00001', '1', 'XRP/BTC'));
    expect(facts[0]?.data).toMatchObject({ reason: 'margin-fee', rate: '60000' });
  });

  test('in such a gap a price that was seen since then holds, though no fact named it', () => {
    const venue = new Scenario();
    const xrp = { ...short, instrumentId: 'XRP/BTC', quantity: '1000' } as const;
    venue.place(xrp, flat(0, '0.00001', '1000000', 'XRP/BTC'), '60000');
    const candle = flat(300, '0.00001', '1', 'XRP/BTC');
    const closeTime = candle.openTime + MIN;
    const facts = venue.send({ type: 'MatchCandles', closeTime, candles: [candle], btcRate: '61000' });
    // cost 0.00998 BTC x 61000 x 0.00025
    expect(facts[0]?.data).toMatchObject({ rate: '61000', moves: [{ currency: 'USDT', amount: '-0.152195' }] });
  });
});

describe('margin fees', () => {
  test('are due for each full period after the opening, once', () => {
    const due = (at: number, last: number) => marginFeesDue(T0, last, at, '1000', '1');
    expect(due(T0 + PERIOD - 1, T0)).toEqual({ fee: '0', periods: 0, chargedTo: T0 });
    expect(due(T0 + PERIOD, T0)).toEqual({ fee: '0.25', periods: 1, chargedTo: T0 + PERIOD });
    expect(due(T0 + PERIOD, T0 + PERIOD)).toEqual({ fee: '0', periods: 0, chargedTo: T0 + PERIOD });
    expect(due(T0 + 3 * PERIOD + 5, T0 + PERIOD)).toEqual({ fee: '0.5', periods: 2, chargedTo: T0 + 3 * PERIOD });
    expect(openingMarginFee('0.00998', '60000')).toBe('0.1497');
  });

  test('are charged by the step that reaches them, on what is left open', () => {
    const venue = new Scenario();
    venue.place(short, flat(0, '60000'));
    const opened = venue.state.positions['BTC/USDT']?.openedAt ?? 0;
    expect(opened).toBe(T0 + MIN + 100);
    // opened 100 ms after minute 1: the period ends inside minute 241, whose close is the first to see it
    expect(venue.match(flat(240, '60000'))).toEqual([]);
    const [fee] = venue.match(flat(241, '60000'));
    expect(fee?.data).toMatchObject({
      reason: 'margin-fee',
      periods: 1,
      moves: [{ currency: 'USDT', amount: '-1.498575' }],
    });
    expect(venue.state.positions['BTC/USDT']?.chargedTo).toBe(opened + PERIOD);
  });

  test('that are due come before a fill, on the cost before it', () => {
    const venue = new Scenario();
    venue.place(short, flat(0, '60000'));
    const exit = { clientOrderId: 'exit', side: 'buy', leverage: 2, reduceOnly: true, quantity: '0.1' } as const;
    const facts = venue.place(exit, flat(600, '58000'));
    expect(types(facts)).toEqual(['PaperOrderPlaced', 'PaperBalanceMoved', 'PaperOrderFilled', 'PaperOrderEnded']);
    expect(facts[1]?.data).toMatchObject({ periods: 2, moves: [{ currency: 'USDT', amount: '-2.99715' }] });
  });
});

describe('reduce-only', () => {
  const exit = { side: 'buy', leverage: 2, reduceOnly: true } as const;
  const shorted = (): Scenario => {
    const venue = new Scenario();
    venue.place(short, flat(0, '60000'));
    return venue;
  };

  test('F-O13 without a position it is rejected, and in the direction of one too', () => {
    const none = [['c1', 'rejected', 'EOrder:Reduce only:No position exists']];
    expect(ends(new Scenario().place(exit, flat(0, '60000')))).toEqual(none);
    expect(ends(shorted().place({ ...exit, side: 'sell' }, flat(0, '60000')))).toEqual(none);
  });

  test('F-O13 more than the position is cut down to it', () => {
    const venue = shorted();
    const facts = venue.place({ ...exit, quantity: '0.3' }, flat(1, '60000'));
    expect(fills(facts)).toMatchObject([{ lastQty: '0.1' }]);
    expect(ends(facts)).toEqual([['c1', 'canceled', 'EOrder:Reduce only:Position is closed']]);
    expect(venue.state.positions).toEqual({});
  });

  test('F-P8 one order cannot carry a position through zero', () => {
    const flip = { clientOrderId: 'flip', side: 'buy', leverage: 2, quantity: '0.2' } as const;
    expect(ends(shorted().place(flip, flat(1, '60000')))).toEqual([['flip', 'rejected', 'EOrder:Position would flip']]);
  });

  test('F-P8 nor can one that was placed before the position turned', () => {
    const venue = new Scenario([{ currency: 'USDT', amount: '50000' }]);
    venue.place(
      { clientOrderId: 'bid', type: 'limit', price: '59000', leverage: 2, quantity: '0.3' },
      flat(0, '60000'),
    );
    venue.place(short, flat(0, '60000'));
    const facts = venue.match(minute(1, ['60000', '60000', '58000', '59000']));
    expect(fills(facts)).toMatchObject([{ lastQty: '0.1' }]);
    expect(venue.state).toMatchObject({ positions: {}, working: [] });
  });

  test('F-O7 F-O31 a stop that outlives its position opens nothing', () => {
    const venue = shorted();
    venue.place(
      { ...exit, clientOrderId: 'stop', type: 'stop-loss', triggerPrice: '61000', quantity: '0.1' },
      flat(0, '60000'),
    );
    venue.place({ ...exit, clientOrderId: 'exit', quantity: '0.1' }, flat(1, '60000'));
    const facts = venue.match(minute(2, ['60000', '62000', '60000', '62000']));
    expect(types(facts)).toEqual(['PaperOrderTriggered', 'PaperOrderEnded']);
    expect(venue.state.positions).toEqual({});
  });

  test('F-P1 F-O8 one candle that crosses stop and target: the stop closes, the target finds nothing', () => {
    const venue = shorted();
    venue.place({ ...exit, clientOrderId: 'target', type: 'limit', price: '58000' }, flat(0, '60000'));
    venue.place({ ...exit, clientOrderId: 'stop', type: 'stop-loss', triggerPrice: '61000' }, flat(0, '60000'));
    const facts = venue.match(minute(1, ['60000', '62000', '57000', '60000']));
    expect(fills(facts).map(({ clientOrderId }) => clientOrderId)).toEqual(['stop']);
    expect(ends(facts)).toEqual([
      ['stop', 'filled', 'complete'],
      ['target', 'canceled', 'EOrder:Reduce only:Position is closed'],
    ]);
    expect(venue.state.positions).toEqual({});
  });
});
